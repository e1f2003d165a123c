#include "identity/accounts.hpp"
#include "mail/post.hpp"
#include "notifications/api.hpp"
#include "notifications/notices.hpp"
#include "offerings/events.hpp"
#include "organisations/directory.hpp"
#include "organisations/events.hpp"

#include <fmt/format.h>

// What is heard of other domains, and whom it concerns.

namespace ahimmoyak::notifications {

namespace {

constexpr std::string_view subscriber = "notifications";

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

mail::message letter(const module& m, const identity::person& to, const telling& what)
{
    const auto shown = render(what.kind, what.with);
    const auto address = m.address + what.link;
    return {to.email, fmt::format("[아힘모약] {} / {}", shown.title.ko, shown.title.en),
            fmt::format("{0}님, 안녕하세요.\n\n{1}\n\n{3}\n\n----\n\nHello {0},\n\n{2}\n\n{3}\n", to.name,
                        shown.body.ko, shown.body.en, address)};
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
        for (const telling& one : make(in, what.event)) {
            notify(in, one.whom, one.kind, one.with, one.link, what.event_id, now);
            for (const auto each : one.whom)
                unread.emplace_back(each, unread_count(in, each));
            if (one.kind == notification_kind::COURSE_ASSIGNED)
                for (const auto& [id, person] : identity::accounts::find(in, one.whom))
                    mail::queue(in, letter(m, person, one), now);
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

tellings of(db::connection& in, const organisations::affiliation_requested& what)
{
    parameters with;
    with.person = what.user_name;
    with.company = what.company_name;
    return {{organisations::supervisors_of(in, what.company), notification_kind::AFFILIATION_REQUESTED, std::move(with),
             "/company/employees"}};
}

tellings of(db::connection&, const organisations::affiliation_answered& what)
{
    parameters with;
    with.company = what.company_name;
    return {{{what.user},
             what.accepted ? notification_kind::AFFILIATION_ACCEPTED : notification_kind::AFFILIATION_DECLINED,
             std::move(with),
             what.accepted ? "/learn" : "/welcome/join"}};
}

tellings of(db::connection& in, const organisations::membership_ended& what)
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

tellings of(db::connection& in, const offerings::requested& what)
{
    auto with = about(what);
    with.people = what.attendee_count;
    return {{organisations::managers_of(in, what.institution_id), notification_kind::OFFERING_REQUESTED,
             std::move(with), for_managers(what)}};
}

tellings of(db::connection& in, const offerings::canceled& what)
{
    return {{organisations::managers_of(in, what.institution_id), notification_kind::OFFERING_CANCELED, about(what),
             for_managers(what)}};
}

tellings of(db::connection& in, const offerings::answered& what)
{
    auto with = about(what);
    with.reason = what.reason;
    return {{organisations::supervisors_of(in, what.company_id),
             what.accepted ? notification_kind::OFFERING_ACCEPTED : notification_kind::OFFERING_DECLINED,
             std::move(with), for_supervisors(what)}};
}

tellings of(db::connection& in, const offerings::submitted& what)
{
    auto with = about(what);
    with.people = what.attendee_count;
    return {{organisations::managers_of(in, what.institution_id), notification_kind::ATTENDEES_SUBMITTED,
             std::move(with), for_managers(what)}};
}

tellings of(db::connection& in, const offerings::registered& what)
{
    auto with = about(what);
    with.begin_date = to_text(what.begin_date);
    with.end_date = to_text(what.end_date);
    with.people = std::ssize(what.employees);
    return {{what.employees, notification_kind::COURSE_ASSIGNED, with, for_trainees(what)},
            {organisations::supervisors_of(in, what.company_id), notification_kind::ATTENDEES_REGISTERED, with,
             for_supervisors(what)}};
}

tellings of(db::connection& in, const offerings::turned& what)
{
    const auto kind = what.state == offerings::course_provide_state::FINISHED ? notification_kind::COURSE_FINISHED
                                                                              : notification_kind::COURSE_BEGAN;
    return {{what.employees, kind, about(what), for_trainees(what)},
            {organisations::supervisors_of(in, what.company_id), kind, about(what), for_supervisors(what)},
            {organisations::managers_of(in, what.institution_id), kind, about(what), for_managers(what)}};
}

template <class E>
void hear(events::bus& to, module& m)
{
    to.on<E>(subscriber, [&m](const events::delivery<E>& what) {
        return tell(m, what, [](db::connection& in, const E& event) { return of(in, event); });
    });
}

} // namespace

void subscribe(events::bus& to, module& m)
{
    hear<organisations::affiliation_requested>(to, m);
    hear<organisations::affiliation_answered>(to, m);
    hear<organisations::membership_ended>(to, m);
    hear<offerings::requested>(to, m);
    hear<offerings::canceled>(to, m);
    hear<offerings::answered>(to, m);
    hear<offerings::submitted>(to, m);
    hear<offerings::registered>(to, m);
    hear<offerings::turned>(to, m);
}

} // namespace ahimmoyak::notifications
