#pragma once

#include "exams/sitting.hpp"

#include <vector>

/// Who took an exam, for its institution: in the caller's transaction.
namespace ahimmoyak::exams {

enum class taken_state : std::uint8_t { NOT_TAKEN, OPEN, SUBMITTED, MARKED };
BOOST_DESCRIBE_ENUM(taken_state, NOT_TAKEN, OPEN, SUBMITTED, MARKED)

struct checked_attempt {
    exams::submission_id submission_id;
    std::int64_t attempt = 1;
    submission_state state = submission_state::OPEN;
    timestamp started_at{};
    timestamp deadline_at{};
    std::optional<timestamp> submitted_at;
    std::optional<handed_in_by> submitted_by;
    std::int64_t seconds_used = 0;
    std::int64_t given_back_seconds = 0; ///< of an outage of the server
    std::optional<std::int64_t> score;   ///< of 100
    std::optional<bool> passed;
    std::int64_t answered_count = 0;
    std::int64_t question_count = 0;
    std::int64_t focus_changes = 0; ///< how often the page was left for another
    std::int64_t away_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(checked_attempt, (),
                      (submission_id, attempt, state, started_at, deadline_at, submitted_at, submitted_by, seconds_used,
                       given_back_seconds, score, passed, answered_count, question_count, focus_changes, away_seconds))

struct checked_trainee {
    offerings::course_provide_id course_provide_id;
    ahimmoyak::user_id user_id;
    std::string name;
    std::string company_name;
    taken_state state = taken_state::NOT_TAKEN; ///< of the latest attempt
    std::optional<std::int64_t> best_score;
    std::optional<bool> passed; ///< in any attempt
    std::vector<checked_attempt> attempts;
};
BOOST_DESCRIBE_STRUCT(checked_trainee, (),
                      (course_provide_id, user_id, name, company_name, state, best_score, passed, attempts))

struct checked_exam {
    std::vector<checked_trainee> items; ///< by enrolment
    std::int64_t trainee_count = 0;     ///< of all pages
    std::int64_t taken_count = 0;       ///< handed in at least once
    std::int64_t open_count = 0;        ///< writing now
    std::int64_t waiting_count = 0;     ///< something waits for a person
    std::int64_t passed_count = 0;
    std::optional<double> average_score; ///< of the best of each
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(checked_exam, (),
                      (items, trainee_count, taken_count, open_count, waiting_count, passed_count, average_score,
                       next_cursor))

struct check_wish {
    std::optional<offerings::course_provide_id> offering; ///< none: all that run or have run
    std::int64_t after = 0;                               ///< an enrolment
    std::int64_t most = 100;
};
checked_exam check_of(db::connection& in, const exam_facts& of, const check_wish& wish, timestamp now);

} // namespace ahimmoyak::exams
