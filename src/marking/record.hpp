#pragma once

#include "marking/copies.hpp"
#include "marking/regrade.hpp"

#include <map>

/// What people did with answers, for the record of a training: in the caller's transaction.
namespace ahimmoyak::marking {

struct recorded_mark {
    std::int64_t position = 0;
    mark_role role = mark_role::FIRST;
    std::string marker_name;
    double points = 0;
    std::string comment;
    std::optional<std::string> reason; ///< why an earlier one did not stand
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(recorded_mark, (), (position, role, marker_name, points, comment, reason, created_at))

/// An essay that was like another's. Whose that was is in the record of the other.
struct recorded_copy {
    copy_case_id id;
    std::int64_t position = 0;
    exams::submission_id other_submission_id;
    std::int64_t likeness_percent = 0;
    copy_state state = copy_state::OPEN;
    std::vector<copy_decision> decisions;
};
BOOST_DESCRIBE_STRUCT(recorded_copy, (), (id, position, other_submission_id, likeness_percent, state, decisions))

struct recorded_regrade {
    std::int64_t position = 0;
    regrade_kind kind = regrade_kind::FULL_POINTS;
    std::string reason;
    std::string done_by;
    std::optional<double> points_before;
    std::optional<double> points_after;
    std::optional<std::int64_t> score_before;
    std::optional<std::int64_t> score_after;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(recorded_regrade, (),
                      (position, kind, reason, done_by, points_before, points_after, score_before, score_after,
                       created_at))

/// Of one attempt that people had to do with.
struct marking_record {
    exams::submission_id submission_id;
    std::string exam;
    std::int64_t attempt = 1;
    std::vector<recorded_mark> marks;       ///< every one, in the order in which they were made
    std::vector<recorded_copy> copies;      ///< cases, with what was decided
    std::vector<recorded_regrade> regrades; ///< of questions that were wrong
};
BOOST_DESCRIBE_STRUCT(marking_record, (), (submission_id, exam, attempt, marks, copies, regrades))

std::map<offerings::enrollment_id, std::vector<marking_record>> marking_of(db::connection& in,
                                                                           offerings::course_provide_id which);

/// What markers gave a trainee, for the trainee: the latest 1,000 answers that are settled.
struct own_mark {
    std::string course;
    std::string exam;
    std::int64_t attempt = 1;
    std::int64_t position = 0;
    double points = 0;
    std::string comment;
    timestamp marked_at{};
};
BOOST_DESCRIBE_STRUCT(own_mark, (), (course, exam, attempt, position, points, comment, marked_at))
std::vector<own_mark> marks_given_to(db::connection& in, user_id who);

} // namespace ahimmoyak::marking
