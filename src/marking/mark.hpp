#pragma once

#include "base/caller.hpp"
#include "exams/exam.hpp"
#include "json/codec.hpp"
#include "questions/question.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::marking {

struct exam_mark_tag;
using mark_id = id<exam_mark_tag>;

/// An answer on somebody's paper.
struct answer_key {
    exams::submission_id submission_id;
    std::int64_t position = 0; ///< on the paper, from 1
    auto operator<=>(const answer_key&) const = default;
};
BOOST_DESCRIBE_STRUCT(answer_key, (), (submission_id, position))

/// How an exam is marked.
struct marking_rule {
    bool second_marker = false;
    std::int64_t tolerance_points = 2; ///< two markers who are further apart need a third
    bool anonymous = true;             ///< the desk hides who wrote an answer
    std::int64_t likeness_percent = 80;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(marking_rule, (), (second_marker, tolerance_points, anonymous, likeness_percent, version))

enum class mark_role : std::uint8_t {
    FIRST,
    SECOND, ///< does not see the first until both are there
    FINAL   ///< a third between the two, or a correction of what was settled
};
BOOST_DESCRIBE_ENUM(mark_role, FIRST, SECOND, FINAL)

struct mark_form {
    whole<0, 1'000'000> points_hundredths;
    json::list<whole<0, 1'000'000>, 0, 10> criteria_hundredths; ///< by the lines of the rubric; their sum
    std::optional<text<0, 2000>> comment;                       ///< for the trainee
    std::optional<text<1, 500>> reason;                         ///< why an earlier mark does not stand
};
BOOST_DESCRIBE_STRUCT(mark_form, (), (points_hundredths, criteria_hundredths, comment, reason))

struct exam_mark {
    mark_id id;
    mark_role role = mark_role::FIRST;
    ahimmoyak::user_id user_id;
    std::string marker_name;
    std::int64_t points_hundredths = 0;
    std::vector<std::int64_t> criteria_hundredths;
    std::string comment;
    std::optional<std::string> reason;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(exam_mark, (),
                      (id, role, user_id, marker_name, points_hundredths, criteria_hundredths, comment, reason,
                       created_at))

} // namespace ahimmoyak::marking
