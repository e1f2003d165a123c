#include "courses/changed.hpp"
#include "courses/findings.hpp"
#include "courses/picture.hpp"
#include "courses/pictures.hpp"
#include "courses/routes.hpp"

namespace ahimmoyak::courses {

using http::path;
using http::tagged;

namespace {

struct picture_query {
    std::optional<std::string> key;
};
BOOST_DESCRIBE_STRUCT(picture_query, (), (key))

struct course_check {
    bool ready = false; ///< it can be made available
    std::vector<finding> items;
};
BOOST_DESCRIBE_STRUCT(course_check, (), (ready, items))

task<tagged<course>> put_picture(module& m, caller who, path<"courseId", course_id> which, http::if_match based_on,
                                 http::file_body file)
{
    const auto keep = [&](db::connection& on, timestamp now) {
        const auto is = usable_picture(file.bytes);
        set_picture(on, which.value, is.mime_type, file.bytes, now);
    };
    co_return co_await changed(m, who, which.value, based_on, keep);
}

task<tagged<course>> drop_picture(module& m, caller who, path<"courseId", course_id> which, http::if_match based_on)
{
    const auto drop = [&](db::connection& on, timestamp) { remove_picture(on, which.value); };
    co_return co_await changed(m, who, which.value, based_on, drop);
}

task<http::response> show_picture(module& m, path<"courseId", course_id> which, http::query<picture_query> asked)
{
    auto found = co_await m.database.read([&](db::connection& in) { return picture_of(in, which.value); });
    if (!found || found->access_key != asked->key.value_or(""))
        throw not_found({"그림", "the picture"});
    http::response answer{200, std::move(found->mime_type), std::move(found->bytes.bytes), {}};
    answer.with("Cache-Control", "private, max-age=31536000, immutable").with("X-Content-Type-Options", "nosniff");
    co_return answer;
}

task<course_check> check(module& m, caller who, path<"courseId", course_id> which)
{
    const auto found = co_await m.database.read(
        [&](db::connection& in) { return read_course(in, who.of_institution(), which.value); });
    course_check made{true, findings_in(found)};
    for (const auto& each : made.items)
        made.ready = made.ready && !each.required;
    co_return made;
}

} // namespace

void add_picture_routes(http::routes<module>& r)
{
    constexpr auto manager = http::allow::only(role::MANAGER);

    r.put("/v1/courses/{courseId}/picture", manager, "Set a course's picture: JPEG, PNG or WebP, at most 1 MiB",
          put_picture, {most_picture_bytes});
    r.remove("/v1/courses/{courseId}/picture", manager, "Take a course's picture away", drop_picture);
    r.get("/v1/courses/{courseId}/picture", http::allow::anyone,
          "A course's picture, for who has its address (imageUrl)", show_picture);
    r.get("/v1/courses/{courseId}/check", manager, "What a course lacks: what it needs, and what is advised", check);
}

} // namespace ahimmoyak::courses
