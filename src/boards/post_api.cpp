#include "base/problem.hpp"
#include "boards/posts.hpp"
#include "boards/routes.hpp"
#include "identity/accounts.hpp"
#include "json/codec.hpp"

namespace ahimmoyak::boards {

namespace {

using chosen_post = http::path<"boardId", board_id>;

struct board_query {
    std::optional<offerings::course_provide_id> course_provide_id; ///< of several offerings of the course
    std::optional<text<0, 100>> search;
    std::optional<bool> answered;
    whole<1, 100'000, 1> page;
    whole<1, 100, 20> limit;
};
BOOST_DESCRIBE_STRUCT(board_query, (), (course_provide_id, search, answered, page, limit))

/// The same of all boards of an institution.
struct all_boards_query {
    std::optional<text<0, 100>> search;
    std::optional<bool> answered;
    whole<1, 100'000, 1> page;
    whole<1, 100, 20> limit;
};
BOOST_DESCRIBE_STRUCT(all_boards_query, (), (search, answered, page, limit))

struct own_posts_query {
    whole<1, 100'000, 1> page;
    whole<1, 100, 20> limit;
};
BOOST_DESCRIBE_STRUCT(own_posts_query, (), (page, limit))

struct board_page {
    std::vector<post_summary> items;
    std::int64_t page = 1;
    std::int64_t total = 0;
    std::optional<offerings::course_provide_id> course_provide_id; ///< of one offering
    bool may_write = false;
    bool anonymous_allowed = false;
};
BOOST_DESCRIBE_STRUCT(board_page, (), (items, page, total, course_provide_id, may_write, anonymous_allowed))

/// One of the two says where: an offering, or, for a notice to all its offerings, a course. A trainee's course
/// means the offering that they attend.
struct written_post {
    board_type type = board_type::QNA;
    std::optional<offerings::course_provide_id> course_provide_id;
    std::optional<courses::course_id> course_id;
    text<1, 100> title;
    courses::rich_text content;
    std::optional<bool> pinned;     ///< notices
    std::optional<bool> anonymous;  ///< to fellow trainees
    std::optional<file_keys> files; ///< what was sent for it
};
BOOST_DESCRIBE_STRUCT(written_post, (), (type, course_provide_id, course_id, title, content, pinned, anonymous, files))

struct changed_post {
    text<1, 100> title;
    courses::rich_text content;
    std::optional<bool> pinned;
    std::optional<file_keys> files; ///< those it has from now on; absent: they stay
};
BOOST_DESCRIBE_STRUCT(changed_post, (), (title, content, pinned, files))

struct post_history {
    std::vector<earlier_version> items;
};
BOOST_DESCRIBE_STRUCT(post_history, (), (items))

template <class Query>
list_wish wish_of(const Query& asked, board_type type)
{
    const auto most = asked.limit.value;
    return {type, asked.search ? std::string_view{asked.search->value} : std::string_view{}, asked.answered, most,
            (asked.page.value - 1) * most};
}

board_page page_with(post_page&& found, std::int64_t number)
{
    board_page page;
    page.items = std::move(found.items);
    page.total = found.total;
    page.page = number;
    return page;
}

http::tagged<post> with_version(post&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

task<board_page> list(module& m, caller who, http::path<"courseId", courses::course_id> course,
                      http::path<"type", board_type> type, http::query<board_query> asked)
{
    const auto wish = wish_of(asked.value, type.value);
    auto ask = [&](db::connection& in) {
        std::optional<placed_page> found;
        if (!is_institution(who) && wish.type == board_type::QNA && wish.search.empty() && !wish.answered)
            found = list_questions(in, who, course.value, asked->course_provide_id, wish);
        if (!found) {
            const auto there = place_of(in, who, course.value, asked->course_provide_id);
            found = placed_page{there, list_posts(in, who, there, wish)};
        }
        const auto& where = found->where;
        auto page = page_with(std::move(found->page), asked->page.value);
        page.course_provide_id = where.course_provide_id;
        page.may_write = wish.type == board_type::NOTICE ? is_institution(who) : !is_institution(who) && where.open;
        page.anonymous_allowed = where.anonymous_allowed;
        return page;
    };
    co_return co_await m.database.read(ask);
}

task<board_page> list_all(module& m, caller who, http::path<"type", board_type> type,
                          http::query<all_boards_query> asked)
{
    const auto wish = wish_of(asked.value, type.value);
    auto ask = [&](db::connection& in) {
        auto page = page_with(list_of_institution(in, who, wish), asked->page.value);
        page.may_write = wish.type == board_type::NOTICE;
        page.anonymous_allowed = anonymous_allowed(in, who.of_institution());
        return page;
    };
    co_return co_await m.database.read_long(ask);
}

task<board_page> own(module& m, caller who, http::path<"userName", text<1, 20>> name,
                     http::query<own_posts_query> asked)
{
    auto ask = [&](db::connection& in) {
        if (const auto found = identity::accounts::find_by_login(in, name.value.value); !found || found->id != who.user)
            throw not_found({"수강생", "the trainee"});
        return page_with(list_own(in, who, asked->limit.value, (asked->page.value - 1) * asked->limit.value),
                         asked->page.value);
    };
    co_return co_await m.database.read(ask);
}

task<http::tagged<post>> show(module& m, caller who, chosen_post which)
{
    const auto now = m.time.now();
    const auto today = clock::day_of(now, m.zone);
    bool first = false;
    auto ask = [&](db::connection& in) {
        auto shown = read_post(in, who, which.value);
        first = !shown.deleted && is_new_view(in, who, which.value, today);
        return shown;
    };
    auto shown = co_await m.database.read(ask);
    if (first) {
        auto count = [&](db::connection& in) { count_view(in, who, which.value, today, now); };
        co_await m.database.write(count);
        ++shown.views;
    }
    co_return with_version(std::move(shown));
}

task<http::created<post>> write(module& m, caller who, http::body<written_post> in)
{
    const auto now = m.time.now();
    const auto& form = in.value;
    if (!form.course_provide_id && !form.course_id)
        throw invalid("/courseProvideId", "required",
                      {"과정이나 과정 신청을 고르세요.", "Say which offering, or which course."});
    m.count_writing(who);
    const auto files = keys_in(form.files.value_or(file_keys{}));
    auto work = [&](db::connection& on) {
        const auto where = form.course_id ? place_of(on, who, *form.course_id, form.course_provide_id)
                                          : place_of(on, who, form.course_provide_id.value());
        const auto made = add_post(on, who, where,
                                   {form.type, form.title.value, form.content, form.pinned.value_or(false),
                                    form.anonymous.value_or(false), files},
                                   now);
        return read_post(on, who, made);
    };
    auto made = co_await m.database.write(work);
    const auto id = made.id.value;
    co_return http::created<post>{std::move(made), "/board/v1/" + std::to_string(id)};
}

task<http::tagged<post>> change(module& m, caller who, chosen_post which, http::if_match based_on,
                                http::body<changed_post> in)
{
    const auto now = m.time.now();
    m.count_writing(who);
    const auto files = in->files ? std::optional{keys_in(*in->files)} : std::nullopt;
    auto work = [&](db::connection& on) {
        change_post(on, who, which.value, {in->title.value, in->content, in->pinned, files}, based_on.version, now);
        return read_post(on, who, which.value);
    };
    co_return with_version(co_await m.database.write(work));
}

task<http::no_content> remove(module& m, caller who, chosen_post which, http::if_match based_on)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) { remove_post(on, who, which.value, based_on.version, now); };
    co_await m.database.write(work);
    co_return http::no_content{};
}

task<post_history> history(module& m, caller who, chosen_post which)
{
    auto ask = [&](db::connection& in) { return history_of_post(in, who, which.value); };
    co_return post_history{co_await m.database.read(ask)};
}

} // namespace

void add_post_routes(http::routes<module>& r)
{
    constexpr auto both = http::allow::only(role::MANAGER, role::EMPLOYEE);

    r.get("/board/v1/courses/{courseId}/{type}", both, "Posts of a course's board, pinned ones first", list);
    r.get("/board/v1/institutions/{type}", http::allow::only(role::MANAGER),
          "Posts of all boards of the institution, pinned ones first", list_all);
    r.get("/board/v1/student/{userName}", http::allow::only(role::EMPLOYEE), "Posts that I wrote", own);
    r.get("/board/v1/{boardId}", both, "A post; counted as a view, once for each person and day", show);
    r.post("/board/v1/courses", both, "Write a notice (institution) or a question (trainee)", write, with_document);
    r.put("/board/v1/{boardId}", both, "Change a post", change, with_document);
    r.remove("/board/v1/{boardId}", both, "Delete a post; its comments stay", remove);
    r.get("/board/v1/{boardId}/history", both, "What the post said before it was changed", history);
}

} // namespace ahimmoyak::boards
