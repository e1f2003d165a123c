#pragma once

#include "base/caller.hpp"
#include "courses/course.hpp"
#include "courses/records.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is kept of uploads, with its rules. Everything runs in the caller's transaction and is scoped
/// by the institution.
namespace ahimmoyak::contents {

/// BEGUN → COMPLETED (the bytes are there and known) → USED (a lesson has them). STALE: being removed.
enum class upload_state : std::uint8_t { BEGUN, COMPLETED, USED, STALE };
BOOST_DESCRIBE_ENUM(upload_state, BEGUN, COMPLETED, USED, STALE)

struct upload {
    std::int64_t id = 0;
    std::string object_key;
    std::string upload_id;
    std::string origin_name;
    std::int64_t size_bytes = 0;
    upload_state state = upload_state::BEGUN;
    std::optional<std::string> mime_type;
    std::optional<std::int64_t> time_amount;
    std::optional<courses::content_id> content_id;
};
BOOST_DESCRIBE_STRUCT(upload, (),
                      (id, object_key, upload_id, origin_name, size_bytes, state, mime_type, time_amount, content_id))

struct begun_upload {
    std::string_view key;
    std::string_view upload_id;
    std::string_view origin_name;
    std::string_view declared_type;
    std::int64_t size = 0;
};
void add_upload(db::connection& in, institution_id of, user_id by, const begun_upload& begun, timestamp now);

std::optional<upload> find_upload(db::connection& in, institution_id of, std::string_view key);

/// One that this person sent, for whatever institution.
struct own_upload : upload {
    ahimmoyak::institution_id institution_id;
};
BOOST_DESCRIBE_STRUCT(own_upload, (upload), (institution_id))
std::optional<own_upload> find_own_upload(db::connection& in, user_id by, std::string_view key);

/// Another module has it from now on (no lesson), and lets it go in the end. Throws the 404 and 409 problems.
upload use_elsewhere(db::connection& in, institution_id of, user_id by, std::string_view key, timestamp now);
/// What another module had and does not need any more: STALE, so that it leaves the store within the hour.
void let_go_elsewhere(db::connection& in, std::string_view key, timestamp now);

/// BEGUN → COMPLETED; without effect when it is past that.
void mark_completed(db::connection& in, std::int64_t which, std::string_view mime_type,
                    std::optional<std::int64_t> time_amount, timestamp now);

/// An upload that somebody gives up: STALE now. Not when a lesson has it already.
bool give_up(db::connection& in, std::int64_t which, timestamp now);

/// Not worth keeping: forget_stale removes it.
void mark_stale(db::connection& in, std::int64_t which, timestamp now);
void mark_all_stale(db::connection& in, timestamp untouched_since, timestamp now);
std::vector<upload> stale_uploads(db::connection& in, std::int64_t most);
void remove_upload(db::connection& in, std::int64_t which);
void remove_upload_of(db::connection& in, std::string_view key);

/// Puts a completed upload into the curriculum, as a new lesson or as the file of a lesson that is
/// there. Throws the 404, 409 and 422 problems of the rules.
struct lesson_wish {
    courses::course_id course;
    courses::curriculum_id curriculum;
    std::optional<courses::content_id> content;
    std::string_view title;
    courses::content_type type = courses::content_type::VIDEO;
    std::string_view key;
};
courses::content_id save_lesson(db::connection& in, institution_id of, const lesson_wish& wish, timestamp now);

/// A copied lesson has the same object as the first.
void copy_file(db::connection& in, courses::content_id from, courses::content_id to, timestamp now);
/// Whether a lesson other than that one has the object.
bool is_in_use(db::connection& in, std::string_view key, courses::content_id beside);

/// The lesson's file is forgotten; its key, if it had one.
std::optional<std::string> remove_file(db::connection& in, courses::content_id of);

} // namespace ahimmoyak::contents
