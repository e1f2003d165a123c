#pragma once

#include "boards/access.hpp"

#include <span>
#include <string_view>

/// Posts: the rules and their SQL. Every function works in the caller's transaction.
namespace ahimmoyak::boards {

struct list_wish {
    board_type type = board_type::QNA;
    std::string_view search;      ///< in title and content; empty: all
    std::optional<bool> answered; ///< only those that the institution has answered, or has not
    std::int64_t most = 20;
    std::int64_t skip = 0;
};

struct post_page {
    std::vector<post_summary> items;
    std::int64_t total = 0;
};

/// Pinned posts first, then the latest.
post_page list_posts(db::connection& in, const caller& who, const place& where, const list_wish& wish);
/// The same of a trainee who looks for nothing among the questions, in one statement; nothing when there are none on
/// that page, or no such place.
struct placed_page {
    place where;
    post_page page;
};
std::optional<placed_page> list_questions(db::connection& in, const caller& who, courses::course_id course,
                                          std::optional<offerings::course_provide_id> which, const list_wish& wish);
/// The institution's, of all its courses.
post_page list_of_institution(db::connection& in, const caller& who, const list_wish& wish);
/// What the caller wrote, the latest first, while they still read it.
post_page list_own(db::connection& in, const caller& who, std::int64_t most, std::int64_t skip);

post read_post(db::connection& in, const caller& who, board_id which);

/// Whether this is the person's first look at the post on that day.
bool is_new_view(db::connection& in, const caller& who, board_id which, date day);
void count_view(db::connection& in, const caller& who, board_id which, date day, timestamp now);

struct new_post {
    board_type type = board_type::QNA;
    std::string_view title;
    const courses::rich_text& content;
    bool pinned = false;
    bool anonymous = false;
    std::span<const std::string> files{};
};
board_id add_post(db::connection& in, const caller& who, const place& where, const new_post& what, timestamp now);

struct post_change {
    std::string_view title;
    const courses::rich_text& content;
    std::optional<bool> pinned;
    std::optional<std::vector<std::string>> files; ///< none: they stay
};
/// Throws the 412 when it is not based on what there is now.
void change_post(db::connection& in, const caller& who, board_id which, const post_change& to,
                 std::optional<std::int64_t> based_on, timestamp now);
/// Of an answered or discussed post the comments stay.
void remove_post(db::connection& in, const caller& who, board_id which, std::optional<std::int64_t> based_on,
                 timestamp now);

/// For the institution and for who wrote it, the latest first.
std::vector<earlier_version> history_of_post(db::connection& in, const caller& who, board_id which);

problem changed_meanwhile();

} // namespace ahimmoyak::boards
