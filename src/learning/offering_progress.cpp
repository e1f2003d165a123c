#include "learning/offering_progress.hpp"

#include "base/problem.hpp"
#include "db/lists.hpp"
#include "learning/records.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::learning {

namespace {

constexpr db::query begun_lessons{R"(
    SELECT e.id AS enrollment_id, h.content_id AS content_id, h.credited_ms AS credited_ms, h.reached_ms AS reached_ms,
           h.updated_at AS touched_at
    FROM enrollment e JOIN contents_history h ON h.enrollment_id = e.id
    WHERE e.course_provide_id = $1)"};

constexpr db::query begun_lessons_of_one{R"(
    SELECT e.id AS enrollment_id, h.content_id AS content_id, h.credited_ms AS credited_ms, h.reached_ms AS reached_ms,
           h.updated_at AS touched_at
    FROM enrollment e JOIN contents_history h ON h.enrollment_id = e.id
    WHERE e.course_provide_id = $1 AND e.user_id = $2)"};

struct begun_lesson {
    offerings::enrollment_id enrollment_id;
    courses::content_id content_id;
    std::int64_t credited_ms = 0;
    std::int64_t reached_ms = 0;
    timestamp touched_at{};
};
BOOST_DESCRIBE_STRUCT(begun_lesson, (), (enrollment_id, content_id, credited_ms, reached_ms, touched_at))

constexpr auto begun_lessons_of_all = db::one_of_listed<R"(
    SELECT e.id AS enrollment_id, h.content_id AS content_id, h.credited_ms AS credited_ms, h.reached_ms AS reached_ms,
           h.updated_at AS touched_at, e.course_provide_id AS course_provide_id
    FROM enrollment e JOIN contents_history h ON h.enrollment_id = e.id
    WHERE e.course_provide_id)">();

struct placed_begun_lesson : begun_lesson {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(placed_begun_lesson, (begun_lesson), (course_provide_id))

constexpr db::query course_lessons{R"(
    SELECT l.id AS id, l.type AS type, l.time_amount AS time_amount_seconds
    FROM course_provide p JOIN contents l ON l.course_id = p.course_id JOIN curriculum k ON k.id = l.curriculum_id
         LEFT JOIN offering_lesson o ON o.course_provide_id = p.id AND o.content_id = l.id
    WHERE p.id = $1 AND (o.content_id IS NOT NULL OR (l.removed_at IS NULL AND
          NOT EXISTS (SELECT 1 FROM offering_lesson x WHERE x.course_provide_id = p.id)))
    ORDER BY k.idx, k.id, l.idx, l.id)"};

struct course_lesson {
    courses::content_id id;
    courses::content_type type = courses::content_type::VIDEO;
    std::optional<std::int64_t> time_amount_seconds;
};
BOOST_DESCRIBE_STRUCT(course_lesson, (), (id, type, time_amount_seconds))

constexpr auto course_lessons_of_all = db::one_of_listed<R"(
    SELECT l.id AS id, l.type AS type, l.time_amount AS time_amount_seconds, p.id AS course_provide_id
    FROM course_provide p JOIN contents l ON l.course_id = p.course_id JOIN curriculum k ON k.id = l.curriculum_id
         LEFT JOIN offering_lesson o ON o.course_provide_id = p.id AND o.content_id = l.id
    WHERE (o.content_id IS NOT NULL OR (l.removed_at IS NULL AND
           NOT EXISTS (SELECT 1 FROM offering_lesson x WHERE x.course_provide_id = p.id))) AND p.id)",
                                                         " ORDER BY p.id, k.idx, k.id, l.idx, l.id">();

struct placed_course_lesson : course_lesson {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(placed_course_lesson, (course_lesson), (course_provide_id))

constexpr db::query refused_in_offering{R"(
    SELECT e.id AS enrollment_id, CAST(SUM(r.occurrences) AS BIGINT) AS occurrences
    FROM enrollment e JOIN learning_viewing v ON v.enrollment_id = e.id JOIN learning_refusal r ON r.viewing_id = v.id
    WHERE e.course_provide_id = $1 GROUP BY e.id)"};

constexpr db::query refused_of_one{R"(
    SELECT e.id AS enrollment_id, CAST(SUM(r.occurrences) AS BIGINT) AS occurrences
    FROM enrollment e JOIN learning_viewing v ON v.enrollment_id = e.id JOIN learning_refusal r ON r.viewing_id = v.id
    WHERE e.course_provide_id = $1 AND e.user_id = $2 GROUP BY e.id)"};

struct refused_count {
    offerings::enrollment_id enrollment_id;
    std::int64_t occurrences = 0;
};
BOOST_DESCRIBE_STRUCT(refused_count, (), (enrollment_id, occurrences))

constexpr auto refused_of_all = db::one_of_listed<R"(
    SELECT e.id AS enrollment_id, CAST(SUM(r.occurrences) AS BIGINT) AS occurrences,
           e.course_provide_id AS course_provide_id
    FROM enrollment e JOIN learning_viewing v ON v.enrollment_id = e.id JOIN learning_refusal r ON r.viewing_id = v.id
    WHERE e.course_provide_id)",
                                                  " GROUP BY e.course_provide_id, e.id">();

