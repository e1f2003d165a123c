#include "contents/files.hpp"

namespace ahimmoyak::contents {

static constexpr db::query one_file{
    R"(SELECT saved_name, origin_name, mime_type, size_bytes, time_amount
       FROM contents_video WHERE content_id = $1
       UNION ALL
       SELECT saved_name, origin_name, mime_type, size_bytes, CAST(NULL AS BIGINT) AS time_amount
       FROM contents_material WHERE content_id = $1)"};

static constexpr db::query all_owned{
    R"(SELECT u.object_key, u.origin_name, u.size_bytes, i.name AS institution
       FROM upload u JOIN institution i ON i.id = u.institution_id
       WHERE u.state IN ('COMPLETED', 'USED') ORDER BY u.id)"};

static constexpr db::query every_video{"SELECT content_id, saved_name FROM contents_video ORDER BY content_id"};
static constexpr db::query other_lesson{
    "SELECT content_id FROM contents_video WHERE saved_name = $1 AND content_id <> $2"};
static constexpr db::query video_lasts{
    "UPDATE contents_video SET time_amount = $1 WHERE saved_name = $2 AND time_amount IS NULL"};
static constexpr db::query lesson_lasts{
    R"(UPDATE contents SET time_amount = $1
       WHERE time_amount IS NULL AND id IN (SELECT content_id FROM contents_video WHERE saved_name = $2))"};

std::vector<placed_video> all_videos(db::connection& in) { return in.all<placed_video>(every_video); }

bool has_other_lesson(db::connection& in, std::string_view saved_name, courses::content_id than)
{
    return in.first<std::int64_t>(other_lesson, saved_name, than).has_value();
}

void set_unknown_duration(db::connection& in, std::string_view saved_name, std::int64_t seconds)
{
    if (in.run(video_lasts, seconds, saved_name) > 0)
        in.run(lesson_lasts, seconds, saved_name);
}

std::optional<lesson_file> file_of(db::connection& in, courses::content_id lesson)
{
    return in.first<lesson_file>(one_file, lesson);
}

std::vector<owned_file> owned_files(db::connection& in) { return in.all<owned_file>(all_owned); }

objects::presentation presentation_of(const lesson_file& file)
{
    const bool shown = file.mime_type.starts_with("video/") || file.mime_type == "application/pdf" ||
                       file.mime_type.starts_with("text/plain") ||
                       (file.mime_type.starts_with("image/") && file.mime_type != "image/heic");
    return {file.mime_type, file.origin_name, !shown};
}

} // namespace ahimmoyak::contents
