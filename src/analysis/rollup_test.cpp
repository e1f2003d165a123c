#include "analysis/api.hpp"
#include "analysis/charts.hpp"
#include "analysis/grids.hpp"
#include "analysis/rollup.hpp"
#include "base/run.hpp"
#include "certificates/api.hpp"
#include "learning/test_classroom.hpp"
#include "live/api.hpp"
#include "reviews/api.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

namespace ahimmoyak::questions {
std::vector<db::migration> migrations();
}
namespace ahimmoyak::exams {
std::vector<db::migration> migrations();
}

using namespace ahimmoyak;
using namespace ahimmoyak::analysis;

namespace {

constexpr const char* zone = "Asia/Seoul";
constexpr std::int64_t offering_count = 12;
constexpr std::int64_t most_people = 4;

std::vector<db::migration> all_of_them()
{
    return offerings::test_migrations({videos::migrations(), learning::migrations(), questions::migrations(),
                                       exams::migrations(), live::migrations(), certificates::migrations(),
                                       reviews::migrations(), analysis::migrations()});
}

constexpr db::query make_course{R"(
    INSERT INTO course (id, institution_id, title, introduction, instructor, state, version, created_at, updated_at)
    VALUES ($1, $2, 'course', '', 'x', 'AVAILABLE', 1, 0, 0))"};
constexpr db::query make_chapter{R"(
    INSERT INTO curriculum (id, course_id, title, idx, created_at, updated_at) VALUES ($1, $1, 'chapter', 1, 0, 0))"};
constexpr db::query make_lesson{R"(
    INSERT INTO contents (id, course_id, curriculum_id, title, type, idx, time_amount, created_at, updated_at)
    VALUES ($1, $1, $1, 'lesson', 'VIDEO', 1, 100, 0, 0))"};
constexpr db::query make_exam{R"(
    INSERT INTO exam (id, institution_id, course_id, kind, title, state, attempts, pass_percent, weight, shuffle_questions,
                      shuffle_choices, results_shown, version, created_at, updated_at)
    VALUES ($1, $2, $1, 'QUIZ', 'exam', 'OPEN', 9, 60, 0, FALSE, FALSE, 'SCORE_AT_ONCE', 1, 0, 0))"};
constexpr db::query make_offering{R"(
    INSERT INTO course_provide (id, institution_id, company_id, course_id, begin_date, end_date, state, attendee_count,
                                deposit, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'PENDING', 10, $7, 0, 0))"};

/// Changes the records as the product does, one statement for each thing that may happen.
class world {
public:
    world(db::connection& in, std::mt19937& by) : in_{in}, by_{by} {}

