#pragma once

#include "courses/course.hpp"

#include <string>

namespace ahimmoyak::contents {

/// A lesson has another file now; the old one is to go.
struct file_replaced {
    static constexpr std::string_view event_name = "contents.file_replaced";
    courses::content_id content_id;
    std::string old_key;
};
BOOST_DESCRIBE_STRUCT(file_replaced, (), (content_id, old_key))

} // namespace ahimmoyak::contents
