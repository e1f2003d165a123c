#include "courses/api.hpp"

#include "base/cursor.hpp"
#include "courses/records.hpp"
#include "courses/routes.hpp"
#include "db/error.hpp"

namespace ahimmoyak::courses {

using http::body;
using http::created;
using http::path;
using http::query;
using http::tagged;
using http::with_headers;

namespace {

struct new_course {
    text<1, 255> title;
    std::optional<text<0, 5000>> introduction;
    std::optional<rich_text> introduction_document; ///< the introduction with its form; its words replace it
    std::optional<text<0, 50>> instructor;
};
BOOST_DESCRIBE_STRUCT(new_course, (), (title, introduction, introduction_document, instructor))

// The words of an introduction that came as a document, within the bounds of one that did not.
std::string introduction_in(const new_course& in)
{
    if (!in.introduction_document)
        return in.introduction ? in.introduction->value : std::string{};
    auto plain = plain_text_of(*in.introduction_document);
    if (code_points(plain) > 5000)
        throw invalid("/introductionDocument", "too_long",
                      {"소개는 5,000자까지입니다.", "The introduction has at most 5,000 characters."});
    return plain;
}

course_text text_of(const new_course& in, std::string_view introduction)
{
    const bool blank = introduction.empty();
    return {in.title.value, introduction, in.instructor ? std::string_view{in.instructor->value} : "",
            blank ? std::nullopt : in.introduction_document};
}

struct course_list_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(course_list_query, (), (limit, cursor))

struct course_summaries {
    std::vector<course_summary> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(course_summaries, (), (items, next_cursor))

struct course_state_change {
    course_state state = course_state::DRAFT;
};
BOOST_DESCRIBE_STRUCT(course_state_change, (), (state))

// Newest first; the counts are read for the rows of the page only.
static constexpr db::query page_of_courses{
    R"(SELECT c.id AS id, c.title AS title, c.introduction AS introduction, c.instructor AS instructor, c.state AS state,
              (SELECT COUNT(*) FROM curriculum k WHERE k.course_id = c.id AND k.removed_at IS NULL) AS curriculum_count,
              (SELECT COUNT(*) FROM contents l WHERE l.course_id = c.id AND l.removed_at IS NULL) AS content_count,
              c.updated_at AS updated_at, c.image AS image_url
       FROM course c WHERE c.institution_id = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3)"};

task<course_summaries> list(module& m, caller who, query<course_list_query> asked)
{
    const auto after = cursor::from(asked->cursor);
    const auto before = after ? after->id : INT64_MAX;
    const auto limit = asked->limit.value;
    course_summaries page;
    page.items = co_await m.database.read([&](db::connection& in) {
        return in.all<course_summary>(page_of_courses, who.of_institution(), before, limit + 1);
    });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    }
    co_return page;
}

task<with_headers<created<course>>> create(module& m, caller who, body<new_course> in)
{
    const auto now = m.time.now();
    const auto introduction = introduction_in(in.value);
    auto made = co_await m.database.write([&](db::connection& on) {
        const auto id = add_course(on, who.of_institution(), text_of(in.value, introduction), now);
        return read_course(on, who.of_institution(), id);
    });
    auto location = "/v1/courses/" + std::to_string(made.id.value);
    auto etag = "\"" + std::to_string(made.version) + "\"";
    with_headers<created<course>> answer{{std::move(made), std::move(location)}, {}};
    answer.headers.emplace_back("ETag", std::move(etag));
    co_return answer;
}

tagged<course> with_version(course&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

task<tagged<course>> show(module& m, caller who, path<"courseId", course_id> which)
{
    auto found = co_await m.database.read(
        [&](db::connection& in) { return read_course(in, who.of_institution(), which.value); });
    co_return with_version(std::move(found));
}

task<tagged<course>> change(module& m, caller who, path<"courseId", course_id> which, http::if_match based_on,
                            body<new_course> in)
{
    const auto now = m.time.now();
    const auto introduction = introduction_in(in.value);
    auto changed = co_await m.database.write([&](db::connection& on) {
        begin_change(on, who.of_institution(), which.value, based_on.version, now);
        change_course(on, which.value, text_of(in.value, introduction));
        return read_course(on, who.of_institution(), which.value);
    });
    co_return with_version(std::move(changed));
}

task<http::no_content> remove(module& m, caller who, path<"courseId", course_id> which)
{
    bool offered = false;
    try {
        co_await m.database.write([&](db::connection& on) { remove_course(on, who.of_institution(), which.value); });
    } catch (const db::foreign_key_violation&) {
        offered = true;
    }
    if (offered)
        throw conflict("course_offered", "OFFERED",
                       {"기업에 제공된 적이 있는 과정은 삭제할 수 없습니다. 대신 비공개로 바꾸세요.",
                        "A course that was offered to a company cannot be deleted; make it unavailable instead."});
    co_return http::no_content{};
}

task<tagged<course>> move_to_state(module& m, caller who, path<"courseId", course_id> which, http::if_match based_on,
                                   body<course_state_change> in)
{
    const auto now = m.time.now();
    auto changed = co_await m.database.write([&](db::connection& on) {
        begin_change(on, who.of_institution(), which.value, based_on.version, now);
        change_state(on, which.value, in->state);
        return read_course(on, who.of_institution(), which.value);
    });
    co_return with_version(std::move(changed));
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    constexpr auto manager = http::allow::only(role::MANAGER);

    r.get("/v1/courses", manager, "The institution's courses, newest first", list);
    r.post("/v1/courses", manager, "Create a course as a draft", create, {512 * 1024});
    r.get("/v1/courses/{courseId}", manager, "A course with its chapters and lessons", show);
    r.put("/v1/courses/{courseId}", manager, "Change a course's title, introduction and instructor", change,
          {512 * 1024});
    r.remove("/v1/courses/{courseId}", manager, "Delete a course that was never offered", remove);
    r.post("/v1/courses/{courseId}/state", manager,
           "Make a course available, which lists what is missing, or unavailable", move_to_state);
    add_curriculum_routes(r);
    add_lesson_routes(r);
    add_picture_routes(r);
    add_catalog_routes(r);
}

} // namespace ahimmoyak::courses