    void make()
    {
        for (std::int64_t i = 101; i <= 104; ++i) {
            const std::int64_t institution = i == 104 ? 2 : 1;
            in_.run(make_course, i, institution);
            in_.run(make_chapter, i);
            in_.run(make_lesson, i);
            in_.run(make_exam, i, institution);
        }
        for (std::int64_t i = 1; i <= offering_count; ++i) {
            const auto begin = date{date_from("2025-10-20")->value + std::chrono::days{pick(400)}};
            const date end{begin.value + std::chrono::days{pick(200)}};
            const auto course = 101 + pick(4);
            in_.run(make_offering, i, course == 104 ? 2 : 1, 1 + pick(2), course, begin, end, 1'000 * pick(10));
        }
    }

    /// One thing that happens to this offering.
    void change(std::int64_t offering)
    {
        switch (pick(9)) {
        case 0:
            return turn(offering);
        case 1:
            return enrol(offering);
        case 2:
            return study(offering);
        case 3:
            return attend(offering);
        case 4:
            return certify(offering);
        case 5:
            return revoke(offering);
        case 6:
            return rate(offering);
        case 7:
            return sit_exam(offering);
        default:
            return accept(offering);
        }
    }

private:
    std::int64_t pick(std::int64_t below)
    {
        return static_cast<std::int64_t>(by_() % static_cast<std::uint32_t>(below));
    }

    std::optional<offerings::enrollment_id> somebody(std::int64_t offering)
    {
        static constexpr db::query everybody{"SELECT id FROM enrollment WHERE course_provide_id = $1 ORDER BY id"};
        const auto all = in_.all<offerings::enrollment_id>(everybody, offering);
        return all.empty() ? std::nullopt : std::optional{all[static_cast<std::size_t>(pick(std::ssize(all)))]};
    }

    void turn(std::int64_t offering)
    {
        static constexpr db::query to_state{"UPDATE course_provide SET state = $1 WHERE id = $2"};
        static constexpr std::array<const char*, 6> states{"PENDING", "ACCEPTED", "NOT_STARTED",
                                                           "ONGOING", "FINISHED", "CANCELED"};
        in_.run(to_state, states[static_cast<std::size_t>(pick(6))], offering);
    }
    void accept(std::int64_t offering)
    {
        static constexpr db::query step{R"(
            INSERT INTO course_provide_history (course_provide_id, state, created_at, updated_at)
            VALUES ($1, 'ACCEPTED', $2, $2))"};
        in_.run(step, offering, 1'780'000'000'000 + pick(1'000'000'000));
    }
    void enrol(std::int64_t offering)
    {
        static constexpr db::query add{R"(
            INSERT INTO enrollment (user_id, course_provide_id, state, created_at, updated_at)
            VALUES ($1, $2, 'REGISTERED', $3, $3) ON CONFLICT (course_provide_id, user_id) DO NOTHING)"};
        in_.run(add, 21 + pick(most_people), offering, 1'770'000'000'000 + pick(1'000'000'000) * 9);
    }
    void study(std::int64_t offering)
    {
        static constexpr db::query add{R"(
            INSERT INTO contents_history (enrollment_id, content_id, state, progress, credited_ms, reached_ms, created_at, updated_at)
            SELECT CAST($1 AS BIGINT), course_id, 'STARTED', 0, CAST($2 AS BIGINT), $2, 0, 0 FROM course_provide WHERE id = $3
            ON CONFLICT (enrollment_id, content_id)
            DO UPDATE SET credited_ms = excluded.credited_ms, reached_ms = excluded.reached_ms)"};
        if (const auto who = somebody(offering))
            in_.run(add, *who, 1'000 * pick(101), offering);
    }
    void attend(std::int64_t offering)
    {
        static constexpr db::query lecture{R"(
            INSERT INTO live_streaming (id, course_provide_id, institution_id, title, instructor, course, start_time, end_time,
                state, stream_key, started_at, ended_at, attendance_final, created_at, updated_at)
            VALUES ($1, $2, 1, 'live', 'x', 'course', 0, 3600000, 'END', $3, 0, 3600000, TRUE, 0, 0))"};
        static constexpr db::query attended{R"(
            INSERT INTO attend_history (live_id, enrollment_id, user_id, present_ms, rate, attendance, created_at, updated_at)
            SELECT CAST($1 AS BIGINT), id, user_id, $2, 0, 'PRESENT', 0, 0 FROM enrollment WHERE course_provide_id = $3)"};
        const auto id = ++lectures_;
        in_.run(lecture, id, offering, "key" + std::to_string(id));
        in_.run(attended, id, pick(3'600'000), offering);
    }
    void certify(std::int64_t offering)
    {
        static constexpr db::query add{R"(
            INSERT INTO certificate (enrollment_id, user_id, course_provide_id, institution_id, number, code, printed, created_at, updated_at)
            VALUES ($1, 21, $2, 1, $3, $3, '{}', 0, 0) ON CONFLICT (enrollment_id) DO NOTHING)"};
        if (const auto who = somebody(offering))
            in_.run(add, *who, offering, std::to_string(who->value));
    }
    void revoke(std::int64_t offering)
    {
        static constexpr db::query add{R"(
            INSERT INTO certificate_revocation (certificate_id, user_id, reason, created_at, updated_at)
            SELECT id, 1, 'x', 0, 0 FROM certificate WHERE enrollment_id = $1 ON CONFLICT (certificate_id) DO NOTHING)"};
        if (const auto who = somebody(offering))
            in_.run(add, *who);
    }
    void rate(std::int64_t offering)
    {
        static constexpr db::query add{R"(
            INSERT INTO course_review (enrollment_id, course_id, score, words, created_at, updated_at)
            SELECT CAST($1 AS BIGINT), course_id, CAST($2 AS BIGINT), '', 0, 0 FROM course_provide WHERE id = $3
            ON CONFLICT (enrollment_id) DO UPDATE SET score = excluded.score)"};
        if (const auto who = somebody(offering))
            in_.run(add, *who, 1 + pick(5), offering);
    }
    void sit_exam(std::int64_t offering)
    {
        static constexpr db::query add{R"(
            INSERT INTO exam_submission (exam_id, course_provide_id, enrollment_id, user_id, attempt, state, started_at,
                given_back_ms, points_possible, points_hundredths, score, passed, address, device, created_at, updated_at)
            SELECT course_id, id, CAST($1 AS BIGINT), 21, CAST($2 AS BIGINT), CASE WHEN CAST($3 AS BIGINT) < 20 THEN 'OPEN' ELSE 'MARKED' END, 0, 0,
                   100, 0, CASE WHEN $3 < 20 THEN NULL ELSE $3 END, FALSE, '', '', 0, 0 FROM course_provide WHERE id = $4
            ON CONFLICT (exam_id, enrollment_id, attempt) DO UPDATE SET state = excluded.state, score = excluded.score)"};
        if (const auto who = somebody(offering))
            in_.run(add, *who, 1 + pick(3), pick(101), offering);
    }

    db::connection& in_;
    std::mt19937& by_;
    static inline std::int64_t lectures_ = 0;
};

/// What an institution's offerings come to, in one statement on the records, without any of the code that is tested.
constexpr db::query truth_of_offerings{R"(
    SELECT p.id AS id, p.state AS state,
           CAST((SELECT COUNT(*) FROM enrollment e WHERE e.course_provide_id = p.id) AS BIGINT) AS trainees,
           CAST((SELECT COUNT(*) FROM certificate c WHERE c.course_provide_id = p.id AND NOT EXISTS
                 (SELECT 1 FROM certificate_revocation r WHERE r.certificate_id = c.id)) AS BIGINT) AS certified,
           CAST((SELECT COALESCE(SUM(CASE WHEN h.credited_ms >= 98500 THEN 100 WHEN h.credited_ms < 50000 THEN 0
                                          ELSE h.credited_ms / 1000 END), 0)
                 FROM enrollment e JOIN contents_history h ON h.enrollment_id = e.id WHERE e.course_provide_id = p.id) AS BIGINT) AS progress,
           CAST((SELECT COALESCE(SUM(a.present_ms), 0) FROM attend_history a JOIN live_streaming l ON l.id = a.live_id
                 WHERE l.course_provide_id = p.id) AS BIGINT) AS present,
           CAST((SELECT COUNT(*) * 3600000 FROM attend_history a JOIN live_streaming l ON l.id = a.live_id
                 WHERE l.course_provide_id = p.id) AS BIGINT) AS held,
           CAST((SELECT COALESCE(SUM(r.score), 0) FROM course_review r JOIN enrollment e ON e.id = r.enrollment_id
                 WHERE e.course_provide_id = p.id) AS BIGINT) AS ratings,
           CAST((SELECT COALESCE(SUM(s.best), 0) FROM (SELECT MAX(x.score) AS best FROM exam_submission x
                 WHERE x.course_provide_id = p.id AND x.state = 'MARKED' GROUP BY x.enrollment_id) s) AS BIGINT) AS scores
    FROM course_provide p WHERE p.state IN ('NOT_STARTED', 'ONGOING', 'FINISHED') ORDER BY p.id)"};
constexpr db::query rolled_up_offerings{R"(
    SELECT course_provide_id AS id, state, trainee_count AS trainees, certified_count AS certified, progress_sum AS progress,
           present_ms AS present, held_ms AS held, rating_sum AS ratings, exam_sum AS scores
    FROM analysis_offering WHERE state IN ('NOT_STARTED', 'ONGOING', 'FINISHED') ORDER BY course_provide_id)"};

struct compared_offering {
    std::int64_t id = 0;
    std::string state;
    std::int64_t trainees = 0;
    std::int64_t certified = 0;
    std::int64_t progress = 0;
    std::int64_t present = 0;
    std::int64_t held = 0;
    std::int64_t ratings = 0;
    std::int64_t scores = 0;
    bool operator==(const compared_offering&) const = default;
};
BOOST_DESCRIBE_STRUCT(compared_offering, (), (id, state, trainees, certified, progress, present, held, ratings, scores))

/// Running in a month, counted from the offerings' own dates.
constexpr db::query truth_of_a_month{R"(
    SELECT CAST(COUNT(DISTINCT p.company_id) AS BIGINT) AS companies,
           CAST(COALESCE(SUM((SELECT COUNT(*) FROM enrollment e WHERE e.course_provide_id = p.id)), 0) AS BIGINT) AS trainees,
           CAST(COUNT(DISTINCT p.course_id) AS BIGINT) AS courses
    FROM course_provide p
    WHERE p.institution_id = $1 AND p.begin_date <= $2 AND p.end_date >= $3 AND p.state IN ('NOT_STARTED', 'ONGOING', 'FINISHED'))"};
struct running_figures {
    std::int64_t companies = 0;
    std::int64_t trainees = 0;
    std::int64_t courses = 0;
    bool operator==(const running_figures&) const = default;
};
BOOST_DESCRIBE_STRUCT(running_figures, (), (companies, trainees, courses))

void compare_with_truth(db::pool& on)
{
    run(on.read([](db::connection& in) {
        CHECK(in.all<compared_offering>(rolled_up_offerings) == in.all<compared_offering>(truth_of_offerings));
        const period when{date_from("2025-10-01").value(), date_from("2027-06-30").value()};
        for (const std::int64_t institution : {1, 2}) {
            const auto by_month = monthly(in, {institution}, when);
            const auto months = when.months();
            for (std::size_t i = 0; i < months.size(); ++i) {
                const auto& shown = by_month.source[i];
                CHECK(running_figures{shown.companies, shown.trainees, shown.courses} ==
                      in.first<running_figures>(truth_of_a_month, institution, months[i].last_day(),
                                                months[i].first_day()));
            }
            const auto by_quarter = quarterly(in, {institution}, when);
            const auto quarters = when.quarters();
            for (std::size_t i = 0; i < quarters.size(); ++i) {
                const auto& shown = by_quarter.source[i];
                CHECK(running_figures{shown.companies, shown.trainees, shown.courses} ==
                      in.first<running_figures>(truth_of_a_month, institution, quarters[i].plus(2).last_day(),
                                                quarters[i].first_day()));
            }
        }
    }));
}

/// Every offering that ran, however often its figures were made: what is shown is in order.
std::string everything_shown(db::pool& on)
{
    return run(on.read([](db::connection& in) {
        const period when{date_from("2020-01-01").value(), date_from("2029-12-31").value()};
        std::string all;
        for (const std::int64_t institution : {1, 2}) {
            all += json::encode(popularity(in, {institution}, when, 50)) +
                   json::encode(monthly(in, {institution}, when)) + json::encode(quarterly(in, {institution}, when)) +
                   json::encode(attendance(in, {institution}, when, 1'000)) +
                   json::encode(companies(in, {institution}, when, {})) +
                   json::encode(course_provides(in, {institution}, when, {})) +
                   json::encode(company_attendances(in, {institution}, when, {})) +
                   json::encode(course_rates(in, {institution}, when, {}));
        }
        return all;
    }));
}

} // namespace

TEST_CASE("figures are those of the records, whatever happens and in whatever order it is told")
{
    const char* more = std::getenv("AHIMMOYAK_ANALYSIS_OPERATIONS");
    const int operations = more ? std::atoi(more) : 1'200;
    db::for_each_database(all_of_them(), [&](db::pool& on) {
        courses::test_house house{on};
        std::mt19937 chance{20'261'127};
        const auto now = house.time.now();
        run(on.write([&](db::connection& in) { world{in, chance}.make(); }));
        std::vector<std::int64_t> untold; // offerings that something happened to: told later, shuffled, twice or more
        for (int i = 0; i < operations; ++i) {
            const auto which = 1 + static_cast<std::int64_t>(chance() % offering_count);
            run(on.write([&](db::connection& in) { world{in, chance}.change(which); }));
            untold.push_back(which);
            if (chance() % 4 == 0)
                untold.push_back(which);
            if (untold.size() < 40 && i + 1 < operations)
                continue;
            std::shuffle(untold.begin(), untold.end(), chance);
            run(on.write([&](db::connection& in) {
                for (const auto each : untold)
                    refresh(in, {each}, now, zone);
            }));
            untold.clear();
            compare_with_truth(on);
        }
        // Made anew as a whole they are the same, and to look again changes nothing.
        learning::advances nobody;
        analysis::module m{on, house.time, nobody, zone};
        const auto kept = everything_shown(on);
        CHECK(run(rebuild(m)) == offering_count);
        CHECK(everything_shown(on) == kept);
        compare_with_truth(on);
        run(on.write([&](db::connection& in) {
            for (std::int64_t i = 1; i <= offering_count; ++i)
                CHECK_FALSE(refresh(in, {i}, now, zone));
            CHECK_FALSE(refresh(in, {999}, now, zone));
        }));
    });
}
