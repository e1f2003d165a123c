#pragma once

#include "app/demo/client.hpp"

#include <vector>

namespace ahimmoyak::app {

/// What a demonstration asks its trainees.
struct demo_exam {
    boost::json::value course;
    std::int64_t content_id = 0; ///< of the EXAM lesson; 0: none
    std::string title;
    std::string kind;
    std::int64_t weight = 0;
};

/// An open exam of five questions, which the manager's bank gets once; its id.
task<std::int64_t> open_demo_exam(installation& all, demo_client& as, user_id manager, demo_exam what);

/// They take it, the first of them better than the last.
task<> take_demo_exam(demo_client& as, std::int64_t exam, std::vector<user_id> whom);

} // namespace ahimmoyak::app
