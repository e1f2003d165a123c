#pragma once

#include "db/connection.hpp"
#include "marking/likeness.hpp"
#include "marking/mark.hpp"

#include <boost/describe.hpp>

/// Essays that are alike, for a person to decide on: in the caller's transaction.
namespace ahimmoyak::marking {

BOOST_DESCRIBE_STRUCT(passage, (), (begin, end))

struct copy_case_tag;
using copy_case_id = id<copy_case_tag>;

enum class copy_state : std::uint8_t { OPEN, COPIED, NOT_COPIED };
BOOST_DESCRIBE_ENUM(copy_state, OPEN, COPIED, NOT_COPIED)

struct copy_summary {
    copy_case_id id;
    exams::exam_id exam_id;
    std::string exam_title;
    std::string course_title;
    std::string question; ///< what it asks, in short
    std::string first_name;
    std::string second_name;
    std::int64_t likeness_percent = 0;
    copy_state state = copy_state::OPEN;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(copy_summary, (),
                      (id, exam_id, exam_title, course_title, question, first_name, second_name, likeness_percent,
                       state, created_at))

/// The newest first, below `before`.
std::vector<copy_summary> copies_of(db::connection& in, institution_id whose, std::optional<copy_state> state,
                                    std::optional<exams::exam_id> exam, std::int64_t before, std::int64_t most);

/// A stretch of a text: what stands in the other one too, or what is its own.
struct stretch {
    std::string text;
    bool common = false;
};
BOOST_DESCRIBE_STRUCT(stretch, (), (text, common))

struct copy_side {
    exams::submission_id submission_id;
    std::int64_t position = 0;
    std::string trainee_name;
    std::string company_name;
    std::string exam_title;
    std::int64_t attempt = 1;
    std::optional<timestamp> submitted_at;
    std::int64_t points = 0;
    std::optional<std::int64_t> points_hundredths;
    std::vector<stretch> text;
};
BOOST_DESCRIBE_STRUCT(copy_side, (),
                      (submission_id, position, trainee_name, company_name, exam_title, attempt, submitted_at, points,
                       points_hundredths, text))

struct copy_decision {
    copy_state decision = copy_state::OPEN;
    std::string reason;
    std::string decided_by;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(copy_decision, (), (decision, reason, decided_by, created_at))

struct copy_case : copy_summary {
    copy_side first; ///< handed in before the second
    copy_side second;
    std::vector<copy_decision> decisions; ///< in the order in which they were made
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(copy_case, (copy_summary), (first, second, decisions, version))

copy_case read_copy(db::connection& in, institution_id whose, copy_case_id which);

enum class copy_verdict : std::uint8_t { COPIED, NOT_COPIED };
BOOST_DESCRIBE_ENUM(copy_verdict, COPIED, NOT_COPIED)

/// Nothing loses its points by itself: who decides says whether one of them, or both, get none.
struct copy_form {
    copy_verdict decision = copy_verdict::NOT_COPIED;
    text<1, 500> reason;
    std::optional<bool> zero_first;
    std::optional<bool> zero_second;
};
BOOST_DESCRIBE_STRUCT(copy_form, (), (decision, reason, zero_first, zero_second))

void decide_copy(db::connection& in, const caller& who, copy_case_id which, const copy_form& form,
                 std::optional<std::int64_t> based_on, timestamp now);

/// A text in stretches, by the passages that it shares.
std::vector<stretch> stretches_of(const std::string& text, const std::vector<passage>& common);

} // namespace ahimmoyak::marking
