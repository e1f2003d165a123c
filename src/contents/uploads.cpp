#include "contents/uploads.hpp"

#include "base/problem.hpp"
#include "contents/events.hpp"
#include "contents/file_type.hpp"
#include "contents/files.hpp"
#include "events/outbox.hpp"

namespace ahimmoyak::contents {

namespace {

static constexpr db::query insert_upload{
    R"(INSERT INTO upload (institution_id, user_id, object_key, upload_id, origin_name, declared_type, size_bytes, state,
                           created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'BEGUN', $8, $8))"};

static constexpr db::query one_upload{
    R"(SELECT id, object_key, upload_id, origin_name, size_bytes, state, mime_type, time_amount, content_id
       FROM upload WHERE object_key = $1 AND institution_id = $2 AND state <> 'STALE')"};

static constexpr db::query one_own_upload{
    R"(SELECT id, object_key, upload_id, origin_name, size_bytes, state, mime_type, time_amount, content_id, institution_id
       FROM upload WHERE object_key = $1 AND user_id = $2 AND state <> 'STALE')"};

static constexpr db::query upload_used_elsewhere{
    "UPDATE upload SET state = 'USED', updated_at = $1 WHERE id = $2 AND state = 'COMPLETED'"};

static constexpr db::query upload_let_go{
    "UPDATE upload SET state = 'STALE', updated_at = $1 WHERE object_key = $2 AND content_id IS NULL"};

static constexpr db::query complete_upload_row{
    R"(UPDATE upload SET state = 'COMPLETED', mime_type = $1, time_amount = $2, updated_at = $3
       WHERE id = $4 AND state = 'BEGUN')"};

static constexpr db::query use_upload{
    "UPDATE upload SET state = 'USED', content_id = $1, updated_at = $2 WHERE id = $3"};

static constexpr db::query stale_one{
    "UPDATE upload SET state = 'STALE', updated_at = $1 WHERE id = $2 AND state <> 'USED'"};

static constexpr db::query stale_all{
    R"(UPDATE upload SET state = 'STALE', updated_at = $1
       WHERE state IN ('BEGUN', 'COMPLETED') AND updated_at < $2)"};

static constexpr db::query all_stale{
    R"(SELECT id, object_key, upload_id, origin_name, size_bytes, state, mime_type, time_amount, content_id
       FROM upload WHERE state = 'STALE' ORDER BY id LIMIT $1)"};

static constexpr db::query delete_upload{"DELETE FROM upload WHERE id = $1"};
static constexpr db::query delete_upload_of_key{"DELETE FROM upload WHERE object_key = $1"};

static constexpr db::query delete_video{"DELETE FROM contents_video WHERE content_id = $1"};
static constexpr db::query delete_material{"DELETE FROM contents_material WHERE content_id = $1"};

static constexpr db::query insert_video{
    R"(INSERT INTO contents_video (content_id, path, origin_name, saved_name, postfix, mime_type, size_bytes, time_amount,
                                   created_at, updated_at)
       VALUES ($1, 'contents', $2, $3, $4, $5, $6, $7, $8, $8))"};

static constexpr db::query insert_material{
    R"(INSERT INTO contents_material (content_id, path, origin_name, saved_name, postfix, mime_type, size_bytes,
                                      created_at, updated_at)
       VALUES ($1, 'contents', $2, $3, $4, $5, $6, $7, $7))"};

// Two lessons, of a course and its copy, may have one object.
static constexpr db::query copy_video{
    R"(INSERT INTO contents_video (content_id, path, origin_name, saved_name, postfix, mime_type, size_bytes, time_amount,
                                   created_at, updated_at)
       SELECT $1, path, origin_name, saved_name, postfix, mime_type, size_bytes, time_amount, $2, $2
       FROM contents_video WHERE content_id = $3)"};
static constexpr db::query copy_material{
    R"(INSERT INTO contents_material (content_id, path, origin_name, saved_name, postfix, mime_type, size_bytes,
                                      created_at, updated_at)
       SELECT $1, path, origin_name, saved_name, postfix, mime_type, size_bytes, $2, $2
       FROM contents_material WHERE content_id = $3)"};
static constexpr db::query lessons_with{
    R"(SELECT CAST((SELECT COUNT(*) FROM contents_video WHERE saved_name = $1 AND content_id <> $2)
            + (SELECT COUNT(*) FROM contents_material WHERE saved_name = $1 AND content_id <> $2) AS BIGINT) AS lessons)"};

void keep_file(db::connection& in, courses::content_id of, courses::content_type type, const upload& file,
               timestamp now)
{
    const auto suffix = suffix_of(file.origin_name);
    const auto& mime = *file.mime_type;
    in.run(delete_video, of);
    in.run(delete_material, of);
    if (type == courses::content_type::VIDEO)
        in.run(insert_video, of, file.origin_name, file.object_key, suffix, mime, file.size_bytes, file.time_amount,
               now);
    else
        in.run(insert_material, of, file.origin_name, file.object_key, suffix, mime, file.size_bytes, now);
}

void tell(db::connection& in, courses::content_id lesson, const lesson_wish& wish, const upload& file)
{
    if (wish.type == courses::content_type::VIDEO)
        events::publish(in, video_placed{lesson, file.object_key}, lesson);
}

