#pragma once

#include "base/problem.hpp"
#include "db/connection.hpp"
#include "marking/mark.hpp"

/// How exams are marked: in the caller's transaction.
namespace ahimmoyak::marking {

marking_rule rule_of(db::connection& in, exams::exam_id of);

struct rule_form {
    bool second_marker = false;
    whole<0, 100, 2> tolerance_points;
    bool anonymous = true;
    whole<80, 90, 80> likeness_percent;
};
BOOST_DESCRIBE_STRUCT(rule_form, (), (second_marker, tolerance_points, anonymous, likeness_percent))

/// Throws the 412 when it is based on another version. Answers that wait are settled where the new rule lets them.
marking_rule change_rule(db::connection& in, exams::exam_id of, const rule_form& form,
                         std::optional<std::int64_t> based_on, timestamp now);

/// The exam is the institution's, or the 404.
void check_exam(db::connection& in, institution_id whose, exams::exam_id which);

/// The question is the institution's, or the 404.
void check_question(db::connection& in, institution_id whose, questions::question_id which);

/// The 412 of everything here.
problem changed_meanwhile();

} // namespace ahimmoyak::marking
