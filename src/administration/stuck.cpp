#include "administration/stuck.hpp"

#include "base/problem.hpp"
#include "identity/accounts.hpp"
#include "mail/post.hpp"
#include "organisations/directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace ahimmoyak::administration {

namespace {

struct offering_row {
    offerings::course_provide_id course_provide_id;
    offerings::course_provide_state state{};
    timestamp since{};
    institution_id institution_id;
    std::string institution_name;
    company_id company_id;
    std::string company_name;
    std::string course_title;
};
BOOST_DESCRIBE_STRUCT(offering_row, (),
                      (course_provide_id, state, since, institution_id, institution_name, company_id, company_name,
                       course_title))

constexpr db::query waiting_offerings{R"(
    SELECT p.id AS course_provide_id, p.state,
           COALESCE((SELECT MAX(h.created_at) FROM course_provide_history h WHERE h.course_provide_id = p.id), p.created_at) AS since,
           p.institution_id, i.name AS institution_name, p.company_id, c.name AS company_name, k.title AS course_title
    FROM course_provide p JOIN institution i ON i.id = p.institution_id JOIN company c ON c.id = p.company_id
         JOIN course k ON k.id = p.course_id
    WHERE p.state IN ('PENDING', 'ACCEPTED', 'ATTENDEE_PENDING')
      AND COALESCE((SELECT MAX(h.created_at) FROM course_provide_history h WHERE h.course_provide_id = p.id), p.created_at) < $1
    ORDER BY since, p.id LIMIT $2)"};
constexpr db::query one_offering{R"(
    SELECT p.id AS course_provide_id, p.state, p.updated_at AS since,
           p.institution_id, i.name AS institution_name, p.company_id, c.name AS company_name, k.title AS course_title
    FROM course_provide p JOIN institution i ON i.id = p.institution_id JOIN company c ON c.id = p.company_id
         JOIN course k ON k.id = p.course_id
    WHERE p.id = $1)"};

struct affiliation_row {
    organisations::affiliation_id affiliation_id;
    timestamp since{};
    company_id company_id;
    std::string company_name;
    std::string person_name;
};
BOOST_DESCRIBE_STRUCT(affiliation_row, (), (affiliation_id, since, company_id, company_name, person_name))

constexpr db::query waiting_affiliations{R"(
    SELECT a.id AS affiliation_id, a.created_at AS since, a.company_id, c.name AS company_name, u.name AS person_name
    FROM affiliation a JOIN company c ON c.id = a.company_id JOIN users u ON u.id = a.user_id
    WHERE a.state = 'REQUESTED' AND a.created_at < $1 ORDER BY a.created_at, a.id LIMIT $2)"};
constexpr db::query one_affiliation{R"(
    SELECT a.id AS affiliation_id, a.created_at AS since, a.company_id, c.name AS company_name, u.name AS person_name
    FROM affiliation a JOIN company c ON c.id = a.company_id JOIN users u ON u.id = a.user_id
    WHERE a.id = $1 AND a.state = 'REQUESTED')"};

struct mail_row {
    mail::mail_id mail_id;
    timestamp since{};
    std::string person_name;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(mail_row, (), (mail_id, since, person_name, reason))

// However new: it will not move, and somebody waits for it. The latest first, since old ones matter to nobody.
constexpr db::query failed_mails{R"(
    SELECT id AS mail_id, created_at AS since, recipient AS person_name, failure AS reason
    FROM mail WHERE state = 'FAILED' ORDER BY id DESC LIMIT $1)"};

struct orphan_row {
    std::int64_t id = 0;
    std::string name;
    timestamp since{};
};
BOOST_DESCRIBE_STRUCT(orphan_row, (), (id, name, since))

constexpr db::query institutions_alone{R"(
    SELECT i.id, i.name, i.updated_at AS since FROM institution i
    WHERE NOT EXISTS (SELECT 1 FROM manager m JOIN users u ON u.id = m.user_id
                      WHERE m.institution_id = i.id AND u.locked_at IS NULL)
    ORDER BY i.id LIMIT $1)"};
constexpr db::query companies_alone{R"(
    SELECT c.id, c.name, c.updated_at AS since FROM company c
    WHERE NOT EXISTS (SELECT 1 FROM affiliation a JOIN users u ON u.id = a.user_id
                      WHERE a.company_id = c.id AND a.state = 'APPROVED' AND a.is_supervisor = TRUE AND u.locked_at IS NULL)
    ORDER BY c.id LIMIT $1)"};

stuck_kind kind_of(offerings::course_provide_state state)
{
    switch (state) {
    case offerings::course_provide_state::PENDING:
        return stuck_kind::OFFERING_UNANSWERED;
    case offerings::course_provide_state::ACCEPTED:
        return stuck_kind::ATTENDEES_MISSING;
    default:
        return stuck_kind::REGISTRATION_MISSING;
    }
}

struct words_for {
    std::string ko;
    std::string en;
};

words_for asked_in(const offering_row& is)
{
    switch (kind_of(is.state)) {
    case stuck_kind::OFFERING_UNANSWERED:
        return {fmt::format("{}의 ‘{}’ 과정 요청이 답을 기다리고 있습니다.", is.company_name, is.course_title),
                fmt::format("the request of {} for the course “{}” waits for your answer.", is.company_name,
                            is.course_title)};
    case stuck_kind::ATTENDEES_MISSING:
        return {fmt::format("{}의 ‘{}’ 과정에 참여할 직원을 제출해 주세요.", is.institution_name, is.course_title),
                fmt::format("the course “{}” of {} waits for you to name who attends.", is.course_title,
                            is.institution_name)};
    default:
        return {fmt::format("{}이(가) 제출한 ‘{}’ 과정 수강자가 등록을 기다리고 있습니다.", is.company_name,
                            is.course_title),
                fmt::format("the people of {} for the course “{}” wait to be registered.", is.company_name,
                            is.course_title)};
    }
}

std::int64_t write_to(db::connection& in, const std::vector<user_id>& whom, const words_for& what,
                      std::string_view link, timestamp now)
{
    std::int64_t sent = 0;
    for (const auto& [id, to] : identity::accounts::find(in, whom)) {
        mail::queue(in,
                    {to.email, "[아힘모약] 기다리는 일이 있습니다 / Something waits for you",
                     fmt::format("{0}님, 안녕하세요.\n\n{1}\n\n    {3}\n\n----\n\nHello {0},\n\n{2}\n\n    {3}\n", to.name,
                                 what.ko, what.en, link)},
                    now);
        ++sent;
    }
    return sent;
}

} // namespace

std::vector<stuck> find_stuck(db::connection& in, timestamp before, std::int64_t each)
{
    std::vector<stuck> all;
    for (auto& is : in.all<offering_row>(waiting_offerings, before, each)) {
        auto& one = all.emplace_back();
        one.kind = kind_of(is.state);
        one.since = is.since;
        one.course_provide_id = is.course_provide_id;
        one.institution_id = is.institution_id;
        one.institution_name = std::move(is.institution_name);
        one.company_id = is.company_id;
        one.company_name = std::move(is.company_name);
        one.course_title = std::move(is.course_title);
    }
    for (auto& is : in.all<affiliation_row>(waiting_affiliations, before, each)) {
        auto& one = all.emplace_back();
        one.kind = stuck_kind::AFFILIATION_UNANSWERED;
        one.since = is.since;
        one.affiliation_id = is.affiliation_id;
        one.company_id = is.company_id;
        one.company_name = std::move(is.company_name);
        one.person_name = std::move(is.person_name);
    }
    for (auto& is : in.all<mail_row>(failed_mails, each)) {
        auto& one = all.emplace_back();
        one.kind = stuck_kind::MAIL_FAILED;
        one.since = is.since;
        one.mail_id = is.mail_id;
        one.person_name = std::move(is.person_name);
        one.reason = std::move(is.reason);
    }
    for (auto& is : in.all<orphan_row>(institutions_alone, each)) {
        auto& one = all.emplace_back();
        one.kind = stuck_kind::WITHOUT_STAFF;
        one.since = is.since;
        one.institution_id = institution_id{is.id};
        one.institution_name = std::move(is.name);
    }
    for (auto& is : in.all<orphan_row>(companies_alone, each)) {
        auto& one = all.emplace_back();
        one.kind = stuck_kind::WITHOUT_STAFF;
        one.since = is.since;
        one.company_id = company_id{is.id};
        one.company_name = std::move(is.name);
    }
    std::ranges::sort(all, {}, [](const stuck& one) { return std::tuple{one.since, one.kind, one.mail_id}; });
    return all;
}

std::int64_t remind(db::connection& in, offerings::course_provide_id which, std::string_view address, timestamp now)
{
    const auto is = in.first<offering_row>(one_offering, which);
    if (!is)
        throw not_found({"과정 요청", "this offering"});
    const bool company = is->state == offerings::course_provide_state::ACCEPTED;
    const bool institution = is->state == offerings::course_provide_state::PENDING ||
                             is->state == offerings::course_provide_state::ATTENDEE_PENDING;
    if (!company && !institution)
        throw conflict("waits_for_nobody", boost::describe::enum_to_string(is->state, ""),
                       {"기다리는 일이 없는 요청입니다.", "This offering waits for nobody."});
    const auto whom = company ? organisations::supervisors_of(in, is->company_id)
                              : organisations::managers_of(in, is->institution_id);
    const auto link = fmt::format("{}/{}/requests/{}", address, company ? "company" : "manage", which.value);
    return write_to(in, whom, asked_in(*is), link, now);
}

std::int64_t remind(db::connection& in, organisations::affiliation_id which, std::string_view address, timestamp now)
{
    const auto is = in.first<affiliation_row>(one_affiliation, which);
    if (!is)
        throw not_found({"소속 신청", "this request"});
    const words_for what{
        fmt::format("{}님이 {}에 소속을 신청하고 답을 기다리고 있습니다.", is->person_name, is->company_name),
        fmt::format("{} has asked to belong to {} and waits for your answer.", is->person_name, is->company_name)};
    return write_to(in, organisations::supervisors_of(in, is->company_id), what,
                    fmt::format("{}/company/employees", address), now);
}

} // namespace ahimmoyak::administration
