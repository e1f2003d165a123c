#include "courses/records.hpp"
#include "courses/routes.hpp"
#include "db/error.hpp"

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

// Makes a change of the course as its next version and answers the course as it is then.
template <class F>
task<tagged<course>> changed(module& m, caller who, course_id which, std::optional<std::int64_t> based_on, F change)
{
    const auto now = m.time.now();
    bool in_use = false;
    std::optional<course> after;
    try {
        after = co_await m.database.write([&](db::connection& on) {
            begin_change(on, who.of_institution(), which, based_on, now);
            change(on, now);
            return read_course(on, who.of_institution(), which);
        });
    } catch (const db::foreign_key_violation&) {
        in_use = true;
    }
    if (in_use)
        throw conflict("content_in_use", "STARTED",
                       {"학습을 시작한 훈련생이 있는 콘텐츠는 삭제할 수 없습니다. 대신 파일을 바꾸세요.",
                        "A lesson that a trainee has begun cannot be removed; replace its file instead."});
    const auto version = after->version;
    co_return tagged<course>{std::move(*after), version};
}

task<with_headers<created<course>>> add_chapter(module& m, caller who, path<"courseId", course_id> which,
                                                body<curriculum_title> in)
{
    const auto add = [&](db::connection& on, timestamp now) { add_curriculum(on, which.value, in->title.value, now); };
    auto after = co_await changed(m, who, which.value, std::nullopt, add);
    auto location = "/v1/courses/" + std::to_string(which.value.value);
    with_headers<created<course>> answer{{std::move(after.value), std::move(location)}, {}};
    answer.headers.emplace_back("ETag", "\"" + std::to_string(after.version) + "\"");
    co_return answer;
}

task<tagged<course>> change_chapter(module& m, caller who, path<"courseId", course_id> which,
                                    path<"curriculumId", curriculum_id> chapter, body<curriculum_title> in)
{
    const auto rename = [&](db::connection& on, timestamp now) {
        rename_curriculum(on, which.value, chapter.value, in->title.value, now);
    };
    co_return co_await changed(m, who, which.value, std::nullopt, rename);
}

task<tagged<course>> remove_chapter(module& m, caller who, path<"courseId", course_id> which,
                                    path<"curriculumId", curriculum_id> chapter)
{
    const auto remove = [&](db::connection& on, timestamp) { remove_curriculum(on, which.value, chapter.value); };
    co_return co_await changed(m, who, which.value, std::nullopt, remove);
}

task<tagged<course>> order(module& m, caller who, path<"courseId", course_id> which, http::if_match based_on,
                           body<course_order> in)
{
    std::vector<chapter_order> wished;
    for (const auto& each : in->curriculums)
        wished.push_back({each.id, each.contents.items});
    const auto arrange = [&](db::connection& on, timestamp now) { reorder(on, which.value, wished, now); };
    co_return co_await changed(m, who, which.value, based_on.version, arrange);
}

task<tagged<course>> change_lesson(module& m, caller who, path<"courseId", course_id> which,
                                   path<"contentId", content_id> lesson, body<content_title> in)
{
    const auto rename = [&](db::connection& on, timestamp now) {
        rename_content(on, which.value, lesson.value, in->title.value, now);
    };
    co_return co_await changed(m, who, which.value, std::nullopt, rename);
}

task<tagged<course>> remove_lesson(module& m, caller who, path<"courseId", course_id> which,
                                   path<"contentId", content_id> lesson)
{
    const auto remove = [&](db::connection& on, timestamp) { remove_content(on, which.value, lesson.value); };
    co_return co_await changed(m, who, which.value, std::nullopt, remove);
}

} // namespace

void add_curriculum_routes(http::routes<module>& r)
{
    constexpr auto manager = http::allow::only(role::MANAGER);

    r.post("/v1/courses/{courseId}/curriculums", manager, "Add a chapter at the end", add_chapter);
    r.put("/v1/courses/{courseId}/curriculums/{curriculumId}", manager, "Rename a chapter", change_chapter);
    r.remove("/v1/courses/{courseId}/curriculums/{curriculumId}", manager, "Delete a chapter and its lessons",
             remove_chapter);
    r.put("/v1/courses/{courseId}/order", manager, "Arrange the chapters and lessons", order, {1024 * 1024});
    r.put("/v1/courses/{courseId}/contents/{contentId}", manager, "Rename a lesson", change_lesson);
    r.remove("/v1/courses/{courseId}/contents/{contentId}", manager, "Delete a lesson", remove_lesson);
}

} // namespace ahimmoyak::courses
