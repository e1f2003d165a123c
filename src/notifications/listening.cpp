#include "backups/events.hpp"
#include "boards/audience.hpp"
#include "certificates/events.hpp"
#include "identity/accounts.hpp"
#include "live/events.hpp"
#include "mail/post.hpp"
#include "marking/events.hpp"
#include "notifications/api.hpp"
#include "notifications/letters.hpp"
#include "notifications/notices.hpp"
#include "notifications/settings.hpp"
#include "offerings/events.hpp"
#include "organisations/directory.hpp"
#include "organisations/events.hpp"

#include <fmt/format.h>

// What is heard of other domains, and whom it concerns.

namespace ahimmoyak::notifications {

namespace {

constexpr std::string_view subscriber = "notifications";

// Between the letters of one event: about what a mail server takes, so that a code that somebody waits for is not
// behind all of them.
constexpr auto between_letters = std::chrono::milliseconds{100};

/// One notification and those who get it.
struct telling {
    std::vector<user_id> whom;
    notification_kind kind{};
    parameters with;
    std::string link;
};

void tell_pages(module& m, const std::vector<std::pair<user_id, std::int64_t>>& unread)
{
    for (const auto& [who, count] : unread)
        m.pages.publish("user:" + std::to_string(who.value), "notification",
                        "{\"unreadCount\":" + std::to_string(count) + "}");
}

void send_letters(db::connection& in, const module& m, const telling& what, std::span<const user_id> whom,
                  timestamp now)
{
    const auto key = unsubscribe_key(in, now);
    const stationery on{m.address, m.speaks(), key};
    auto due = now;
    for (const auto& [id, person] : identity::accounts::recipients(in, whom)) {
        mail::queue(in, letter_to(person, what.kind, what.with, what.link, on), now, due);
        due += between_letters;
    }
}

/// Keeps what is told, with the mails of it, exactly once; then the open pages hear of it. `make`
/// finds out, in the transaction, who is concerned.
template <class E, class Make>
task<> tell(module& m, const events::delivery<E>& what, Make make)
{
    const auto now = m.time.now();
    std::vector<std::pair<user_id, std::int64_t>> unread;
    auto work = [&](db::connection& in) {
        unread = {};
        if (!events::first_time(in, subscriber, what.event_id))
            return;
        for (const telling& one : make(m, in, what.event)) {
            const auto those = audience_of(in, one.whom, topic_of(one.kind));
            notify(in, those.in_page, one.kind, one.with, one.link, what.event_id, now);
            // Their pages read again what has changed, also where no notice is wanted.
            for (const auto each : one.whom)
                unread.emplace_back(each, unread_count(in, each));
            if (goes_by_mail(one.kind) && !those.by_mail.empty())
                send_letters(in, m, one, those.by_mail, now);
        }
    };
    co_await m.db.write(work);
    tell_pages(m, unread);
}

/// What nobody can turn off: it concerns the whole installation.
task<> tell_administrators(module& m, const events::delivery<backups::daily_failed>& what)
{
    const auto now = m.time.now();
    parameters with;
    with.reason = what.event.why;
    const auto shown = render(notification_kind::BACKUP_FAILED, with);
    const std::string link = "/admin/backups";
    std::vector<std::pair<user_id, std::int64_t>> unread;
    auto work = [&](db::connection& in) {
        unread = {};
        if (!events::first_time(in, subscriber, what.event_id))
            return;
        const auto whom = identity::accounts::administrators(in);
        notify(in, whom, notification_kind::BACKUP_FAILED, with, link, what.event_id, now);
        for (const auto each : whom)
            unread.emplace_back(each, unread_count(in, each));
        for (const auto& [id, person] : identity::accounts::recipients(in, whom)) {
            const auto speaks = person.language.value_or(m.speaks());
            mail::queue(
                in,
                {person.email,
                 fmt::format("[{}] {}", speaks == language::ko ? "아힘모약" : "Ahimmoyak", shown.title.in(speaks)),
                 fmt::format("{}\n\n{}{}\n", shown.body.in(speaks), m.address, link)},
                now);
        }
    };
    co_await m.db.write(work);
    tell_pages(m, unread);
}

using tellings = std::vector<telling>;

parameters about(const offerings::offering_told& what)
{
    parameters with;
    with.company = what.company_name;
    with.institution = what.institution_name;
    with.course = what.course_title;
    return with;
}

std::string for_managers(const offerings::offering_told& what)
{
    return "/manage/requests/" + std::to_string(what.course_provide_id.value);
}

std::string for_supervisors(const offerings::offering_told& what)
{
    return "/company/requests/" + std::to_string(what.course_provide_id.value);
}

std::string for_trainees(const offerings::offering_told& what)
{
    return "/learn/" + std::to_string(what.course_provide_id.value);
}

tellings of(const module&, db::connection& in, const organisations::affiliation_requested& what)
{
    parameters with;
    with.person = what.user_name;
    with.company = what.company_name;
    return {{organisations::supervisors_of(in, what.company), notification_kind::AFFILIATION_REQUESTED, std::move(with),
             "/company/employees"}};
}

tellings of(const module&, db::connection&, const organisations::affiliation_answered& what)
{
    parameters with;
    with.company = what.company_name;
    return {{{what.user},
             what.accepted ? notification_kind::AFFILIATION_ACCEPTED : notification_kind::AFFILIATION_DECLINED,
             std::move(with),
             what.accepted ? "/learn" : "/welcome/join"}};
}

tellings of(const module&, db::connection& in, const organisations::membership_ended& what)
{
    parameters with;
    with.person = what.user_name;
    (what.company ? with.company : with.institution) = what.organisation_name;
    if (what.removed)
        return {{{what.user}, notification_kind::MEMBERSHIP_ENDED, std::move(with), "/welcome"}};
    if (what.company)
        return {{organisations::supervisors_of(in, *what.company), notification_kind::MEMBER_LEFT, std::move(with),
                 "/company/employees"}};
    return {{organisations::managers_of(in, what.institution.value()), notification_kind::MEMBER_LEFT, std::move(with),
             "/manage/staff"}};
}

tellings of(const module&, db::connection& in, const offerings::requested& what)
{
    auto with = about(what);
    with.people = what.attendee_count;
    return {{organisations::managers_of(in, what.institution_id), notification_kind::OFFERING_REQUESTED,
             std::move(with), for_managers(what)}};
}

tellings of(const module&, db::connection& in, const offerings::canceled& what)
{
    return {{organisations::managers_of(in, what.institution_id), notification_kind::OFFERING_CANCELED, about(what),
             for_managers(what)}};
}

tellings of(const module&, db::connection& in, const offerings::answered& what)
{
    auto with = about(what);
    with.reason = what.reason;
    return {{organisations::supervisors_of(in, what.company_id),
             what.accepted ? notification_kind::OFFERING_ACCEPTED : notification_kind::OFFERING_DECLINED,
             std::move(with), for_supervisors(what)}};
}

tellings of(const module&, db::connection& in, const offerings::submitted& what)
{
    auto with = about(what);
    with.people = what.attendee_count;
    const auto kind =
        what.again.value_or(false) ? notification_kind::ATTENDEES_CHANGED : notification_kind::ATTENDEES_SUBMITTED;
    return {{organisations::managers_of(in, what.institution_id), kind, std::move(with), for_managers(what)}};
}

tellings of(const module&, db::connection& in, const offerings::registered& what)
{
    auto with = about(what);
    with.begin_date = to_text(what.begin_date);
    with.end_date = to_text(what.end_date);
    with.people = std::ssize(what.employees);
    return {{what.employees, notification_kind::COURSE_ASSIGNED, with, for_trainees(what)},
            {organisations::supervisors_of(in, what.company_id), notification_kind::ATTENDEES_REGISTERED, with,
             for_supervisors(what)}};
}

tellings of(const module&, db::connection& in, const offerings::turned& what)
{
    const auto kind = what.state == offerings::course_provide_state::FINISHED ? notification_kind::COURSE_FINISHED
                                                                              : notification_kind::COURSE_BEGAN;
    return {{what.employees, kind, about(what), for_trainees(what)},
            {organisations::supervisors_of(in, what.company_id), kind, about(what), for_supervisors(what)},
            {organisations::managers_of(in, what.institution_id), kind, about(what), for_managers(what)}};
}

tellings of(const module&, db::connection&, const organisations::supervision_changed& what)
{
    parameters with;
    with.company = what.company_name;
    return {{{what.user},
             what.supervises ? notification_kind::SUPERVISOR_MADE : notification_kind::SUPERVISOR_UNMADE,
             std::move(with),
             what.supervises ? "/company" : "/learn"}};
}

tellings of(const module&, db::connection&, const organisations::employee_invited& what)
{
    parameters with;
    with.company = what.company_name;
    return {{{what.user}, notification_kind::INVITED, std::move(with), {}}};
}

tellings of(const module&, db::connection& in, const organisations::invitation_accepted& what)
{
    parameters with;
    with.person = what.user_name;
    with.company = what.company_name;
    return {{organisations::supervisors_of(in, what.company), notification_kind::INVITATION_ACCEPTED, std::move(with),
             "/company/employees"}};
}

tellings to_trainees(const module& m, notification_kind kind, const live::lecture_told& what, std::string link)
{
    parameters with;
    with.course = what.course;
    with.lecture = what.title;
    with.time = clock::minute_of(what.start_time, m.zone);
    return {{what.trainees, kind, std::move(with), std::move(link)}};
}

std::string room_of(const live::lecture_told& what) { return "/live/" + std::to_string(what.channel_id.value); }

tellings of(const module& m, db::connection&, const live::planned& what)
{
    return to_trainees(m, notification_kind::LECTURE_PLANNED, what, room_of(what));
}

tellings of(const module& m, db::connection&, const live::started& what)
{
    return to_trainees(m, notification_kind::LECTURE_STARTED, what, room_of(what));
}

tellings of(const module& m, db::connection&, const live::canceled& what)
{
    return to_trainees(m, notification_kind::LECTURE_CANCELED, what, "/live");
}

parameters about(const certificates::certificate_told& what)
{
    parameters with;
    with.course = what.course_title;
    with.institution = what.institution_name;
    with.number = what.number;
    return with;
}

tellings of(const module&, db::connection&, const certificates::issued& what)
{
    return {{{what.user_id}, notification_kind::CERTIFICATE_ISSUED, about(what), "/certificates"}};
}

tellings of(const module&, db::connection&, const certificates::revoked& what)
{
    auto with = about(what);
    with.reason = what.reason;
    return {{{what.user_id}, notification_kind::CERTIFICATE_REVOKED, std::move(with), "/certificates"}};
}

telling about_post(const boards::post_told& what, std::vector<user_id> whom, notification_kind kind,
                   bool of_institution)
{
    parameters with;
    with.post = what.title;
    with.course = what.course_title;
    with.institution = what.institution_name;
    return {std::move(whom), kind, std::move(with),
            (of_institution ? "/manage/boards/" : "/learn/board/") + std::to_string(what.id.value)};
}

tellings of(const module&, db::connection& in, const boards::posted& what)
{
    const auto post = boards::told_of(in, what.board_id);
    if (!post)
        return {};
    if (what.type == boards::board_type::NOTICE)
        return {about_post(*post, boards::readers_of(in, what), notification_kind::NOTICE_POSTED, false)};
    return {about_post(*post, organisations::managers_of(in, what.institution_id), notification_kind::QUESTION_ASKED,
                       true)};
}

tellings of(const module&, db::connection& in, const boards::commented& what)
{
    const auto post = boards::told_of(in, what.board_id);
    if (!post)
        return {};
    const auto kind = what.by_institution ? notification_kind::QUESTION_ANSWERED : notification_kind::THREAD_COMMENTED;
    return {about_post(*post, boards::thread_of(in, what), kind, false)};
}

tellings of(const module&, db::connection& in, const boards::answer_accepted& what)
{
    const auto post = boards::told_of(in, what.board_id);
    if (!post)
        return {};
    return {about_post(*post, {what.answerer}, notification_kind::ANSWER_ACCEPTED, what.by_institution)};
}

tellings of(const module&, db::connection& in, const marking::copies_found& what)
{
    parameters with;
    with.exam = what.exam_title;
    with.course = what.course_title;
    return {{organisations::managers_of(in, what.institution_id), notification_kind::COPIES_FOUND, std::move(with),
             "/manage/marking/copies"}};
}

tellings of(const module&, db::connection&, const marking::score_changed& what)
{
    parameters with;
    with.exam = what.exam_title;
    with.course = what.course_title;
    with.score_before = what.before;
    with.score_after = what.after;
    with.reason = what.reason;
    return {{{what.user_id},
             notification_kind::EXAM_SCORE_CHANGED,
             std::move(with),
             "/learn/exams/" + std::to_string(what.exam_id.value) + "/results/" +
                 std::to_string(what.submission_id.value)}};
}

template <class E>
void hear(events::bus& to, module& m)
{
    to.on<E>(subscriber, [&m](const events::delivery<E>& what) {
        return tell(m, what, [](const module& by, db::connection& in, const E& event) { return of(by, in, event); });
    });
}

} // namespace

void subscribe(events::bus& to, module& m)
{
    to.on<backups::daily_failed>(
        subscriber, [&m](const events::delivery<backups::daily_failed>& what) { return tell_administrators(m, what); });
    hear<organisations::affiliation_requested>(to, m);
    hear<organisations::affiliation_answered>(to, m);
    hear<organisations::membership_ended>(to, m);
    hear<offerings::requested>(to, m);
    hear<offerings::canceled>(to, m);
    hear<offerings::answered>(to, m);
    hear<offerings::submitted>(to, m);
    hear<offerings::registered>(to, m);
    hear<offerings::turned>(to, m);
    hear<organisations::supervision_changed>(to, m);
    hear<organisations::employee_invited>(to, m);
    hear<organisations::invitation_accepted>(to, m);
    hear<boards::posted>(to, m);
    hear<boards::commented>(to, m);
    hear<boards::answer_accepted>(to, m);
    hear<live::planned>(to, m);
    hear<live::started>(to, m);
    hear<live::canceled>(to, m);
    hear<certificates::issued>(to, m);
    hear<certificates::revoked>(to, m);
    hear<marking::copies_found>(to, m);
    hear<marking::score_changed>(to, m);
}

} // namespace ahimmoyak::notifications
