#pragma once

#include "exams/attempt.hpp"

/// What a trainee sees of an exam before it is begun: in the caller's transaction.
namespace ahimmoyak::exams {

enum class entry_state : std::uint8_t {
    LOCKED, ///< it cannot be begun now; `obstacle` says why
    READY,
    IN_PROGRESS, ///< an attempt is open
    DONE         ///< all attempts are used, or its time is over, and there is at least one attempt
};
BOOST_DESCRIBE_ENUM(entry_state, LOCKED, READY, IN_PROGRESS, DONE)

struct own_attempt {
    exams::submission_id submission_id;
    std::int64_t attempt = 1;
    submission_state state = submission_state::OPEN;
    timestamp started_at{};
    std::optional<timestamp> submitted_at;
    std::optional<handed_in_by> submitted_by;
    std::optional<std::int64_t> score; ///< of 100, when all of it is marked
    std::optional<bool> passed;
};
BOOST_DESCRIBE_STRUCT(own_attempt, (),
                      (submission_id, attempt, state, started_at, submitted_at, submitted_by, score, passed))
own_attempt shown(const submission& of);

struct exam_entry {
    exam_id id;
    courses::course_id course_id;
    std::string course_title;
    offerings::course_provide_id course_provide_id;
    std::optional<courses::content_id> content_id;
    exam_kind kind = exam_kind::QUIZ;
    std::string title;
    std::optional<std::string> description;
    entry_state state = entry_state::LOCKED;
    std::optional<exam_obstacle> obstacle;
    std::optional<timestamp> opens_at;
    std::optional<timestamp> closes_at;
    std::optional<std::int64_t> time_limit_minutes;
    std::optional<timestamp> ends_at; ///< when an attempt that is begun now is handed in by itself
    std::int64_t attempts_allowed = 1;
    std::int64_t attempts_used = 0;
    std::int64_t pass_percent = 60;
    std::int64_t weight = 0;
    std::int64_t question_count = 0;
    std::int64_t points_possible = 0;
    exams::results_shown results_shown = exams::results_shown::SCORE_AT_ONCE;
    std::int64_t progress_percent = 0;        ///< of the course
    std::int64_t progress_needed_percent = 0; ///< 0: none
    bool identity_due = false;                ///< who begins proves who they are first
    std::optional<std::int64_t> best_score;
    std::vector<own_attempt> attempts; ///< the oldest first
    timestamp now{};
};
BOOST_DESCRIBE_STRUCT(exam_entry, (),
                      (id, course_id, course_title, course_provide_id, content_id, kind, title, description, state,
                       obstacle, opens_at, closes_at, time_limit_minutes, ends_at, attempts_allowed, attempts_used,
                       pass_percent, weight, question_count, points_possible, results_shown, progress_percent,
                       progress_needed_percent, identity_due, best_score, attempts, now))

exam_entry entry_of(db::connection& in, const caller& who, const sitting& at, timestamp now, const std::string& zone);

/// When an attempt that is begun now would end.
timestamp deadline_for(const sitting& at, timestamp now, const std::string& zone);

/// Those that a trainee of the offering sees, in the order in which they were made; or the one of a lesson.
std::vector<exam_id> exams_for_trainees(db::connection& in, courses::course_id course);

} // namespace ahimmoyak::exams
