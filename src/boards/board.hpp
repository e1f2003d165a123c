#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"
#include "courses/rich_text.hpp"
#include "offerings/offering.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::boards {

struct board_tag;
struct comment_tag;
using board_id = id<board_tag>; ///< a post
using comment_id = id<comment_tag>;

enum class board_type : std::uint8_t {
    NOTICE, ///< of the institution; trainees read
    QNA     ///< trainees ask, anybody of the offering answers
};
BOOST_DESCRIBE_ENUM(board_type, NOTICE, QNA)

/// Who wrote it, as the reader may know.
struct board_author {
    std::optional<std::string> name; ///< none: the writer is anonymous to this reader, or is no member any more
    bool institution = false;        ///< somebody of the institution
    bool mine = false;
};
BOOST_DESCRIBE_STRUCT(board_author, (), (name, institution, mine))

/// What is attached to a post or a comment.
struct attached_file {
    std::string key;
    std::string name;
    std::string mime_type; ///< by its bytes
    std::int64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(attached_file, (), (key, name, mime_type, size_bytes))

/// A row of a board.
struct post_summary {
    board_id id;
    board_type type = board_type::QNA;
    courses::course_id course_id;
    std::string course_title;
    std::optional<offerings::course_provide_id> course_provide_id; ///< none: to all offerings of the course
    std::optional<std::string> company_name;
    std::string title; ///< empty when deleted
    board_author author;
    bool pinned = false;
    bool anonymous = false; ///< to fellow trainees
    bool answered = false;  ///< by the institution
    bool accepted = false;  ///< an answer was accepted
    bool deleted = false;   ///< only its comments are left
    std::int64_t views = 0; ///< once for each person and day
    std::int64_t comment_count = 0;
    std::optional<timestamp> commented_at;
    std::int64_t file_count = 0;
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(post_summary, (),
                      (id, type, course_id, course_title, course_provide_id, company_name, title, author, pinned,
                       anonymous, answered, accepted, deleted, views, comment_count, commented_at, file_count,
                       created_at, updated_at))

struct post : post_summary {
    std::optional<courses::rich_text> content; ///< none when deleted
    std::vector<attached_file> files;
    bool edited = false;
    bool may_change = false;
    bool may_delete = false;
    bool may_comment = false;
    std::int64_t version = 0; ///< the ETag
};
BOOST_DESCRIBE_STRUCT(post, (post_summary), (content, files, edited, may_change, may_delete, may_comment, version))

struct comment {
    comment_id id;
    board_author author;
    std::optional<courses::rich_text> content; ///< none when deleted
    std::vector<attached_file> files;
    bool anonymous = false;
    bool accepted = false;
    bool deleted = false;
    bool edited = false;
    bool may_change = false;
    bool may_delete = false;
    std::int64_t version = 0; ///< for If-Match
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(comment, (),
                      (id, author, content, files, anonymous, accepted, deleted, edited, may_change, may_delete,
                       version, created_at, updated_at))

/// What it said before a change.
struct earlier_version {
    std::optional<std::string> title; ///< of a post
    courses::rich_text content;
    timestamp until{};
};
BOOST_DESCRIBE_STRUCT(earlier_version, (), (title, content, until))

} // namespace ahimmoyak::boards
