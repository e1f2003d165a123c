#include "base/cursor.hpp"
#include "boards/comments.hpp"
#include "boards/routes.hpp"

namespace ahimmoyak::boards {

namespace {

using chosen_comment = http::path<"commentId", comment_id>;
using commented_post = http::path<"boardId", board_id>;

struct comments_query {
    whole<1, 100, 50> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(comments_query, (), (limit, cursor))

struct comment_page {
    std::vector<comment> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(comment_page, (), (items, next_cursor))

struct written_comment {
    courses::rich_text content;
    std::optional<bool> anonymous;
    std::optional<file_keys> files; ///< what was sent for it
};
BOOST_DESCRIBE_STRUCT(written_comment, (), (content, anonymous, files))

struct changed_comment {
    courses::rich_text content;
    std::optional<file_keys> files; ///< those it has from now on; absent: they stay
};
BOOST_DESCRIBE_STRUCT(changed_comment, (), (content, files))

struct acceptance_of_answer {
    bool accepted = true;
};
BOOST_DESCRIBE_STRUCT(acceptance_of_answer, (), (accepted))

struct new_comment_answer {
    comment_id id;
};
BOOST_DESCRIBE_STRUCT(new_comment_answer, (), (id))

struct comment_history {
    std::vector<earlier_version> items;
};
BOOST_DESCRIBE_STRUCT(comment_history, (), (items))

task<comment_page> list_comments(module& m, caller who, commented_post which, http::query<comments_query> asked)
{
    const auto after = cursor::from(asked->cursor).value_or(cursor{});
    const auto limit = asked->limit.value;
    comment_page page;
    auto ask = [&](db::connection& in) { return comments_of(in, who, which.value, comment_id{after.id}, limit + 1); };
    page.items = co_await m.database.read(ask);
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    }
    co_return page;
}

task<http::created<new_comment_answer>> write_comment(module& m, caller who, commented_post to,
                                                      http::body<written_comment> in)
{
    const auto now = m.time.now();
    m.count_writing(who);
    const auto files = keys_in(in->files.value_or(file_keys{}));
    auto work = [&](db::connection& on) {
        return add_comment(on, who, to.value, in->content, in->anonymous.value_or(false), files, now);
    };
    co_return http::created<new_comment_answer>{{co_await m.database.write(work)}};
}

task<http::no_content> change_one(module& m, caller who, chosen_comment which, http::if_match based_on,
                                  http::body<changed_comment> in)
{
    const auto now = m.time.now();
    m.count_writing(who);
    const auto files = in->files ? std::optional{keys_in(*in->files)} : std::nullopt;
    auto work = [&](db::connection& on) {
        change_comment(on, who, which.value, in->content, files, based_on.version, now);
    };
    co_await m.database.write(work);
    co_return http::no_content{};
}

task<http::no_content> remove_one(module& m, caller who, chosen_comment which)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) { remove_comment(on, who, which.value, now); };
    co_await m.database.write(work);
    co_return http::no_content{};
}

task<http::no_content> accept(module& m, caller who, chosen_comment which, http::body<acceptance_of_answer> in)
{
    auto work = [&](db::connection& on) { accept_comment(on, who, which.value, in->accepted); };
    co_await m.database.write(work);
    co_return http::no_content{};
}

task<comment_history> show_history(module& m, caller who, chosen_comment which)
{
    auto ask = [&](db::connection& in) { return history_of_comment(in, who, which.value); };
    co_return comment_history{co_await m.database.read(ask)};
}

} // namespace

void add_comment_routes(http::routes<module>& r)
{
    constexpr auto both = http::allow::only(role::MANAGER, role::EMPLOYEE);

    r.get("/board/v1/{boardId}/comments", both, "Comments of a post, the oldest first", list_comments);
    r.post("/board/v1/{boardId}/comments", both, "Comment on a post, or answer a question", write_comment,
           with_document);
    r.put("/board/v1/comments/{commentId}", both, "Change a comment", change_one, with_document);
    r.remove("/board/v1/comments/{commentId}", both, "Delete a comment", remove_one);
    r.put("/board/v1/comments/{commentId}/acceptance", both, "Accept an answer, or take that back", accept);
    r.get("/board/v1/comments/{commentId}/history", both, "What the comment said before it was changed", show_history);
}

} // namespace ahimmoyak::boards
