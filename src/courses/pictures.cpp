#include "courses/pictures.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"

#include <algorithm>

namespace ahimmoyak::courses {

namespace {

static constexpr db::query one_picture{"SELECT access_key, mime_type, bytes FROM course_picture WHERE course_id = $1"};
static constexpr db::query keep_picture{
    R"(INSERT INTO course_picture (course_id, access_key, mime_type, bytes, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (course_id) DO UPDATE SET access_key = excluded.access_key, mime_type = excluded.mime_type,
           bytes = excluded.bytes, updated_at = excluded.updated_at)"};
static constexpr db::query delete_picture{"DELETE FROM course_picture WHERE course_id = $1"};
static constexpr db::query set_image{"UPDATE course SET image = $1 WHERE id = $2"};

} // namespace

picture_facts usable_picture(std::string_view bytes)
{
    const auto found = picture_in(bytes);
    if (!found)
        throw invalid("", "unknown_type",
                      {"JPEG, PNG, WebP 그림만 올릴 수 있습니다.", "Send a JPEG, PNG or WebP picture."});
    if (std::max(found->width, found->height) > most_picture_side)
        throw invalid("", "too_large",
                      say("그림이 너무 큽니다. 가로와 세로가 {}픽셀을 넘지 않게 하세요.",
                          "The picture is too large; make it at most {} pixels wide and high.", most_picture_side));
    return *found;
}

std::optional<kept_picture> picture_of(db::connection& in, course_id which)
{
    return in.first<kept_picture>(one_picture, which);
}

void set_picture(db::connection& in, course_id which, std::string_view mime_type, std::string_view bytes, timestamp now)
{
    const auto key = random_token(18);
    const db::blob kept{std::string{bytes}};
    in.run(keep_picture, which, key, mime_type, kept, now);
    in.run(set_image, "/v1/courses/" + std::to_string(which.value) + "/picture?key=" + key, which);
}

void remove_picture(db::connection& in, course_id which)
{
    in.run(delete_picture, which);
    in.run(set_image, std::optional<std::string>{}, which);
}

} // namespace ahimmoyak::courses
