#pragma once

#include "exams/exam.hpp"

#include <string_view>

// What others may hear of exams. Each is written in the transaction of its change, with the aggregate
// "exams:<id of the submission>" (of the exam where there is none).

namespace ahimmoyak::exams {

/// An attempt was handed in, by the trainee or at the end of its time.
struct submitted {
    static constexpr std::string_view event_name = "exams.submitted";
    exams::submission_id submission_id;
    exams::exam_id exam_id;
    offerings::course_provide_id course_provide_id;
    offerings::enrollment_id enrollment_id;
    ahimmoyak::user_id user_id;
    bool waits_for_marking = false;
};
BOOST_DESCRIBE_STRUCT(submitted, (),
                      (submission_id, exam_id, course_provide_id, enrollment_id, user_id, waits_for_marking))

/// An attempt has its score, or has another one after marking again. May come more than once.
struct scored {
    static constexpr std::string_view event_name = "exams.scored";
    exams::submission_id submission_id;
    exams::exam_id exam_id;
    offerings::course_provide_id course_provide_id;
    offerings::enrollment_id enrollment_id;
    ahimmoyak::user_id user_id;
    std::int64_t score = 0; ///< of 100
    bool passed = false;
};
BOOST_DESCRIBE_STRUCT(scored, (), (submission_id, exam_id, course_provide_id, enrollment_id, user_id, score, passed))

} // namespace ahimmoyak::exams
