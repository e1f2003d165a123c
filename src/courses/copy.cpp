#include "courses/copy.hpp"

#include "courses/pictures.hpp"
#include "courses/records.hpp"

namespace ahimmoyak::courses {

namespace {

static constexpr db::query add_chapter_copy{
    R"(INSERT INTO curriculum (course_id, title, idx, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING id)"};
static constexpr db::query add_lesson_copy{
    R"(INSERT INTO contents (course_id, curriculum_id, title, type, idx, time_amount, origin_name, size_bytes, created_at,
                             updated_at)
       SELECT $1, $2, title, type, idx, time_amount, origin_name, size_bytes, $3, $3 FROM contents WHERE id = $4
       RETURNING id)"};
static constexpr db::query add_body_copy{
    R"(INSERT INTO contents_body (content_id, document, url, description, filled, created_at, updated_at)
       SELECT $1, document, url, description, filled, $2, $2 FROM contents_body WHERE content_id = $3)"};

} // namespace

copied_course copy_course(db::connection& in, institution_id of, course_id which, std::string_view title, timestamp now)
{
    const auto from = read_course(in, of, which);
    copied_course made;
    made.id = add_course(in, of, {title, from.introduction, from.instructor, from.introduction_document}, now);
    for (const auto& chapter : from.curriculums) {
        const auto into = in.first<curriculum_id>(add_chapter_copy, made.id, chapter.title, chapter.idx, now).value();
        for (const auto& each : chapter.contents) {
            const auto lesson = in.first<content_id>(add_lesson_copy, made.id, into, now, each.id).value();
            in.run(add_body_copy, lesson, now, each.id);
            made.lessons.emplace_back(each.id, lesson);
        }
    }
    if (const auto picture = picture_of(in, which))
        set_picture(in, made.id, picture->mime_type, picture->bytes.bytes, now);
    return made;
}

} // namespace ahimmoyak::courses
