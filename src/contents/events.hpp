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

/// A lesson has a video, at its first or in place of another.
struct video_placed {
    static constexpr std::string_view event_name = "contents.video_placed";
    courses::content_id content_id;
    std::string key;
};
BOOST_DESCRIBE_STRUCT(video_placed, (), (content_id, key))

/// A lesson of a copied course has the video of the lesson that it was made from.
struct video_copied {
    static constexpr std::string_view event_name = "contents.video_copied";
    courses::content_id from;
    courses::content_id to;
};
BOOST_DESCRIBE_STRUCT(video_copied, (), (from, to))

} // namespace ahimmoyak::contents
