#include "app/demo/finished.hpp"

#include "certificates/api.hpp"
#include "identity/accounts.hpp"
#include "learning/rules.hpp"
#include "reviews/review.hpp"

namespace ahimmoyak::app {

namespace {

constexpr db::query study_lessons{R"(
    INSERT INTO contents_history (enrollment_id, content_id, state, progress, coverage, credited_ms, reached_ms, spent_ms,
                                  created_at, updated_at)
    SELECT e.id, l.id, 'STARTED', COALESCE(l.time_amount, 60),
           '0-' || CAST(COALESCE(l.time_amount, 60) * 1000 AS TEXT) || '@100', COALESCE(l.time_amount, 60) * 1000,
           COALESCE(l.time_amount, 60) * 1000, COALESCE(l.time_amount, 60) * 1000, CAST($1 AS BIGINT), $1
    FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id JOIN contents l ON l.course_id = p.course_id
    WHERE e.course_provide_id = $2 AND e.user_id = $3)"};
constexpr db::query open_viewings{R"(
    INSERT INTO learning_viewing (enrollment_id, content_id, user_id, opened_at, ended_at, counter, elapsed_ms, used_ms,
                                  credited_ms, played, address, device, created_at, updated_at)
    SELECT h.enrollment_id, h.content_id, CAST($1 AS BIGINT), CAST($2 AS BIGINT), $2, 1, h.credited_ms, h.credited_ms, h.credited_ms,
           '0-' || CAST(h.credited_ms AS TEXT) || ':0-' || CAST(h.credited_ms AS TEXT) || '@100', '192.0.2.10',
           'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0', $2, $2
    FROM enrollment e JOIN contents_history h ON h.enrollment_id = e.id
    WHERE e.course_provide_id = $3 AND e.user_id = $1)"};
constexpr db::query fill_day{R"(
    INSERT INTO learning_day (enrollment_id, day, credited_ms, spent_ms, created_at, updated_at)
    SELECT e.id, CAST($1 AS TEXT), CAST(SUM(h.credited_ms) AS BIGINT), CAST(SUM(h.spent_ms) AS BIGINT), CAST($2 AS BIGINT), $2
    FROM enrollment e JOIN contents_history h ON h.enrollment_id = e.id
    WHERE e.course_provide_id = $3 AND e.user_id = $4 GROUP BY e.id)"};

} // namespace

task<> study_course(installation& all, offerings::course_provide_id offering, std::vector<graduate> whom)
{
    const auto now = all.time().now();
    const auto today = clock::day_of(now, all.with().zone);
    auto study = [&](db::connection& in) {
        for (const auto& each : whom) {
            in.run(study_lessons, now, offering, each.who);
            in.run(open_viewings, each.who, now, offering);
            in.run(fill_day, today, now, offering, each.who);
        }
    };
    co_await all.database().write(study);
}

task<> finish_course(installation& all, offerings::course_provide_id offering, std::vector<graduate> whom)
{
    const auto now = all.time().now();
    co_await certificates::issue_to_everybody(all.certificates());
    auto rate = [&](db::connection& in) {
        for (const auto& each : whom)
            reviews::give(in, each.who, offering, each.score, each.words, now);
    };
    co_await all.database().write(rate);
}

task<> ask_for_no_identity(installation& all, user_id manager)
{
    const auto now = all.time().now();
    auto change = [&](db::connection& in) {
        const auto is = identity::accounts::standing_of(in, manager);
        learning::rule_set rules;
        rules.identity_check_every.value = 0;
        learning::add_rules(in, is->institution.value(), 0, rules, manager, now);
    };
    co_await all.database().write(change);
}

} // namespace ahimmoyak::app
