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
