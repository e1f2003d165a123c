#pragma once

#include "boards/access.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>

/// What is attached to posts and comments. Who reads the post may have its files; they go when it is deleted. Every
/// function works in the caller's transaction.
namespace ahimmoyak::boards {

inline constexpr std::size_t most_files = 10;
inline constexpr std::int64_t most_file_bytes = 50LL * 1024 * 1024;

/// A post, or one of its comments.
struct attached_to {
    board_id post;
    std::optional<comment_id> comment;
};

/// The files are these from now on, in this order: what it had already, and what the caller has sent. The others go.
void set_files(db::connection& in, const caller& who, ahimmoyak::institution_id of, const attached_to& what,
               std::span<const std::string> keys, timestamp now);
void remove_files(db::connection& in, const attached_to& what, timestamp now);

std::vector<attached_file> files_of(db::connection& in, board_id post);
std::map<comment_id, std::vector<attached_file>> files_of_comments(db::connection& in, board_id post);

/// For who may read the post; else the 404.
attached_file find_file(db::connection& in, const caller& who, std::string_view key);

} // namespace ahimmoyak::boards
