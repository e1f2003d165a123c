#pragma once

#include "base/caller.hpp"
#include "base/problem.hpp"
#include "db/connection.hpp"
#include "exams/exam.hpp"
#include "learning/rules.hpp"
#include "offerings/enrolments.hpp"

#include <optional>
#include <string>

/// A trainee before an exam, and whether they may begin it. Everything works in the caller's transaction.
namespace ahimmoyak::exams {

struct exam_facts {
    exam_id id;
    ahimmoyak::institution_id institution_id;
    courses::course_id course_id;
    std::optional<courses::content_id> content_id;
    exam_kind kind{};
    std::string title;
    std::optional<std::string> description;
    exam_state state{};
    std::optional<timestamp> opens_at;
    std::optional<timestamp> closes_at;
    std::optional<std::int64_t> time_limit_minutes;
    std::int64_t attempts = 1;
    std::int64_t pass_percent = 60;
    std::int64_t weight = 0;
    bool shuffle_questions = false;
    bool shuffle_choices = false;
    exams::results_shown results_shown{};
};
BOOST_DESCRIBE_STRUCT(exam_facts, (),
                      (id, institution_id, course_id, content_id, kind, title, description, state, opens_at, closes_at,
                       time_limit_minutes, attempts, pass_percent, weight, shuffle_questions, shuffle_choices,
                       results_shown))

struct sitting {
    exam_facts exam;
    offerings::enrolments::offering offering;
    offerings::enrollment_id enrollment;
    user_id user;
};

/// Through the offering that the trainee names, or the newest of theirs, one that runs before others. Throws the 404
/// for who is not enrolled, and for what trainees do not see.
sitting sitting_for(db::connection& in, const caller& who, exam_id which,
                    std::optional<offerings::course_provide_id> named);

/// The trainee's offering of the course, or the named one; or the 404.
offerings::enrolments::offering offering_of_trainee(db::connection& in, const caller& who,
                                                    std::optional<courses::course_id> course,
                                                    std::optional<offerings::course_provide_id> named);

/// Why an exam cannot be begun.
enum class exam_obstacle : std::uint8_t {
    NOT_STARTED,      ///< the offering
    FINISHED,         ///< the offering
    CLOSED,           ///< by the institution
    NOT_YET,          ///< it opens later
    OVER,             ///< its time has passed
    NO_ATTEMPTS_LEFT, ///< all of them are used
    PROGRESS,         ///< the course's is not enough yet
    LESSON            ///< the lesson before has not enough progress yet
};
BOOST_DESCRIBE_ENUM(exam_obstacle, NOT_STARTED, FINISHED, CLOSED, NOT_YET, OVER, NO_ATTEMPTS_LEFT, PROGRESS, LESSON)

/// What the way of the trainee through the course means for the exam.
struct readiness {
    std::optional<exam_obstacle> obstacle;
    std::int64_t progress_percent = 0;        ///< of the course
    std::int64_t progress_needed_percent = 0; ///< 0: none
    bool identity_due = false;
    bool lesson_untouched = false; ///< the exam's lesson was never opened
    learning::rule_set rules;
};
readiness readiness_of(db::connection& in, const caller& who, const sitting& at, std::int64_t attempts_used,
                       timestamp now);

/// The 409 that says so.
problem refusal(const sitting& at, const readiness& found, exam_obstacle why, const std::string& zone);

/// A lesson was made anew when its words were changed after somebody had begun it: the exam of the older one is its
/// exam.
std::optional<exam_id> exam_of_lesson(db::connection& in, courses::content_id lesson);

/// They have proved who they are: good for the next attempt, for a while.
void keep_proof(db::connection& in, const sitting& at, timestamp now);

} // namespace ahimmoyak::exams