struct placed_refused_count : refused_count {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(placed_refused_count, (refused_count), (course_provide_id))

constexpr db::query days_of{R"(
    SELECT day, credited_ms / 1000 AS credited_seconds, spent_ms / 1000 AS spent_seconds, live_ms / 1000 AS live_seconds
    FROM learning_day WHERE enrollment_id = $1 ORDER BY day)"};
constexpr db::query refusals_of{R"(
    SELECT r.reason AS reason, CAST(SUM(r.occurrences) AS BIGINT) AS occurrences, MIN(r.first_at) AS first_at,
           MAX(r.last_at) AS last_at
    FROM learning_viewing v JOIN learning_refusal r ON r.viewing_id = v.id
    WHERE v.enrollment_id = $1 GROUP BY r.reason ORDER BY r.reason)"};
constexpr db::query page_of_viewings{R"(
    SELECT v.id AS id, c.title AS lesson, v.opened_at AS opened_at, v.updated_at AS last_heard_at,
           v.credited_ms / 1000 AS credited_seconds, v.address AS address, v.device AS device
    FROM learning_viewing v JOIN contents c ON c.id = v.content_id
    WHERE v.enrollment_id = $1 AND v.id < $2 ORDER BY v.id DESC LIMIT $3)"};

std::vector<begun_lesson> begun_in(db::connection& in, offerings::course_provide_id of, std::optional<user_id> only)
{
    return only ? in.all<begun_lesson>(begun_lessons_of_one, of, *only) : in.all<begun_lesson>(begun_lessons, of);
}

std::vector<refused_count> refused_in(db::connection& in, offerings::course_provide_id of, std::optional<user_id> only)
{
    return only ? in.all<refused_count>(refused_of_one, of, *only) : in.all<refused_count>(refused_in_offering, of);
}

std::vector<offerings::enrolments::trainee> trainees_in(db::connection& in, offerings::course_provide_id of,
                                                        std::optional<user_id> only)
{
    if (!only)
        return offerings::enrolments::trainees(in, of);
    std::vector<offerings::enrolments::trainee> found;
    if (auto one = offerings::enrolments::trainee_of(in, of, *only))
        found.push_back(*std::move(one));
    return found;
}

} // namespace

std::int64_t expected_percent(date begin, date end, date today, std::int64_t completed_at)
{
    const auto all = (end.value - begin.value).count() + 1;
    const auto passed = std::clamp<std::int64_t>((today.value - begin.value).count() + 1, 0, all);
    return completed_at * passed / std::max<std::int64_t>(1, all);
}

pace pace_of(std::int64_t percent, bool begun, std::int64_t expected, std::int64_t completed_at)
{
    if (percent >= completed_at)
        return pace::COMPLETED;
    if (percent + 10 <= expected)
        return pace::BEHIND;
    return begun ? pace::ON_TRACK : pace::NOT_STARTED;
}

