#include "courses/bodies.hpp"
#include "courses/changed.hpp"
#include "courses/routes.hpp"

namespace ahimmoyak::courses {

using http::body;
using http::created;
using http::path;
using http::tagged;
using http::with_headers;

namespace {

// What has a file comes with it (contents/).
enum class fileless_type : std::uint8_t { TEXT, LINK, LIVE, EXAM };
BOOST_DESCRIBE_ENUM(fileless_type, TEXT, LINK, LIVE, EXAM)

content_type as_content(fileless_type type)
{
    switch (type) {
    case fileless_type::TEXT:
        return content_type::TEXT;
    case fileless_type::LINK:
        return content_type::LINK;
    case fileless_type::LIVE:
        return content_type::LIVE;
    case fileless_type::EXAM:
        break;
    }
    return content_type::EXAM;
}

struct new_lesson {
    text<1, 100> title;
    fileless_type type = fileless_type::TEXT;
};
BOOST_DESCRIBE_STRUCT(new_lesson, (), (title, type))

struct new_lesson_body {
    std::optional<rich_text> document;
    std::optional<text<0, 2000>> url;
    std::optional<text<0, 2000>> description;
};
BOOST_DESCRIBE_STRUCT(new_lesson_body, (), (document, url, description))

task<with_headers<created<course>>> add_lesson_to(module& m, caller who, path<"courseId", course_id> which,
                                                  path<"curriculumId", curriculum_id> chapter, http::if_match based_on,
                                                  body<new_lesson> in)
{
    const auto add = [&](db::connection& on, timestamp now) {
        add_lesson(on, which.value, chapter.value, in->title.value, as_content(in->type), now);
    };
    auto after = co_await changed(m, who, which.value, based_on, add);
    co_return as_created(std::move(after));
}

static constexpr db::query lesson_is_there{
    R"(SELECT l.id FROM contents l JOIN course c ON c.id = l.course_id
       WHERE l.id = $1 AND l.course_id = $2 AND c.institution_id = $3)"};

task<lesson_body> show_body(module& m, caller who, path<"courseId", course_id> which,
                            path<"contentId", content_id> lesson)
{
    co_return co_await m.database.read([&](db::connection& in) {
        if (!in.first<content_id>(lesson_is_there, lesson.value, which.value, who.of_institution()))
            throw not_found({"콘텐츠", "the lesson"});
        return body_of(in, lesson.value);
    });
}

task<tagged<course>> change_lesson_body(module& m, caller who, path<"courseId", course_id> which,
                                        path<"contentId", content_id> lesson, http::if_match based_on,
                                        body<new_lesson_body> in)
{
    const auto given = [](const std::optional<text<0, 2000>>& value) {
        return value ? std::optional<std::string_view>{value->value} : std::nullopt;
    };
    const auto say_it = [&](db::connection& on, timestamp now) {
        change_body(on, which.value, lesson.value, {in->document, given(in->url), given(in->description)}, now);
    };
    co_return co_await changed(m, who, which.value, based_on, say_it);
}

task<tagged<course>> bring_chapter_back(module& m, caller who, path<"courseId", course_id> which,
                                        path<"curriculumId", curriculum_id> chapter, http::if_match based_on)
{
    const auto restore = [&](db::connection& on, timestamp now) {
        restore_curriculum(on, which.value, chapter.value, now);
    };
    co_return co_await changed(m, who, which.value, based_on, restore);
}

task<tagged<course>> bring_lesson_back(module& m, caller who, path<"courseId", course_id> which,
                                       path<"contentId", content_id> lesson, http::if_match based_on)
{
    const auto restore = [&](db::connection& on, timestamp now) {
        restore_content(on, which.value, lesson.value, now);
    };
    co_return co_await changed(m, who, which.value, based_on, restore);
}

} // namespace

void add_lesson_routes(http::routes<module>& r)
{
    constexpr auto manager = http::allow::only(role::MANAGER);

    r.post("/v1/courses/{courseId}/curriculums/{curriculumId}/contents", manager,
           "Add a lesson without a file: a text, a link, the place of a live lecture or an exam", add_lesson_to);
    r.get("/v1/courses/{courseId}/contents/{contentId}/body", manager, "What a lesson without a file says", show_body);
    r.put("/v1/courses/{courseId}/contents/{contentId}/body", manager,
          "Write what a lesson says; what is left out stays. A lesson that somebody has begun stays as it is for them: "
          "a new one takes its place",
          change_lesson_body, {512 * 1024});
    r.post("/v1/courses/{courseId}/curriculums/{curriculumId}/restoration", manager,
           "Bring a deleted chapter back with its lessons, within a day", bring_chapter_back);
    r.post("/v1/courses/{courseId}/contents/{contentId}/restoration", manager,
           "Bring a deleted lesson back, within a day", bring_lesson_back);
}

} // namespace ahimmoyak::courses
