#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"
#include "courses/rich_text.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::courses {

struct course_tag;
struct curriculum_tag;
struct content_tag;
using course_id = id<course_tag>;
using curriculum_id = id<curriculum_tag>;
using content_id = id<content_tag>;

/// DRAFT → AVAILABLE ⇄ UNAVAILABLE. Companies see and request AVAILABLE courses only.
enum class course_state : std::uint8_t { DRAFT, AVAILABLE, UNAVAILABLE };
BOOST_DESCRIBE_ENUM(course_state, DRAFT, AVAILABLE, UNAVAILABLE)

/// VIDEO and MATERIAL have a file (contents/), TEXT and LINK say what they have; LIVE is the place of live
/// lectures, which belong to offerings (live/), EXAM that of an exam.
enum class content_type : std::uint8_t { VIDEO, MATERIAL, TEXT, LINK, LIVE, EXAM };
BOOST_DESCRIBE_ENUM(content_type, VIDEO, MATERIAL, TEXT, LINK, LIVE, EXAM)

constexpr bool has_file(content_type type) { return type == content_type::VIDEO || type == content_type::MATERIAL; }

/// A lesson, as its curriculum shows it.
struct content {
    content_id id;
    std::string title;
    content_type type = content_type::VIDEO;
    std::int64_t idx = 0;                            ///< from 1, within the chapter
    std::optional<std::int64_t> time_amount_seconds; ///< of a video, when its file tells
    std::optional<std::string> origin_name;          ///< the file's name as it was uploaded
    std::optional<std::int64_t> size_bytes;
    bool begun = false;                 ///< somebody has: a change of what it teaches makes a new lesson
    bool filled = true;                 ///< false: a text without words, a link without an address
    std::optional<content_id> replaces; ///< the lesson that this one was made of
};
BOOST_DESCRIBE_STRUCT(content, (),
                      (id, title, type, idx, time_amount_seconds, origin_name, size_bytes, begun, filled, replaces))

/// A chapter.
struct curriculum {
    curriculum_id id;
    std::string title;
    std::int64_t idx = 0; ///< from 1
    std::vector<content> contents;
};
BOOST_DESCRIBE_STRUCT(curriculum, (), (id, title, idx, contents))

struct course {
    course_id id;
    std::string title;
    std::string introduction; ///< its words, without their form
    std::optional<rich_text> introduction_document;
    std::string instructor;
    std::optional<std::string> image_url;
    course_state state = course_state::DRAFT;
    std::int64_t version = 1; ///< grows with every change of the course, its chapters and lessons; the ETag
    bool taught = false;      ///< trainees are in it: what they see stays
    timestamp updated_at{};
    std::vector<curriculum> curriculums;
};
BOOST_DESCRIBE_STRUCT(course, (),
                      (id, title, introduction, introduction_document, instructor, image_url, state, version, taught,
                       updated_at, curriculums))

/// A row of the institution's list.
struct course_summary {
    course_id id;
    std::string title;
    std::string introduction;
    std::string instructor;
    course_state state = course_state::DRAFT;
    std::int64_t curriculum_count = 0;
    std::int64_t content_count = 0;
    timestamp updated_at{};
    std::optional<std::string> image_url;
};
BOOST_DESCRIBE_STRUCT(course_summary, (),
                      (id, title, introduction, instructor, state, curriculum_count, content_count, updated_at,
                       image_url))

/// What a company sees of an available course.
struct catalog_course {
    course_id id;
    std::string title;
    std::string introduction;
    std::string instructor;
    ahimmoyak::institution_id institution_id;
    std::string institution_name;
    std::int64_t content_count = 0;
    std::int64_t total_seconds = 0; ///< of all videos
    std::optional<std::string> image_url;
    std::int64_t rating_sum = 0; ///< of what trainees gave, 1 to 5 each
    std::int64_t rating_count = 0;
};
BOOST_DESCRIBE_STRUCT(catalog_course, (),
                      (id, title, introduction, instructor, institution_id, institution_name, content_count,
                       total_seconds, image_url, rating_sum, rating_count))

} // namespace ahimmoyak::courses
