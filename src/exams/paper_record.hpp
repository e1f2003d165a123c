#pragma once

#include "exams/exam.hpp"
#include "exams/known_questions.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What is kept of papers, as evidence: as they were drawn, with answers and marks. In the caller's transaction.
namespace ahimmoyak::exams {

struct recorded_question {
    std::int64_t position = 1;
    questions::question_kind kind = questions::question_kind::CHOICE;
    std::string question;                    ///< its words
    std::vector<std::string> choices;        ///< in the order of the paper
    std::vector<std::int64_t> right_choices; ///< of these, from 0
    std::vector<std::string> accepted;
    std::optional<double> number;
    std::optional<questions::response> response; ///< choices as the paper has them; none: never answered
    std::optional<timestamp> saved_at;
    std::int64_t points = 1;
    std::optional<double> points_earned;
    std::optional<std::string> marked_by; ///< AUTOMATIC, PERSON
};
BOOST_DESCRIBE_STRUCT(recorded_question, (),
                      (position, kind, question, choices, right_choices, accepted, number, response, saved_at, points,
                       points_earned, marked_by))

struct time_away {
    timestamp back_at{};
    std::int64_t away_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(time_away, (), (back_at, away_seconds))

struct recorded_paper {
    exams::submission_id submission_id;
    std::string exam;
    exam_kind kind = exam_kind::QUIZ;
    std::int64_t weight = 0;
    std::int64_t attempt = 1;
    submission_state state = submission_state::OPEN;
    timestamp started_at{};
    timestamp deadline_at{};
    std::int64_t given_back_seconds = 0; ///< of an outage of the server
    std::optional<timestamp> submitted_at;
    std::optional<handed_in_by> submitted_by;
    std::int64_t points_possible = 0;
    std::optional<std::int64_t> score;
    std::optional<bool> passed;
    std::int64_t focus_changes = 0;
    std::int64_t away_seconds = 0;
    std::string address;
    std::string device;
    std::vector<time_away> away;
    std::vector<recorded_question> questions;
};
BOOST_DESCRIBE_STRUCT(recorded_paper, (),
                      (submission_id, exam, kind, weight, attempt, state, started_at, deadline_at, given_back_seconds,
                       submitted_at, submitted_by, points_possible, score, passed, focus_changes, away_seconds, address,
                       device, away, questions))

/// All attempts of the offering's trainees.
std::map<offerings::enrollment_id, std::vector<recorded_paper>> papers_of(db::connection& in,
                                                                          offerings::course_provide_id of);

/// When the server was away while somebody wrote an exam; what is open then is put off by as long.
struct recorded_outage {
    timestamp from_at{};
    timestamp to_at{};
    std::int64_t extended = 0; ///< attempts
};
BOOST_DESCRIBE_STRUCT(recorded_outage, (), (from_at, to_at, extended))
std::vector<recorded_outage> outages_between(db::connection& in, timestamp from, timestamp to);

/// A trainee's own, for the trainee: the latest 1,000 attempts, without what was right.
struct own_paper {
    std::string course;
    std::string exam;
    std::int64_t attempt = 1;
    timestamp started_at{};
    std::optional<timestamp> submitted_at;
    std::optional<std::int64_t> score;
    std::int64_t focus_changes = 0;
    std::string address;
    std::string device;
    std::vector<std::string> answers; ///< as they are kept
};
BOOST_DESCRIBE_STRUCT(own_paper, (),
                      (course, exam, attempt, started_at, submitted_at, score, focus_changes, address, device, answers))
std::vector<own_paper> written_by(db::connection& in, user_id who);

} // namespace ahimmoyak::exams