upload usable(db::connection& in, institution_id of, const lesson_wish& wish)
{
    auto found = find_upload(in, of, wish.key);
    if (!found)
        throw not_found({"업로드한 파일", "the uploaded file"});
    if (found->state == upload_state::BEGUN)
        throw conflict("upload_not_complete", "BEGUN",
                       {"업로드가 아직 끝나지 않았습니다. 업로드를 마무리한 뒤 저장하세요.",
                        "The upload is not complete yet; complete it, then save."});
    if (found->state == upload_state::USED && (!found->content_id || found->content_id != wish.content))
        throw conflict("upload_used", "USED",
                       {"이미 다른 콘텐츠에 쓰인 파일입니다. 파일을 다시 올리세요.",
                        "This file belongs to another lesson already; upload it again."});
    const bool video = found->mime_type->starts_with("video/");
    if (video != (wish.type == courses::content_type::VIDEO))
        throw invalid("/type", "not_the_files_type",
                      video ? words{"올린 파일은 동영상입니다. 유형을 VIDEO로 하세요.",
                                    "The file is a video; the type must be VIDEO."}
                            : words{"올린 파일은 동영상이 아닙니다. 유형을 MATERIAL로 하거나 동영상을 올리세요.",
                                    "The file is not a video; use MATERIAL, or upload a video."});
    return *std::move(found);
}

} // namespace

void add_upload(db::connection& in, institution_id of, user_id by, const begun_upload& begun, timestamp now)
{
    in.run(insert_upload, of, by, begun.key, begun.upload_id, begun.origin_name, begun.declared_type, begun.size, now);
}

std::optional<upload> find_upload(db::connection& in, institution_id of, std::string_view key)
{
    return in.first<upload>(one_upload, key, of);
}

std::optional<own_upload> find_own_upload(db::connection& in, user_id by, std::string_view key)
{
    return in.first<own_upload>(one_own_upload, key, by);
}

upload use_elsewhere(db::connection& in, institution_id of, user_id by, std::string_view key, timestamp now)
{
    auto found = find_own_upload(in, by, key);
    if (!found || found->institution_id != of)
        throw not_found({"업로드한 파일", "the uploaded file"});
    if (found->state == upload_state::BEGUN)
        throw conflict("upload_not_complete", "BEGUN",
                       {"업로드가 아직 끝나지 않았습니다. 업로드를 마무리한 뒤 저장하세요.",
                        "The upload is not complete yet; complete it, then save."});
    if (in.run(upload_used_elsewhere, now, found->id) != 1)
        throw conflict("upload_used", "USED",
                       {"이미 다른 곳에 쓰인 파일입니다. 파일을 다시 올리세요.",
                        "This file belongs to something else already; upload it again."});
    return *std::move(found);
}

void let_go_elsewhere(db::connection& in, std::string_view key, timestamp now) { in.run(upload_let_go, now, key); }

void mark_completed(db::connection& in, std::int64_t which, std::string_view mime_type,
                    std::optional<std::int64_t> time_amount, timestamp now)
{
    in.run(complete_upload_row, mime_type, time_amount, now, which);
}

void mark_stale(db::connection& in, std::int64_t which, timestamp now) { in.run(stale_one, now, which); }

bool give_up(db::connection& in, std::int64_t which, timestamp now) { return in.run(stale_one, now, which) == 1; }

void mark_all_stale(db::connection& in, timestamp untouched_since, timestamp now)
{
    in.run(stale_all, now, untouched_since);
}

std::vector<upload> stale_uploads(db::connection& in, std::int64_t most) { return in.all<upload>(all_stale, most); }

void remove_upload(db::connection& in, std::int64_t which) { in.run(delete_upload, which); }

void remove_upload_of(db::connection& in, std::string_view key) { in.run(delete_upload_of_key, key); }

courses::content_id save_lesson(db::connection& in, institution_id of, const lesson_wish& wish, timestamp now)
{
    courses::begin_change(in, of, wish.course, std::nullopt, now);
    const auto file = usable(in, of, wish);
    const courses::file_facts facts{file.time_amount, file.origin_name, file.size_bytes};
    if (!wish.content) {
        const auto made = courses::add_content(in, wish.course, wish.curriculum, wish.title, wish.type, facts, now);
        keep_file(in, made, wish.type, file, now);
        in.run(use_upload, made, now, file.id);
        tell(in, made, wish, file);
        return made;
    }
    const auto lesson =
        courses::replace_content(in, wish.course, wish.curriculum, *wish.content, wish.title, wish.type, facts, now);
    const auto before = file_of(in, lesson); // none when a new lesson takes the place of a begun one
    keep_file(in, lesson, wish.type, file, now);
    in.run(use_upload, lesson, now, file.id);
    if (before && before->saved_name != file.object_key)
        events::publish(in, file_replaced{lesson, before->saved_name}, lesson);
    tell(in, lesson, wish, file);
    return lesson;
}

void copy_file(db::connection& in, courses::content_id from, courses::content_id to, timestamp now)
{
    if (in.run(copy_video, to, now, from) > 0)
        events::publish(in, video_copied{from, to}, to);
    in.run(copy_material, to, now, from);
}

bool is_in_use(db::connection& in, std::string_view key, courses::content_id beside)
{
    return in.first<std::int64_t>(lessons_with, key, beside).value_or(0) > 0;
}

std::optional<std::string> remove_file(db::connection& in, courses::content_id of)
{
    auto file = file_of(in, of);
    if (!file)
        return std::nullopt;
    in.run(delete_video, of);
    in.run(delete_material, of);
    return std::move(file->saved_name);
}

} // namespace ahimmoyak::contents
