#include "courses/bodies.hpp"

#include "base/problem.hpp"
#include "courses/records.hpp"
#include "courses/web_address.hpp"

namespace ahimmoyak::courses {

namespace {

static constexpr db::query kept_body{"SELECT document, url, description FROM contents_body WHERE content_id = $1"};
static constexpr db::query keep_body{
    R"(INSERT INTO contents_body (content_id, document, url, description, filled, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6)
       ON CONFLICT (content_id) DO UPDATE SET document = excluded.document, url = excluded.url,
           description = excluded.description, filled = excluded.filled, updated_at = excluded.updated_at)"};
static constexpr db::query copy_body{
    R"(INSERT INTO contents_body (content_id, document, url, description, filled, created_at, updated_at)
       SELECT $1, document, url, description, filled, $2, $2 FROM contents_body WHERE content_id = $3)"};

struct kept_lesson {
    content_id id;
    content_type type = content_type::VIDEO;
    bool begun = false;
};
BOOST_DESCRIBE_STRUCT(kept_lesson, (), (id, type, begun))
static constexpr db::query one_lesson{
    "SELECT id, type, begun FROM contents WHERE id = $1 AND course_id = $2 AND removed_at IS NULL"};
static constexpr db::query copy_lesson{
    R"(INSERT INTO contents (course_id, curriculum_id, title, type, idx, time_amount, origin_name, size_bytes, replaces,
                             created_at, updated_at)
       SELECT course_id, curriculum_id, title, type, idx, time_amount, origin_name, size_bytes, id, $1, $1
       FROM contents WHERE id = $2 RETURNING id)"};
static constexpr db::query retire_lesson{"UPDATE contents SET removed_at = $1 WHERE id = $2"};
static constexpr db::query set_begun{"UPDATE contents SET begun = TRUE, held = TRUE WHERE id = $1 AND NOT begun"};
static constexpr db::query set_held{
    "UPDATE contents SET held = TRUE WHERE course_id = $1 AND removed_at IS NULL AND NOT held"};

void check_place(content_type type, const body_change& to)
{
    const auto not_here = [](std::string_view pointer) {
        return invalid(pointer, "not_of_this_type",
                       {"이 유형의 차시에는 없는 내용입니다.", "A lesson of this type has no such content."});
    };
    if (to.document && type != content_type::TEXT)
        throw not_here("/document");
    if (to.url && type != content_type::LINK)
        throw not_here("/url");
    if (to.description && (has_file(type) || type == content_type::TEXT))
        throw not_here("/description");
    if (to.url && !to.url->empty() && !is_web_address(*to.url))
        throw invalid("/url", "address",
                      {"https://로 시작하는 주소를 쓰세요. 예: https://example.kr/guide",
                       "Give an address that begins with https://, such as https://example.kr/guide"});
}

bool is_filled(content_type type, const lesson_body& body)
{
    if (type == content_type::TEXT)
        return body.document && !plain_text_of(*body.document).empty();
    return type != content_type::LINK || !body.url.empty();
}

} // namespace

lesson_body body_of(db::connection& in, content_id lesson)
{
    return in.first<lesson_body>(kept_body, lesson).value_or(lesson_body{});
}

content_id add_lesson(db::connection& in, course_id of, curriculum_id to, std::string_view title, content_type type,
                      timestamp now)
{
    const auto made = add_content(in, of, to, title, type, {}, now);
    in.run(keep_body, made, std::optional<rich_text>{}, "", "", is_filled(type, {}), now);
    return made;
}

content_id change_body(db::connection& in, course_id of, content_id which, const body_change& to, timestamp now)
{
    const auto known = in.first<kept_lesson>(one_lesson, which, of);
    if (!known)
        throw not_found({"콘텐츠", "the lesson"});
    check_place(known->type, to);
    auto body = body_of(in, which);
    const auto before = body;
    if (to.document)
        body.document = to.document;
    if (to.url)
        body.url = *to.url;
    if (to.description)
        body.description = *to.description;
    // What says the same needs no new lesson.
    const auto same = [](const std::optional<rich_text>& a, const std::optional<rich_text>& b) {
        return a.has_value() == b.has_value() && (!a || a->json == b->json);
    };
    if (same(body.document, before.document) && body.url == before.url && body.description == before.description)
        return which;
    const auto lesson = changeable(in, of, which, now);
    in.run(keep_body, lesson.id, body.document, body.url, body.description, is_filled(lesson.type, body), now);
    return lesson.id;
}

changeable_lesson changeable(db::connection& in, course_id of, content_id which, timestamp now)
{
    const auto known = in.first<kept_lesson>(one_lesson, which, of);
    if (!known)
        throw not_found({"콘텐츠", "the lesson"});
    if (!known->begun)
        return {known->id, known->type};
    const auto made = in.first<content_id>(copy_lesson, now, which).value();
    in.run(copy_body, made, now, which);
    in.run(retire_lesson, now, which);
    return {made, known->type};
}

void note_begun(db::connection& in, content_id which) { in.run(set_begun, which); }
void note_held(db::connection& in, course_id of) { in.run(set_held, of); }

} // namespace ahimmoyak::courses
