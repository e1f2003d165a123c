#pragma once

#include "learning/lesson.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// How the trainees of an offering get on, for its institution and its company: in the caller's transaction.
namespace ahimmoyak::learning {

/// COMPLETED: the progress that the rules ask for. BEHIND: ten points or more below what an even pace would
/// have come to by today.
enum class pace : std::uint8_t { NOT_STARTED, ON_TRACK, BEHIND, COMPLETED };
BOOST_DESCRIBE_ENUM(pace, NOT_STARTED, ON_TRACK, BEHIND, COMPLETED)

struct trainee_progress {
    ahimmoyak::user_id user_id;
    std::string name;
    std::string email;
    std::int64_t progress_percent = 0;
    std::int64_t completed_count = 0; ///< lessons with full progress
    std::int64_t credited_seconds = 0;
    learning::pace pace = learning::pace::NOT_STARTED;
    std::optional<timestamp> last_studied_at;
    std::int64_t refused_count = 0;         ///< heartbeats that should not have been sent
    offerings::enrollment_id enrollment_id; ///< for other modules; not shown
};
BOOST_DESCRIBE_STRUCT(trainee_progress, (),
                      (user_id, name, email, progress_percent, completed_count, credited_seconds, pace, last_studied_at,
                       refused_count))

struct offering_progress {
    offerings::course_provide_id course_provide_id;
    std::string course_title;
    std::string company_name;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t content_count = 0;
    std::int64_t approved_seconds = 0;
    std::int64_t expected_percent = 0; ///< at an even pace, by today
    versioned_rules measured_by;
    std::vector<trainee_progress> trainees; ///< by name
};
BOOST_DESCRIBE_STRUCT(offering_progress, (),
                      (course_provide_id, course_title, company_name, state, begin_date, end_date, content_count,
                       approved_seconds, expected_percent, measured_by, trainees))

/// What an even pace from the first day to the last comes to by the end of `today`: 0 to `completed_at`.
std::int64_t expected_percent(date begin, date end, date today, std::int64_t completed_at);
pace pace_of(std::int64_t percent, bool begun, std::int64_t expected, std::int64_t completed_at);

/// Of everybody, or of one trainee only.
offering_progress progress_of(db::connection& in, const offerings::enrolments::offering& of, date today,
                              std::optional<user_id> only = {});

/// Of everybody in many offerings at once, in the order of `all`; the trainees of each by enrollment.
std::vector<offering_progress> progress_of_all(db::connection& in, std::span<const offerings::enrolments::offering> all,
                                               date today);

struct day_studied {
    date day;
    std::int64_t credited_seconds = 0;
    std::int64_t spent_seconds = 0;
    std::int64_t live_seconds = 0; ///< in live lectures, on the same budget
};
BOOST_DESCRIBE_STRUCT(day_studied, (), (day, credited_seconds, spent_seconds, live_seconds))

struct refusals_noted {
    std::string reason;
    std::int64_t occurrences = 0;
    timestamp first_at{};
    timestamp last_at{};
};
BOOST_DESCRIBE_STRUCT(refusals_noted, (), (reason, occurrences, first_at, last_at))

/// One trainee's way: what stands behind the percentage.
struct trainee_record {
    trainee_progress trainee;
    std::vector<my_curriculum> curriculums;
    std::vector<day_studied> days;
    std::vector<refusals_noted> refusals;
};
BOOST_DESCRIBE_STRUCT(trainee_record, (), (trainee, curriculums, days, refusals))

/// Or the 404 for who is not enrolled.
trainee_record record_of(db::connection& in, const offerings::enrolments::offering& of, user_id trainee, date today);

/// One page with a lesson open, as evidence.
struct shown_viewing {
    std::int64_t id = 0;
    std::string lesson;
    timestamp opened_at{};
    timestamp last_heard_at{};
    std::int64_t credited_seconds = 0;
    std::string address;
    std::string device;
};
BOOST_DESCRIBE_STRUCT(shown_viewing, (), (id, lesson, opened_at, last_heard_at, credited_seconds, address, device))

/// The newest first, below the id `before`.
std::vector<shown_viewing> viewings_shown(db::connection& in, offerings::enrollment_id of, std::int64_t before,
                                          std::int64_t most);

} // namespace ahimmoyak::learning
