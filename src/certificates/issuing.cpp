#include "certificates/issuing.hpp"

#include "base/clock.hpp"
#include "base/problem.hpp"
#include "certificates/code.hpp"
#include "certificates/events.hpp"
#include "certificates/records.hpp"
#include "events/outbox.hpp"
#include "json/codec.hpp"
#include "organisations/directory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ahimmoyak::certificates {

namespace {

using offerings::course_provide_state;

constexpr db::query all_of_offering{"SELECT enrollment_id FROM certificate WHERE course_provide_id = $1"};
constexpr db::query one_of_enrolment{
    "SELECT c.enrollment_id FROM certificate c JOIN enrollment e ON e.id = c.enrollment_id "
    "WHERE e.course_provide_id = $1 AND e.user_id = $2"};

constexpr db::query next_number{R"(
    INSERT INTO certificate_count (institution_id, year, last, created_at, updated_at) VALUES ($1, $2, 1, $3, $3)
    ON CONFLICT (institution_id, year) DO UPDATE
    SET last = certificate_count.last + 1, updated_at = excluded.updated_at RETURNING last)"};

constexpr db::query insert_certificate{R"(
    INSERT INTO certificate (enrollment_id, user_id, course_provide_id, institution_id, number, code, printed,
                             created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id)"};
constexpr db::query date_enrolment{"UPDATE enrollment SET certificate_date = $1, updated_at = $2 WHERE id = $3"};

constexpr db::query insert_revocation{R"(
    INSERT INTO certificate_revocation (certificate_id, user_id, reason, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $4) ON CONFLICT (certificate_id) DO NOTHING)"};

constexpr db::query all_running{"SELECT id FROM course_provide WHERE state = 'ONGOING' ORDER BY id"};

std::set<offerings::enrollment_id> holders(db::connection& in, offerings::course_provide_id of,
                                           std::optional<user_id> only)
{
    const auto all = only ? in.all<offerings::enrollment_id>(one_of_enrolment, of, *only)
                          : in.all<offerings::enrollment_id>(all_of_offering, of);
    return {all.begin(), all.end()};
}

std::string number_for(db::connection& in, institution_id of, date on, timestamp now)
{
    const auto year = static_cast<int>(std::chrono::year_month_day{on.value}.year());
    const auto place = in.first<std::int64_t>(next_number, of, std::int64_t{year}, now).value();
    return fmt::format("{}-{:04}-{:05}", year, of.value, place);
}

void issue(db::connection& in, const offerings::enrolments::offering& of, const offering_standings& all,
           const standing& to, const organisations::institution& by, date today, timestamp now)
{
    printed paper;
    paper.name = to.name;
    paper.company_name = of.company_name;
    paper.course_title = of.course_title;
    paper.institution_name = by.name;
    paper.owner_name = by.owner_name;
    paper.certified_number = by.certified_number;
    paper.begin_date = of.begin_date;
    paper.end_date = of.end_date;
    paper.issued_on = today;
    paper.lesson_count = all.lesson_count;
    paper.approved_seconds = all.approved_seconds;
    paper.rules_version = all.measured_by.version;
    paper.requirements = to.requirements;
    const auto number = number_for(in, of.institution_id, today, now);
    const auto made = in.first<certificate_id>(insert_certificate, to.enrollment, to.user, of.id, of.institution_id,
                                               number, code::make(), json::encode(paper), now)
                          .value();
    in.run(date_enrolment, today, now, to.enrollment);
    issued told;
    static_cast<certificate_told&>(told) = {made,   of.id,           to.user,
                                            number, of.course_title, by.name};
    events::publish(in, told, made);
}

struct due_certificates {
    offering_standings all;
    std::vector<standing> to;
};

due_certificates due_in(db::connection& in, const offerings::enrolments::offering& of, timestamp now,
                        const std::string& zone, std::optional<user_id> only)
{
    if (of.state != course_provide_state::ONGOING && of.state != course_provide_state::FINISHED)
        return {};
    const auto have = holders(in, of.id, only);
    if (only && !have.empty())
        return {};
    due_certificates found;
    found.all = standings_of(in, of, now, zone, only);
    if (found.all.lesson_count > 0)
        std::copy_if(found.all.trainees.begin(), found.all.trainees.end(), std::back_inserter(found.to),
                     [&](const auto& each) { return each.met() && !have.contains(each.enrollment); });
    return found;
}

} // namespace

std::int64_t issue_due(db::connection& in, const offerings::enrolments::offering& of, timestamp now,
                       const std::string& zone, std::optional<user_id> only)
{
    const auto due = due_in(in, of, now, zone, only);
    if (due.to.empty())
        return 0;
    const auto by = organisations::find_institution(in, of.institution_id).value();
    const auto today = clock::day_of(now, zone);
    for (const auto& each : due.to)
        issue(in, of, due.all, each, by, today, now);
    return std::ssize(due.to);
}

bool is_due(db::connection& in, const offerings::enrolments::offering& of, timestamp now, const std::string& zone,
            std::optional<user_id> only)
{
    return !due_in(in, of, now, zone, only).to.empty();
}

void revoke(db::connection& in, offerings::course_provide_id offering, certificate_id which, std::string_view reason,
            user_id by, timestamp now)
{
    const auto found = certificate_in(in, offering, which);
    if (in.run(insert_revocation, which, by, reason, now) == 0)
        throw conflict("already_revoked", "REVOKED",
                       {"이미 취소된 수료증입니다.", "This certificate has been revoked already."});
    revoked told;
    static_cast<certificate_told&>(told) = {which,
                                            offering,
                                            found.user_id,
                                            found.number,
                                            found.printed.course_title,
                                            found.printed.institution_name};
    told.reason = reason;
    events::publish(in, told, which);
}

std::vector<offerings::course_provide_id> running_offerings(db::connection& in)
{
    return in.all<offerings::course_provide_id>(all_running);
}

} // namespace ahimmoyak::certificates
