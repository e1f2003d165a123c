#include "courses/changed.hpp"
#include "courses/routes.hpp"

namespace ahimmoyak::courses {

using http::body;
using http::created;
using http::path;
using http::tagged;
using http::with_headers;

namespace {

struct curriculum_title {
    text<1, 255> title;
};
BOOST_DESCRIBE_STRUCT(curriculum_title, (), (title))

struct content_title {
    text<1, 100> title;
};
BOOST_DESCRIBE_STRUCT(content_title, (), (title))

struct curriculum_order {
    curriculum_id id;
    json::list<content_id, 0, most_contents> contents;
};
BOOST_DESCRIBE_STRUCT(curriculum_order, (), (id, contents))

struct course_order {
    json::list<curriculum_order, 0, most_curriculums> curriculums;
};
BOOST_DESCRIBE_STRUCT(course_order, (), (curriculums))

task<with_headers<created<course>>> add_chapter(module& m, caller who, path<"courseId", course_id> which,
                                                http::if_match based_on, body<curriculum_title> in)
{
    const auto add = [&](db::connection& on, timestamp now) { add_curriculum(on, which.value, in->title.value, now); };
    auto after = co_await changed(m, who, which.value, based_on, add);
    co_return as_created(std::move(after));
}

task<tagged<course>> change_chapter(module& m, caller who, path<"courseId", course_id> which,
                                    path<"curriculumId", curriculum_id> chapter, http::if_match based_on,
                                    body<curriculum_title> in)
{
    const auto rename = [&](db::connection& on, timestamp now) {
        rename_curriculum(on, which.value, chapter.value, in->title.value, now);
    };
    co_return co_await changed(m, who, which.value, based_on, rename);
}

task<tagged<course>> remove_chapter(module& m, caller who, path<"courseId", course_id> which,
                                    path<"curriculumId", curriculum_id> chapter, http::if_match based_on)
{
    const auto remove = [&](db::connection& on, timestamp now) {
        remove_curriculum(on, which.value, chapter.value, now);
    };
    co_return co_await changed(m, who, which.value, based_on, remove);
}

task<tagged<course>> order(module& m, caller who, path<"courseId", course_id> which, http::if_match based_on,
                           body<course_order> in)
{
    std::vector<chapter_order> wished;
    for (const auto& each : in->curriculums)
        wished.push_back({each.id, each.contents.items});
    const auto arrange = [&](db::connection& on, timestamp now) { reorder(on, which.value, wished, now); };
    co_return co_await changed(m, who, which.value, based_on, arrange);
}

task<tagged<course>> change_lesson(module& m, caller who, path<"courseId", course_id> which,
                                   path<"contentId", content_id> lesson, http::if_match based_on,
                                   body<content_title> in)
{
    const auto rename = [&](db::connection& on, timestamp now) {
        rename_content(on, which.value, lesson.value, in->title.value, now);
    };
    co_return co_await changed(m, who, which.value, based_on, rename);
}

task<tagged<course>> remove_lesson(module& m, caller who, path<"courseId", course_id> which,
                                   path<"contentId", content_id> lesson, http::if_match based_on)
{
    const auto remove = [&](db::connection& on, timestamp now) { remove_content(on, which.value, lesson.value, now); };
    co_return co_await changed(m, who, which.value, based_on, remove);
}

} // namespace

void add_curriculum_routes(http::routes<module>& r)
{
    constexpr auto manager = http::allow::only(role::MANAGER);

    r.post("/v1/courses/{courseId}/curriculums", manager, "Add a chapter at the end", add_chapter);
    r.put("/v1/courses/{courseId}/curriculums/{curriculumId}", manager, "Rename a chapter", change_chapter);
    r.remove("/v1/courses/{courseId}/curriculums/{curriculumId}", manager,
             "Delete a chapter and its lessons; within a day it can be brought back", remove_chapter);
    r.put("/v1/courses/{courseId}/order", manager, "Arrange the chapters and lessons", order, {1024 * 1024});
    r.put("/v1/courses/{courseId}/contents/{contentId}", manager, "Rename a lesson", change_lesson);
    r.remove("/v1/courses/{courseId}/contents/{contentId}", manager,
             "Delete a lesson; within a day it can be brought back", remove_lesson);
}

} // namespace ahimmoyak::courses
