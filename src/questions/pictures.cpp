#include "questions/pictures.hpp"

#include "base/problem.hpp"

namespace ahimmoyak::questions {

namespace {

constexpr db::query any_picture{"SELECT mime_type, bytes FROM question_picture WHERE id = $1"};
constexpr db::query own_picture{"SELECT mime_type, bytes FROM question_picture WHERE id = $1 AND institution_id = $2"};
constexpr db::query is_own{"SELECT COUNT(*) AS n FROM question_picture WHERE id = $1 AND institution_id = $2"};
constexpr db::query insert_picture{R"(
    INSERT INTO question_picture (institution_id, user_id, mime_type, bytes, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5) RETURNING id)"};
constexpr db::query forget_unused{R"(
    DELETE FROM question_picture
    WHERE institution_id = $1 AND created_at < $2
      AND NOT EXISTS (SELECT 1 FROM question_version v WHERE v.picture_id = question_picture.id))"};

constexpr std::chrono::hours kept_unused_for{24};

} // namespace

std::optional<kept_picture> picture_of(db::connection& in, picture_id which)
{
    return in.first<kept_picture>(any_picture, which);
}

std::optional<kept_picture> picture_of(db::connection& in, institution_id of, picture_id which)
{
    return in.first<kept_picture>(own_picture, which, of);
}

picture_id keep_picture(db::connection& in, institution_id of, user_id by, std::string_view mime_type,
                        std::string_view bytes, timestamp now)
{
    in.run(forget_unused, of, now - kept_unused_for);
    const db::blob kept{std::string{bytes}};
    return in.first<picture_id>(insert_picture, of, by, mime_type, kept, now).value();
}

void check_picture(db::connection& in, institution_id of, const question_document& what)
{
    if (what.picture && in.first<std::int64_t>(is_own, what.picture->id, of).value_or(0) == 0)
        throw invalid("/document/picture/id", "not_found",
                      {"올린 그림을 찾을 수 없습니다. 다시 올리세요.", "The picture is not there; send it again."});
}

http::response shown(kept_picture&& picture)
{
    http::response answer{200, std::move(picture.mime_type), std::move(picture.bytes.bytes), {}};
    answer.with("Cache-Control", "private, max-age=3600");
    return answer;
}

} // namespace ahimmoyak::questions
