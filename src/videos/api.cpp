#include "videos/api.hpp"

#include "base/child_program.hpp"
#include "base/log.hpp"
#include "base/problem.hpp"
#include "contents/events.hpp"
#include "contents/files.hpp"
#include "courses/events.hpp"
#include "courses/records.hpp"
#include "http/endpoint.hpp"
#include "videos/preparation.hpp"
#include "videos/serving.hpp"

#include <algorithm>
#include <unistd.h>

namespace ahimmoyak::videos {

using http::body;
using http::path;
using course_path = path<"courseId", courses::course_id>;
using lesson_path = path<"contentId", courses::content_id>;
using language_path = path<"language", text<2, 12>>;

namespace {

struct lesson_video_list {
    std::vector<lesson_video> items;
};
BOOST_DESCRIBE_STRUCT(lesson_video_list, (), (items))
struct caption_list {
    std::vector<captions> items;
};
BOOST_DESCRIBE_STRUCT(caption_list, (), (items))
struct mark_list {
    json::list<mark, 0, 200> items;
};
BOOST_DESCRIBE_STRUCT(mark_list, (), (items))
struct cue_list {
    json::list<cue, 1, most_cues> cues;
    std::optional<std::int64_t> version; ///< that they are based on
};
BOOST_DESCRIBE_STRUCT(cue_list, (), (cues, version))

// The 404 when it is not a video lesson of the caller's institution.
void check_lesson(db::connection& in, const caller& who, courses::course_id course, courses::content_id lesson)
{
    for (const auto& chapter : courses::read_course(in, who.of_institution(), course).curriculums)
        for (const auto& each : chapter.contents)
            if (each.id == lesson && each.type == courses::content_type::VIDEO)
                return;
    throw not_found({"동영상 콘텐츠", "the video lesson"});
}

std::string checked(const language_path& tag)
{
    if (!is_language(tag.value.value))
        throw not_found({"자막", "the captions"});
    return tag.value.value;
}

task<lesson_video_list> show_videos(module& m, caller who, course_path course)
{
    co_return co_await m.database.read([&](db::connection& in) {
        courses::read_course(in, who.of_institution(), course.value);
        return lesson_video_list{of_course(in, course.value)};
    });
}

task<http::no_content> prepare_again(module& m, caller who, course_path course, lesson_path lesson)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& in) {
        check_lesson(in, who, course.value, lesson.value);
        begin_anew(in, lesson.value, now);
    });
    co_return http::no_content{};
}

task<caption_list> show_captions(module& m, caller who, course_path course, lesson_path lesson)
{
    co_return co_await m.database.read([&](db::connection& in) {
        check_lesson(in, who, course.value, lesson.value);
        return caption_list{captions_of(in, lesson.value)};
    });
}

// Before what is sent is judged: what is another's is not found, whatever is said of it.
task<> admit(module& m, caller who, courses::course_id course, courses::content_id lesson)
{
    co_await m.database.read([&](db::connection& in) { check_lesson(in, who, course, lesson); });
}

task<captions> keep(module& m, const caller& who, courses::course_id course, courses::content_id lesson,
                    std::string language, std::vector<cue> cues, std::optional<std::int64_t> based_on)
{
    const auto now = m.time.now();
    co_return co_await m.database.write([&](db::connection& in) {
        check_lesson(in, who, course, lesson);
        return keep_captions(in, lesson, language, cues, based_on, now);
    });
}

task<captions> write_captions(module& m, caller who, course_path course, lesson_path lesson, language_path language,
                              body<cue_list> in)
{
    co_await admit(m, who, course.value, lesson.value);
    auto cues = in->cues.items;
    if (auto wrong = set_in_order(cues); !wrong.empty())
        throw invalid(std::move(wrong));
    auto tag = checked(language);
    co_return co_await keep(m, who, course.value, lesson.value, std::move(tag), std::move(cues), in->version);
}

task<captions> upload_captions(module& m, caller who, course_path course, lesson_path lesson, language_path language,
                               http::file_body file)
{
    co_await admit(m, who, course.value, lesson.value);
    auto tag = checked(language);
    auto read = captions_from(file.bytes);
    if (!read.issues.empty())
        throw invalid(std::move(read.issues));
    co_return co_await keep(m, who, course.value, lesson.value, std::move(tag), std::move(read.cues), std::nullopt);
}

task<http::no_content> delete_captions(module& m, caller who, course_path course, lesson_path lesson,
                                       language_path language)
{
    const auto tag = checked(language);
    co_await m.database.write([&](db::connection& in) {
        check_lesson(in, who, course.value, lesson.value);
        if (!remove_captions(in, lesson.value, tag))
            throw not_found({"자막", "the captions"});
    });
    co_return http::no_content{};
}

task<mark_list> show_marks(module& m, caller who, course_path course, lesson_path lesson)
{
    co_return co_await m.database.read([&](db::connection& in) {
        check_lesson(in, who, course.value, lesson.value);
        return mark_list{{marks_of(in, lesson.value)}};
    });
}

task<mark_list> write_marks(module& m, caller who, course_path course, lesson_path lesson, body<mark_list> in)
{
    co_await admit(m, who, course.value, lesson.value);
    auto marks = in->items.items;
    std::sort(marks.begin(), marks.end(),
              [](const mark& a, const mark& b) { return a.at_seconds.value < b.at_seconds.value; });
    const auto same = std::adjacent_find(marks.begin(), marks.end(), [](const mark& a, const mark& b) {
        return a.at_seconds.value == b.at_seconds.value;
    });
    if (same != marks.end())
        throw invalid("/items", "twice",
                      {"같은 시각에 구간이 둘입니다. 하나만 두세요.", "Two chapters begin at one moment; keep one."});
    co_await m.database.write([&](db::connection& on) {
        check_lesson(on, who, course.value, lesson.value);
        keep_marks(on, lesson.value, marks);
    });
    co_return mark_list{{std::move(marks)}};
}

