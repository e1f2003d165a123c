#include "learning/api.hpp"

#include "base/cursor.hpp"
#include "contents/files.hpp"
#include "courses/bodies.hpp"
#include "http/endpoint.hpp"
#include "learning/curriculum.hpp"
#include "learning/records.hpp"
#include "learning/routes.hpp"
#include "learning/way_in.hpp"
#include "offerings/events.hpp"
#include "videos/records.hpp"

#include <algorithm>

namespace ahimmoyak::learning {

using http::body;
using http::path;
using http::query;
using offerings::course_provide_id;

namespace {

constexpr std::chrono::hours address_valid{6};

struct my_course_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(my_course_query, (), (limit, cursor))

struct my_courses {
    std::vector<my_course> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(my_courses, (), (items, next_cursor))

struct content_query {
    std::optional<offerings::course_provide_id> course_provide_id;
};
BOOST_DESCRIBE_STRUCT(content_query, (), (course_provide_id))

struct lesson_position {
    offerings::course_provide_id course_provide_id;
    whole<0, 30 * 24 * 3600> position_seconds;
};
BOOST_DESCRIBE_STRUCT(lesson_position, (), (course_provide_id, position_seconds))

void set_neighbours(const std::vector<courses::content_id>& order, content_detail& shown)
{
    const auto at = std::find(order.begin(), order.end(), shown.id);
    if (at == order.end())
        return;
    if (at != order.begin())
        shown.previous_content_id = *(at - 1);
    if (at + 1 != order.end())
        shown.next_content_id = *(at + 1);
}

struct found_content {
    content_detail shown;
    std::optional<contents::lesson_file> file;
    std::optional<videos::video_id> video;
};

found_content look_up(db::connection& in, const caller& who, courses::content_id which,
                      std::optional<course_provide_id> named)
{
    found_content found;
    auto& shown = found.shown;
    placed_lesson lesson;
    std::vector<courses::content_id> order;
    if (who.as == role::MANAGER) {
        lesson = find_lesson(in, which);
        if (lesson.institution_id != who.of_institution())
            throw not_found({"콘텐츠", "the lesson"});
        order = lessons_of(in, lesson.course_id);
    } else {
        auto way = way_to(in, who, which, named);
        shown.course_provide_id = way.offering.id;
        shown.position_seconds = position_of(in, way.enrollment, which);
        shown.study = study_of(in, way.enrollment, which, way.approved_ms());
        for (const auto& each : way.lessons)
            order.push_back(each.id);
        lesson = std::move(way.lesson);
    }
    shown.id = lesson.id;
    shown.title = std::move(lesson.title);
    shown.type = lesson.type;
    shown.time_amount_seconds = lesson.time_amount_seconds;
    shown.course_id = lesson.course_id;
    shown.course_title = std::move(lesson.course_title);
    set_neighbours(order, shown);
    if (courses::has_file(lesson.type)) {
        found.file = contents::file_of(in, which);
    } else {
        auto body = courses::body_of(in, which);
        shown.document = std::move(body.document);
        shown.url = std::move(body.url);
        shown.description = std::move(body.description);
    }
    if (found.file && shown.type == courses::content_type::VIDEO)
        if (auto known = videos::playable_of(in, which, found.file->saved_name)) {
            found.video = known->id;
            shown.video = std::move(known->shown);
        }
    return found;
}

task<http::with_headers<content_detail>> show_content(module& m, caller who, http::incoming request,
                                                      path<"contentId", courses::content_id> which,
                                                      query<content_query> asked)
{
    auto found = co_await m.database.read(
        [&](db::connection& in) { return look_up(in, who, which.value, asked->course_provide_id); });
    if (found.file) {
        found.shown.mime_type = found.file->mime_type;
        found.shown.size_bytes = found.file->size_bytes;
        found.shown.url = m.store.address(request->header("host"), found.file->saved_name,
                                          contents::presentation_of(*found.file), address_valid);
    } else if (courses::has_file(found.shown.type)) {
        throw not_found({"콘텐츠의 파일", "the lesson's file"});
    }
    // The address is for this person and these hours.
    http::with_headers<content_detail> answer{std::move(found.shown), {}};
    answer.headers.emplace_back("Cache-Control", "no-store");
    if (found.video && m.pass != nullptr)
        answer.headers.emplace_back("Set-Cookie", m.pass->issue(found.video->value, m.secure).to_header());
    co_return answer;
}

task<my_courses> list(module& m, caller who, query<my_course_query> asked)
{
    const auto from = cursor::from(asked->cursor);
    const auto before = from ? from->id : INT64_MAX;
    const auto limit = asked->limit.value;
    my_courses page;
    page.items = co_await m.database.read(
        [&](db::connection& in) { return courses_of(in, who.user, who.of_company(), before, limit + 1); });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().course_provide_id.value}.to_text();
    }
    co_return page;
}

task<my_course_detail> show_course(module& m, caller who, path<"courseProvideId", course_provide_id> which)
{
    co_return co_await m.database.read(
        [&](db::connection& in) { return course_of(in, who.user, who.of_company(), which.value); });
}

task<http::no_content> keep_position(module& m, caller who, path<"contentId", courses::content_id> which,
                                     body<lesson_position> in)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& on) {
        const auto way = way_to(on, who, which.value, in->course_provide_id);
        fix_curriculum(on, way.offering.id, way.offering.course_id, now);
        const auto end = way.lesson.time_amount_seconds.value_or(in->position_seconds.value);
        set_position(on, way.enrollment, which.value, std::min(in->position_seconds.value, end), now);
    });
    co_return http::no_content{};
}

task<> fix(module& m, course_provide_id offering, institution_id of)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& in) {
        fix_rules(in, offering, of, now);
        if (const auto known = offerings::enrolments::find(in, offering))
            fix_curriculum(in, offering, known->course_id, now);
    });
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    constexpr auto trainee_or_manager = http::allow::only(role::EMPLOYEE, role::MANAGER);

    r.get("/v1/courses/courseList", trainee, "The trainee's courses and where to go on", list);
    r.get("/v1/courses/courseList/{courseProvideId}", trainee, "One of the trainee's courses with its lessons",
          show_course);
    r.get("/api/v1/courses/curriculums/contents/{contentId}", trainee_or_manager, "A lesson: what to play or show",
          show_content);
    r.put("/v1/learning/contents/{contentId}/position", trainee.kept_elsewhere(),
          "Remember where to resume; credits nothing", keep_position);
    add_viewing_routes(r);
    add_progress_routes(r);
    add_identity_routes(r);
    add_rule_routes(r);
}

void subscribe(events::bus& to, module& m)
{
    to.on<offerings::registered>("learning", [&m](const events::delivery<offerings::registered>& told) {
        return fix(m, told.event.course_provide_id, told.event.institution_id);
    });
}

} // namespace ahimmoyak::learning
