#pragma once

#include "boards/access.hpp"

#include <span>

/// Comments on notices, and answers to questions. Every function works in the caller's transaction.
namespace ahimmoyak::boards {

/// The oldest first, after one of them.
std::vector<comment> comments_of(db::connection& in, const caller& who, board_id which, comment_id after,
                                 std::int64_t most);

/// The institution's on a question answers it.
comment_id add_comment(db::connection& in, const caller& who, board_id to, const courses::rich_text& content,
                       bool anonymous, std::span<const std::string> files, timestamp now);
/// Without files they stay as they are.
void change_comment(db::connection& in, const caller& who, comment_id which, const courses::rich_text& to,
                    const std::optional<std::vector<std::string>>& files, std::optional<std::int64_t> based_on,
                    timestamp now);
void remove_comment(db::connection& in, const caller& who, comment_id which, timestamp now);

/// Marks the one answer that helped, or none: by who asked and by the institution.
void accept_comment(db::connection& in, const caller& who, comment_id which, bool accepted);

std::vector<earlier_version> history_of_comment(db::connection& in, const caller& who, comment_id which);

} // namespace ahimmoyak::boards