task<> let_go(module& m, video_id which)
{
    co_await m.database.write([&](db::connection& in) { forget_video(in, which); });
    m.shelf.drop(which);
    co_await clear_files(m, which);
}

task<> after_removal(module& m, courses::content_id lesson)
{
    std::vector<known_video> gone;
    co_await m.database.write([&](db::connection& in) {
        gone = videos_left_by(in, lesson);
        forget_lesson(in, lesson);
    });
    for (const auto& each : gone)
        co_await let_go(m, each.id);
}

task<> after_replacement(module& m, courses::content_id lesson, std::string key)
{
    const auto found = co_await m.database.read([&](db::connection& in) {
        return contents::has_other_lesson(in, key, lesson) ? std::nullopt : video_of_key(in, key);
    });
    if (found)
        co_await let_go(m, *found);
}

task<> after_placing(module& m, courses::content_id lesson, std::string key)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& in) { expect_video(in, lesson, key, now); });
}

task<> after_copying(module& m, contents::video_copied which)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& in) { copy_lesson(in, which.from, which.to, now); });
}

// Videos of lessons that were there before this module, and what an end in between left.
task<> take_stock(module& m)
{
    const auto now = m.time.now();
    std::vector<video_id> left;
    co_await m.database.write([&](db::connection& in) {
        take_up_again(in, m.with.name, now);
        for (const auto& each : contents::all_videos(in))
            expect_video(in, each.content_id, each.saved_name, now);
        left = orphans(in);
    });
    for (const auto each : left)
        co_await clear_files(m, each);
}

task<bool> prepare_one(module& m)
{
    const auto now = m.time.now();
    const bool some = co_await m.database.read([&](db::connection& in) { return something_waits(in, now); });
    if (!some)
        co_return false;
    const auto taken = co_await m.database.write(
        [&](db::connection& in) { return take_next(in, m.with.name, now, now + std::chrono::minutes{10}); });
    if (!taken)
        co_return false;
    co_await prepare(m, *taken);
    co_return true;
}

task<> prepare_all(module& m)
{
    bool stocked = false;
    while (!m.stopping) {
        bool more = false;
        try {
            if (!stocked)
                co_await take_stock(m);
            stocked = true;
            more = co_await prepare_one(m);
        } catch (const std::exception& failed) {
            log::warning("videos could not be prepared", {{"reason", failed.what()}});
        }
        if (!more)
            co_await sleep_for(std::chrono::milliseconds{500});
    }
}

options complete(options given)
{
    if (given.worker.empty())
        given.worker = program_beside_us("ahimmoyak-media-worker");
    return given;
}

} // namespace

module::module(db::pool& on, const ahimmoyak::clock& now, objects::store& keeps, work_pool& waits,
               options given) :database{on},
    time{now}, store{keeps}, blocking{waits}, with{complete(std::move(given))},
    pass{"video", "/vod/", with.playback_key, now}, shelf{on, keeps, now}
{
}

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    constexpr auto manager = http::allow::only(role::MANAGER);
    const std::string lesson = "/v1/courses/{courseId}/contents/{contentId}";

    r.get("/v1/courses/{courseId}/videos", manager, "How far the course's videos are prepared", show_videos);
    r.post(lesson + "/video/again", manager, "Prepare a video anew that could not be prepared", prepare_again);
    r.get(lesson + "/captions", manager, "The captions of a lesson, in all languages", show_captions);
    r.put(lesson + "/captions/{language}", manager, "Write the captions of a lesson in a language", write_captions,
          {4 * 1024 * 1024});
    r.post(lesson + "/captions/{language}/file", manager, "Upload captions: WebVTT or SubRip", upload_captions,
           {2 * 1024 * 1024});
    r.remove(lesson + "/captions/{language}", manager, "Delete the captions of a language", delete_captions);
    r.get(lesson + "/marks", manager, "The chapters within a video", show_marks);
    r.put(lesson + "/marks", manager, "Set the chapters within a video", write_marks);
    add_serving(to, m);
}

void subscribe(events::bus& bus, module& m)
{
    bus.on<contents::video_placed>("videos", [&m](const events::delivery<contents::video_placed>& told) {
        return after_placing(m, told.event.content_id, told.event.key);
    });
    bus.on<contents::video_copied>(
        "videos", [&m](const events::delivery<contents::video_copied>& told) { return after_copying(m, told.event); });
    bus.on<contents::file_replaced>("videos", [&m](const events::delivery<contents::file_replaced>& told) {
        return after_replacement(m, told.event.content_id, told.event.old_key);
    });
    bus.on<courses::content_removed>("videos", [&m](const events::delivery<courses::content_removed>& told) {
        return after_removal(m, told.event.content_id);
    });
}

task<> keep_preparing(module& m)
{
    if (::access(m.with.worker.c_str(), X_OK) != 0) {
        log::error("the media worker is missing; videos are played as they were uploaded",
                   {{"program", m.with.worker.string()}});
        co_return;
    }
    m.working = true;
    co_await prepare_all(m);
    m.working = false;
}

task<> stop(module& m)
{
    m.stopping = true;
    while (m.working)
        co_await sleep_for(std::chrono::milliseconds{20});
}

} // namespace ahimmoyak::videos
