#pragma once

#include "db/connection.hpp"
#include "marking/mark.hpp"

/// A question that was wrong, and what is done about it for everybody: in the caller's transaction.
namespace ahimmoyak::marking {

struct exam_regrade_tag;
using regrade_id = id<exam_regrade_tag>;

enum class regrade_kind : std::uint8_t {
    FULL_POINTS, ///< everybody has them
    ACCEPT,      ///< other answers are right as well; nobody loses points
    DROP,        ///< as if it had not been asked: the points to be had fall
    UNDO         ///< of an earlier one
};
BOOST_DESCRIBE_ENUM(regrade_kind, FULL_POINTS, ACCEPT, DROP, UNDO)

enum class regrade_way : std::uint8_t { FULL_POINTS, ACCEPT, DROP };
BOOST_DESCRIBE_ENUM(regrade_way, FULL_POINTS, ACCEPT, DROP)

struct regrade_form {
    questions::question_version_id question_version_id;
    regrade_way kind = regrade_way::FULL_POINTS;
    json::list<whole<0, 9>, 0, 10> choices;   ///< ACCEPT: each right for a CHOICE, together right for a MULTIPLE_CHOICE
    json::list<text<1, 200>, 0, 20> accepted; ///< ACCEPT, a SHORT_ANSWER: more forms
    json::list<double, 0, 10> numbers;        ///< ACCEPT, a NUMERIC: more numbers, with its tolerance
    text<1, 500> reason;                      ///< for the trainees whose score changes
};
BOOST_DESCRIBE_STRUCT(regrade_form, (), (question_version_id, kind, choices, accepted, numbers, reason))

/// An attempt that comes to something else.
struct regraded_attempt {
    exams::submission_id submission_id;
    std::string trainee_name;
    std::int64_t attempt = 1;
    std::optional<std::int64_t> points_before; ///< of the answer, in hundredths
    std::optional<std::int64_t> points_after;
    std::optional<std::int64_t> score_before; ///< of 100; nothing while something waits to be marked
    std::optional<std::int64_t> score_after;
    std::optional<bool> passed_before;
    std::optional<bool> passed_after;
};
BOOST_DESCRIBE_STRUCT(regraded_attempt, (),
                      (submission_id, trainee_name, attempt, points_before, points_after, score_before, score_after,
                       passed_before, passed_after))

struct regrade_preview {
    std::int64_t attempt_count = 0;      ///< handed in, with this question on the paper
    std::int64_t changed_count = 0;      ///< whose answer's points change
    std::int64_t score_count = 0;        ///< whose score changes
    std::int64_t pass_count = 0;         ///< who pass now
    std::int64_t fail_count = 0;         ///< who do not pass any more
    std::vector<regraded_attempt> items; ///< the first 200 whose score or points change
};
BOOST_DESCRIBE_STRUCT(regrade_preview, (), (attempt_count, changed_count, score_count, pass_count, fail_count, items))

/// What would change. Throws the 422 for what does not fit the question.
regrade_preview preview_regrade(db::connection& in, exams::exam_id exam, const regrade_form& form);
/// Does it, keeps before and after, settles each attempt and tells of each score that changed.
regrade_id regrade(db::connection& in, exams::exam_id exam, const regrade_form& form, user_id by, timestamp now);
/// Takes it back as it was. Throws the 409 when it is undone already or the question was regraded since.
regrade_id undo_regrade(db::connection& in, const caller& who, regrade_id which, std::string_view reason,
                        timestamp now);
/// What was done before holds for who hands in later too.
void regrade_handed_in(db::connection& in, exams::exam_id exam, exams::submission_id which, timestamp now);

struct shown_regrade {
    regrade_id id;
    questions::question_version_id question_version_id;
    std::string question; ///< what it asks, in short
    regrade_kind kind = regrade_kind::FULL_POINTS;
    std::string reason;
    std::string done_by;
    std::int64_t changed_count = 0;
    std::int64_t score_count = 0;
    std::optional<regrade_id> undone_by;
    bool may_undo = false;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(shown_regrade, (),
                      (id, question_version_id, question, kind, reason, done_by, changed_count, score_count, undone_by,
                       may_undo, created_at))

/// The newest first; at most 200.
std::vector<shown_regrade> regrades_of(db::connection& in, exams::exam_id exam);

} // namespace ahimmoyak::marking