namespace {

/// The records of one offering.
struct gathered {
    versioned_rules measured_by;
    std::vector<course_lesson> lessons;
    std::vector<begun_lesson> begun;
    std::vector<refused_count> refused;
    std::vector<offerings::enrolments::trainee> trainees;
};

offering_progress counted(const offerings::enrolments::offering& of, gathered&& from, date today)
{
    offering_progress made;
    made.course_provide_id = of.id;
    made.course_title = of.course_title;
    made.company_name = of.company_name;
    made.state = of.state;
    made.begin_date = of.begin_date;
    made.end_date = of.end_date;
    made.measured_by = from.measured_by;
    const auto& by = made.measured_by.rules;
    made.expected_percent = expected_percent(of.begin_date, of.end_date, today, by.completed_at_percent.value);

    std::vector<lesson_figures> untouched;
    std::map<courses::content_id, std::size_t> place;
    for (const auto& each : from.lessons) {
        place.emplace(each.id, untouched.size());
        untouched.push_back({approved_ms(each.type, each.time_amount_seconds, by), 0, 0, false});
        made.approved_seconds += untouched.back().approved_ms / 1'000;
    }
    made.content_count = std::ssize(untouched);

    struct reached {
        std::vector<lesson_figures> lessons;
        std::optional<timestamp> last_at;
    };
    std::map<offerings::enrollment_id, reached> begun;
    for (const auto& each : from.begun) {
        auto& theirs = begun.try_emplace(each.enrollment_id, reached{untouched, {}}).first->second;
        theirs.last_at = std::max(theirs.last_at.value_or(each.touched_at), each.touched_at);
        if (const auto found = place.find(each.content_id); found != place.end())
            theirs.lessons[found->second] = {untouched[found->second].approved_ms, each.credited_ms, each.reached_ms,
                                             true};
    }
    std::map<offerings::enrollment_id, std::int64_t> refused;
    for (const auto& each : from.refused)
        refused.emplace(each.enrollment_id, each.occurrences);

    for (auto& each : from.trainees) {
        trainee_progress row;
        row.enrollment_id = each.enrollment;
        row.user_id = each.user;
        row.name = std::move(each.name);
        row.email = std::move(each.email);
        if (const auto found = begun.find(each.enrollment); found != begun.end()) {
            row.progress_percent = percent_of(found->second.lessons, by);
            row.last_studied_at = found->second.last_at;
            for (const auto& lesson : found->second.lessons) {
                row.completed_count += percent_of(lesson) == 100 ? 1 : 0;
                row.credited_seconds += counted_ms(lesson) / 1'000;
            }
        }
        row.pace = pace_of(row.progress_percent, row.last_studied_at.has_value(), made.expected_percent,
                           by.completed_at_percent.value);
        if (const auto found = refused.find(each.enrollment); found != refused.end())
            row.refused_count = found->second;
        made.trainees.push_back(std::move(row));
    }
    return made;
}

} // namespace

offering_progress progress_of(db::connection& in, const offerings::enrolments::offering& of, date today,
                              std::optional<user_id> only)
{
    return counted(of,
                   {rules_of(in, of.id, of.institution_id), in.all<course_lesson>(course_lessons, of.id),
                    begun_in(in, of.id, only), refused_in(in, of.id, only), trainees_in(in, of.id, only)},
                   today);
}

std::vector<offering_progress> progress_of_all(db::connection& in, std::span<const offerings::enrolments::offering> all,
                                               date today)
{
    std::vector<offerings::course_provide_id> every;
    for (const auto& each : all)
        every.push_back(each.id);
    const db::id_list ids{every};
    std::map<offerings::course_provide_id, gathered> found;
    for (auto& [id, rules] : rules_of_all(in, all))
        found[id].measured_by = std::move(rules);
    for (const auto& each : in.all<placed_course_lesson>(course_lessons_of_all, ids))
        found[each.course_provide_id].lessons.push_back(each);
    for (const auto& each : in.all<placed_begun_lesson>(begun_lessons_of_all, ids))
        found[each.course_provide_id].begun.push_back(each);
    for (const auto& each : in.all<placed_refused_count>(refused_of_all, ids))
        found[each.course_provide_id].refused.push_back(each);
    for (auto& each : offerings::enrolments::trainees_of_all(in, ids))
        found[each.offering].trainees.push_back(std::move(each));
    std::vector<offering_progress> made;
    for (const auto& each : all)
        made.push_back(counted(each, std::move(found[each.id]), today));
    return made;
}

trainee_record record_of(db::connection& in, const offerings::enrolments::offering& of, user_id trainee, date today)
{
    auto all = progress_of(in, of, today, trainee);
    const auto found = std::find_if(all.trainees.begin(), all.trainees.end(),
                                    [&](const auto& each) { return each.user_id == trainee; });
    if (found == all.trainees.end())
        throw not_found({"훈련생", "the trainee"});
    const auto enrollment = offerings::enrolments::enrollment_of(in, trainee, of.id).value();
    trainee_record made;
    made.trainee = std::move(*found);
    made.curriculums = course_of(in, trainee, of.company_id, of.id).curriculums;
    made.days = in.all<day_studied>(days_of, enrollment);
    made.refusals = in.all<refusals_noted>(refusals_of, enrollment);
    return made;
}

std::vector<shown_viewing> viewings_shown(db::connection& in, offerings::enrollment_id of, std::int64_t before,
                                          std::int64_t most)
{
    return in.all<shown_viewing>(page_of_viewings, of, before, most);
}

} // namespace ahimmoyak::learning
