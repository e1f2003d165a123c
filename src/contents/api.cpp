#include "contents/api.hpp"

#include "base/log.hpp"
#include "contents/events.hpp"
#include "contents/files.hpp"
#include "contents/receiving.hpp"
#include "contents/storage_api.hpp"
#include "contents/uploads.hpp"
#include "courses/copy.hpp"
#include "courses/events.hpp"
#include "courses/records.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::contents {

using http::body;
using http::created;
using http::path;
using http::with_headers;

namespace {

struct new_upload {
    text<1, 255> filename;
    whole<1, static_cast<std::int64_t>(objects::largest_object)> filesize;
    text<0, 127> type;
};
BOOST_DESCRIBE_STRUCT(new_upload, (), (filename, filesize, type))

struct known_upload {
    text<1, 100> upload_id;
    text<1, 100> key;
};
BOOST_DESCRIBE_STRUCT(known_upload, (), (upload_id, key))

struct arrived_part {
    std::int64_t number = 0;
    std::string etag;
    std::int64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(arrived_part, (), (number, etag, size_bytes))

struct upload_resumed {
    std::string upload_id;
    std::string key;
    std::int64_t part_size = 0;
    std::vector<std::string> presigned_urls;
    std::vector<arrived_part> parts;
};
BOOST_DESCRIBE_STRUCT(upload_resumed, (), (upload_id, key, part_size, presigned_urls, parts))

struct upload_parts {
    text<1, 100> upload_id;
    text<1, 100> key;
    json::list<text<1, 100>, 1, objects::most_parts> etags;
};
BOOST_DESCRIBE_STRUCT(upload_parts, (), (upload_id, key, etags))

struct new_content {
    std::optional<courses::content_id> content_id;
    text<1, 100> title;
    courses::content_type type = courses::content_type::VIDEO;
    text<1, 100> key;
};
BOOST_DESCRIBE_STRUCT(new_content, (), (content_id, title, type, key))

task<created<upload_begun>> begin(module& m, caller who, http::incoming request, body<new_upload> in)
{
    announced_file file{in->filename.value, in->filesize.value, in->type.value, std::string{request->header("host")}};
    co_return created<upload_begun>{co_await begin_upload(m, who.of_institution(), who.user, std::move(file))};
}

task<uploaded_file> complete(module& m, caller who, body<upload_parts> in)
{
    auto known = co_await m.database.read(
        [&](db::connection& on) { return find_upload(on, who.of_institution(), in->key.value); });
    if (!known || known->upload_id != in->upload_id.value)
        throw not_found({"업로드", "the upload"});
    std::vector<std::string> etags;
    for (const auto& each : in->etags)
        etags.push_back(each.value);
    co_return co_await complete_upload(m, *std::move(known), std::move(etags));
}

// After a reload, on another day's network, from another machine: the store knows what it has.
task<upload_resumed> resume(module& m, caller who, http::incoming request, body<known_upload> in)
{
    const auto known = co_await m.database.read(
        [&](db::connection& on) { return find_upload(on, who.of_institution(), in->key.value); });
    if (!known || known->upload_id != in->upload_id.value)
        throw not_found({"업로드", "the upload"});
    if (known->state != upload_state::BEGUN)
        throw conflict("upload_complete", "COMPLETED", {"이미 끝난 업로드입니다.", "This upload is complete already."});
    const auto there = co_await m.store.parts(known->object_key, known->upload_id);
    upload_resumed made;
    made.upload_id = known->upload_id;
    made.key = known->object_key;
    const auto size = static_cast<std::uint64_t>(known->size_bytes);
    const auto part_size = objects::part_size_of(size);
    made.part_size = static_cast<std::int64_t>(part_size);
    made.presigned_urls = part_addresses(m, request->header("host"), *known);
    for (const auto& each : there) {
        const auto offset = static_cast<std::uint64_t>(each.number - 1) * part_size;
        // Half a part, or more than there can be, is none.
        if (each.number < 1 || offset >= size || each.size != std::min(part_size, size - offset))
            continue;
        made.parts.push_back({each.number, each.etag, static_cast<std::int64_t>(each.size)});
    }
    co_return made;
}

task<http::no_content> abandon(module& m, caller who, body<known_upload> in)
{
    const auto now = m.time.now();
    const auto given_up = co_await m.database.write([&](db::connection& on) -> std::optional<upload> {
        auto known = find_upload(on, who.of_institution(), in->key.value);
        if (!known || known->upload_id != in->upload_id.value)
            return std::nullopt;
        if (!give_up(on, known->id, now))
            throw conflict("upload_used", "USED",
                           {"이미 콘텐츠에 쓰인 파일입니다.", "A lesson has this file already."});
        return known;
    });
    if (!given_up) // gone already
        co_return http::no_content{};
    co_await remove_given_up(m, *std::move(given_up));
    co_return http::no_content{};
}

task<with_headers<created<courses::course>>> save(module& m, caller who, path<"courseId", courses::course_id> course,
                                                  path<"curriculumId", courses::curriculum_id> curriculum,
                                                  body<new_content> in)
{
    const auto now = m.time.now();
    const lesson_wish wish{course.value, curriculum.value, in->content_id, in->title.value, in->type, in->key.value};
    auto after = co_await m.database.write([&](db::connection& on) {
        save_lesson(on, who.of_institution(), wish, now);
        return courses::read_course(on, who.of_institution(), course.value);
    });
    auto etag = "\"" + std::to_string(after.version) + "\"";
    with_headers<created<courses::course>> answer{
        {std::move(after), "/v1/courses/" + std::to_string(course.value.value)}, {}};
    answer.headers.emplace_back("ETag", std::move(etag));
    co_return answer;
}

task<> let_go(module& m, std::string key, courses::content_id of)
{
    if (co_await m.database.read([&](db::connection& in) { return is_in_use(in, key, of); }))
        co_return;
    co_await m.store.remove(key);
    co_await m.database.write([&](db::connection& on) { remove_upload_of(on, key); });
}

task<> after_removal(module& m, courses::content_id lesson)
{
    const auto file = co_await m.database.read([&](db::connection& in) { return file_of(in, lesson); });
    if (!file)
        co_return;
    co_await let_go(m, file->saved_name, lesson);
    co_await m.database.write([&](db::connection& on) { remove_file(on, lesson); });
}

struct course_copy {
    text<1, 255> title;
};
BOOST_DESCRIBE_STRUCT(course_copy, (), (title))

task<with_headers<created<courses::course>>> copy(module& m, caller who, path<"courseId", courses::course_id> which,
                                                  body<course_copy> in)
{
    const auto now = m.time.now();
    auto made = co_await m.database.write([&](db::connection& on) {
        const auto copied = courses::copy_course(on, who.of_institution(), which.value, in->title.value, now);
        for (const auto& [from, to] : copied.lessons)
            copy_file(on, from, to, now);
        return courses::read_course(on, who.of_institution(), copied.id);
    });
    auto location = "/v1/courses/" + std::to_string(made.id.value);
    with_headers<created<courses::course>> answer{{std::move(made), std::move(location)}, {}};
    answer.headers.emplace_back("ETag", "\"1\"");
    co_return answer;
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    constexpr auto manager = http::allow::only(role::MANAGER);

    r.post("/builder/v1/files/upload", manager, "Begin an upload: signed addresses to PUT its parts to", begin);
    r.post("/builder/v1/files/complete-multipart", manager, "Complete an upload with the ETags of its parts", complete,
           {2 * 1024 * 1024});
    r.post("/v1/courses/{courseId}/copy", manager, "Make a draft with the same lessons and files", copy);
    r.post("/builder/v1/files/resume", manager, "Go on with an upload: what arrived, and new addresses for its parts",
           resume);
    r.post("/builder/v1/files/abort-multipart", manager, "Give an upload up", abandon);
    add_storage_routes(to, book, m);
    r.post("/v1/courses/{courseId}/curriculums/{curriculumId}/save", manager, "Put an uploaded file into a chapter",
           save);
}

void subscribe(events::bus& bus, module& m)
{
    bus.on<courses::content_removed>("contents", [&m](const events::delivery<courses::content_removed>& told) {
        return after_removal(m, told.event.content_id);
    });
    bus.on<file_replaced>(
        "contents", [&m](const events::delivery<file_replaced>& told) { return let_go(m, told.event.old_key, {}); });
}

task<std::int64_t> forget_stale_uploads(module& m)
{
    const auto now = m.time.now();
    const auto yesterday = now - std::chrono::hours{24};
    co_await m.database.write([&](db::connection& on) {
        mark_all_stale(on, yesterday, now);
        courses::forget_removed(on, yesterday);
    });
    std::int64_t forgotten = 0;
    for (;;) {
        const auto some = co_await m.database.read([](db::connection& in) { return stale_uploads(in, 100); });
        if (some.empty())
            co_return forgotten;
        for (const auto& each : some) {
            co_await m.store.abort(each.object_key, each.upload_id);
            co_await m.store.remove(each.object_key);
            co_await m.database.write([&](db::connection& on) { remove_upload(on, each.id); });
            ++forgotten;
        }
    }
}

task<> keep_tidy(module& m)
{
    for (;;) {
        try {
            const auto forgotten = co_await forget_stale_uploads(m);
            if (forgotten > 0)
                log::info("forgot unfinished uploads", {{"count", forgotten}});
        } catch (const std::exception& failed) {
            log::warning("unfinished uploads could not be forgotten", {{"reason", failed.what()}});
        }
        co_await sleep_for(std::chrono::hours{1});
    }
}

} // namespace ahimmoyak::contents
