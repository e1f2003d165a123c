#pragma once

#include "base/caller.hpp"
#include "exams/exam.hpp"

#include <string>
#include <string_view>

// What others may hear of marking; each is written in the transaction of its change.

namespace ahimmoyak::marking {

/// Two essays are alike: a person has to decide. Once for each essay that was compared, however many it is like.
struct copies_found {
    static constexpr std::string_view event_name = "marking.copies_found";
    exams::exam_id exam_id;
    ahimmoyak::institution_id institution_id;
    std::string exam_title;
    std::string course_title;
    std::int64_t case_count = 0;
};
BOOST_DESCRIBE_STRUCT(copies_found, (), (exam_id, institution_id, exam_title, course_title, case_count))

/// A question was wrong, and an attempt has another score now.
struct score_changed {
    static constexpr std::string_view event_name = "marking.score_changed";
    exams::submission_id submission_id;
    exams::exam_id exam_id;
    offerings::course_provide_id course_provide_id;
    ahimmoyak::user_id user_id;
    std::string exam_title;
    std::string course_title;
    std::int64_t before = 0; ///< of 100
    std::int64_t after = 0;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(score_changed, (),
                      (submission_id, exam_id, course_provide_id, user_id, exam_title, course_title, before, after,
                       reason))

} // namespace ahimmoyak::marking
