#include "videos/records.hpp"

#include "base/problem.hpp"
#include "json/codec.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ahimmoyak::videos {

namespace {

static constexpr db::query insert_video{
    R"(INSERT INTO video (content_id, object_key, state, percent, attempts, not_before, created_at, updated_at)
       VALUES ($1, $2, 'WAITING', 0, 0, $3, $3, $3) ON CONFLICT (object_key) DO NOTHING)"};

static constexpr db::query give_up_begun{
    R"(UPDATE video SET state = 'FAILED', reason = 'CRASHED', worked_by = NULL, updated_at = $1
       WHERE state = 'WORKING' AND attempts >= $2 AND (worked_by = $3 OR not_before < $1))"};
static constexpr db::query wait_again{
    R"(UPDATE video SET state = 'WAITING', percent = 0, worked_by = NULL, not_before = $1, updated_at = $1
       WHERE state = 'WORKING' AND (worked_by = $2 OR not_before < $1))"};

static constexpr db::query next_waiting{
    "SELECT id FROM video WHERE state = 'WAITING' AND not_before <= $1 ORDER BY not_before, id LIMIT 1"};
static constexpr db::query take_waiting{
    R"(UPDATE video SET state = 'WORKING', percent = 0, attempts = attempts + 1, worked_by = $1, not_before = $2,
                        updated_at = $3
       WHERE id = $4 AND state = 'WAITING' RETURNING id, object_key, attempts)"};

static constexpr db::query set_progress{
    R"(UPDATE video SET percent = $1, not_before = $2, updated_at = $3
       WHERE id = $4 AND state = 'WORKING' AND worked_by = $5)"};
static constexpr db::query set_ready{
    R"(UPDATE video SET state = 'READY', percent = 100, facts = $1, reason = NULL, worked_by = NULL, updated_at = $2
       WHERE id = $3 AND state = 'WORKING' AND worked_by = $4)"};
static constexpr db::query set_failed{
    R"(UPDATE video SET state = 'FAILED', reason = $1, worked_by = NULL, updated_at = $2
       WHERE id = $3 AND state = 'WORKING' AND worked_by = $4)"};
static constexpr db::query set_waiting{
    R"(UPDATE video SET state = 'WAITING', percent = 0, attempts = attempts - $1, worked_by = NULL, not_before = $2,
                        updated_at = $3
       WHERE id = $4 AND state = 'WORKING' AND worked_by = $5)"};
static constexpr db::query set_anew{
    R"(UPDATE video SET state = 'WAITING', percent = 0, attempts = 0, reason = NULL, not_before = $1, updated_at = $1
       WHERE id = $2)"};

static constexpr db::query insert_file{
    "INSERT INTO video_file (object_key, video_id, upload_id, number) VALUES ($1, $2, $3, $4)"};
static constexpr db::query all_files{
    "SELECT object_key, upload_id, number FROM video_file WHERE video_id = $1 ORDER BY number"};
static constexpr db::query delete_files{"DELETE FROM video_file WHERE video_id = $1"};
static constexpr db::query without_video{
    R"(SELECT DISTINCT video_id FROM video_file
       WHERE NOT EXISTS (SELECT 1 FROM video WHERE video.id = video_file.video_id) LIMIT 100)"};

static constexpr db::query without_lesson{
    R"(SELECT id, object_key FROM video
       WHERE NOT EXISTS (SELECT 1 FROM contents_video placed
                         WHERE placed.saved_name = video.object_key AND placed.content_id <> $1) ORDER BY id)"};
static constexpr db::query of_key{"SELECT id FROM video WHERE object_key = $1"};
static constexpr db::query delete_video{"DELETE FROM video WHERE id = $1"};
constexpr db::query all_made{R"(
    SELECT f.object_key, u.origin_name, i.name AS institution
    FROM video_file f JOIN video v ON v.id = f.video_id JOIN upload u ON u.object_key = v.object_key
    JOIN institution i ON i.id = u.institution_id WHERE v.state = 'READY' ORDER BY f.video_id, f.number)"};
constexpr db::query copy_captions{R"(
    INSERT INTO video_caption (content_id, language, cues, version, updated_at)
    SELECT $1, language, cues, 1, $2 FROM video_caption WHERE content_id = $3 ON CONFLICT DO NOTHING)"};
constexpr db::query copy_marks{R"(
    INSERT INTO video_mark (content_id, at_seconds, title)
    SELECT $1, at_seconds, title FROM video_mark WHERE content_id = $2 ON CONFLICT DO NOTHING)"};
static constexpr db::query drop_captions{"DELETE FROM video_caption WHERE content_id = $1"};
static constexpr db::query drop_marks{"DELETE FROM video_mark WHERE content_id = $1"};

static constexpr db::query ready_facts{"SELECT facts FROM video WHERE id = $1 AND state = 'READY'"};

struct row_of_course {
    courses::content_id content_id;
    video_state state{};
    std::int64_t percent = 0;
    std::optional<video_failure> reason;
    std::optional<std::string> facts;
};
BOOST_DESCRIBE_STRUCT(row_of_course, (), (content_id, state, percent, reason, facts))
static constexpr db::query course_videos{
    R"(SELECT placed.content_id, video.state, video.percent, video.reason, video.facts
       FROM contents
       JOIN contents_video placed ON placed.content_id = contents.id
       JOIN video ON video.object_key = placed.saved_name
       WHERE contents.course_id = $1 ORDER BY placed.content_id)"};

struct row_of_lesson {
    video_id id;
    video_state state{};
};
BOOST_DESCRIBE_STRUCT(row_of_lesson, (), (id, state))
static constexpr db::query lesson_now{
    R"(SELECT video.id, video.state FROM contents_video placed
       JOIN video ON video.object_key = placed.saved_name WHERE placed.content_id = $1)"};

struct row_to_play {
    video_id id;
    video_state state{};
    std::int64_t percent = 0;
    std::optional<std::string> facts;
};
BOOST_DESCRIBE_STRUCT(row_to_play, (), (id, state, percent, facts))
static constexpr db::query to_play{"SELECT id, state, percent, facts FROM video WHERE object_key = $1"};

struct caption_row {
    std::string language;
    std::string cues;
    std::int64_t version = 0;
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(caption_row, (), (language, cues, version, updated_at))
static constexpr db::query lesson_captions{
    "SELECT language, cues, version, updated_at FROM video_caption WHERE content_id = $1 ORDER BY language"};
static constexpr db::query caption_versions{
    "SELECT language, '' AS cues, version, updated_at FROM video_caption WHERE content_id = $1 ORDER BY language"};
static constexpr db::query upsert_captions{
    R"(INSERT INTO video_caption (content_id, language, cues, version, updated_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (content_id, language) DO UPDATE SET cues = excluded.cues, version = excluded.version,
                                                        updated_at = excluded.updated_at)"};
static constexpr db::query delete_language{"DELETE FROM video_caption WHERE content_id = $1 AND language = $2"};
static constexpr db::query video_captions{
    R"(SELECT video_caption.cues FROM video
       JOIN contents_video placed ON placed.saved_name = video.object_key
       JOIN video_caption ON video_caption.content_id = placed.content_id
       WHERE video.id = $1 AND placed.content_id = $2 AND video_caption.language = $3)"};

struct mark_row {
    std::int64_t at_seconds = 0;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(mark_row, (), (at_seconds, title))
static constexpr db::query all_marks{
    "SELECT at_seconds, title FROM video_mark WHERE content_id = $1 ORDER BY at_seconds"};
static constexpr db::query insert_mark{"INSERT INTO video_mark (content_id, at_seconds, title) VALUES ($1, $2, $3)"};

constexpr std::size_t most_languages = 20;

} // namespace

void expect_video(db::connection& in, courses::content_id of, std::string_view key, timestamp now)
{
    in.run(insert_video, of, key, now);
}

void take_up_again(db::connection& in, std::string_view by, timestamp now)
{
    in.run(give_up_begun, now, most_attempts, by);
    in.run(wait_again, now, by);
}

bool something_waits(db::connection& in, timestamp now) { return in.first<video_id>(next_waiting, now).has_value(); }

std::optional<taken_video> take_next(db::connection& in, std::string_view by, timestamp now, timestamp until)
{
    const auto next = in.first<video_id>(next_waiting, now);
    return next ? in.first<taken_video>(take_waiting, by, until, now, *next) : std::nullopt;
}

bool note_progress(db::connection& in, video_id which, std::string_view by, std::int64_t percent, timestamp now,
                   timestamp until)
{
    return in.run(set_progress, percent, until, now, which, by) > 0;
}

bool mark_ready(db::connection& in, video_id which, std::string_view by, const prepared& made, timestamp now)
{
    return in.run(set_ready, json::encode(made), now, which, by) > 0;
}

bool mark_failed(db::connection& in, video_id which, std::string_view by, video_failure why, timestamp now)
{
    return in.run(set_failed, why, now, which, by) > 0;
}

bool put_back(db::connection& in, video_id which, std::string_view by, bool counted, timestamp not_before,
              timestamp now)
{
    return in.run(set_waiting, counted ? 0 : 1, not_before, now, which, by) > 0;
}

void add_file(db::connection& in, video_id of, const video_file& file)
{
    in.run(insert_file, file.object_key, of, file.upload_id, file.number);
}

std::vector<video_file> files_of(db::connection& in, video_id of) { return in.all<video_file>(all_files, of); }

void forget_files(db::connection& in, video_id of) { in.run(delete_files, of); }

std::vector<known_video> videos_left_by(db::connection& in, courses::content_id lesson)
{
    return in.all<known_video>(without_lesson, lesson);
}

std::optional<video_id> video_of_key(db::connection& in, std::string_view key)
{
    return in.first<video_id>(of_key, key);
}

void forget_video(db::connection& in, video_id which) { in.run(delete_video, which); }

std::vector<made_file> made_files(db::connection& in) { return in.all<made_file>(all_made); }

void copy_lesson(db::connection& in, courses::content_id from, courses::content_id to, timestamp now)
{
    in.run(copy_captions, to, now, from);
    in.run(copy_marks, to, from);
}

void forget_lesson(db::connection& in, courses::content_id which)
{
    in.run(drop_captions, which);
    in.run(drop_marks, which);
}

std::vector<video_id> orphans(db::connection& in) { return in.all<video_id>(without_video); }

std::optional<prepared> facts_of(db::connection& in, video_id which)
{
    const auto text = in.first<std::string>(ready_facts, which);
    return text ? std::optional{json::decode<prepared>(*text)} : std::nullopt;
}

std::vector<lesson_video> of_course(db::connection& in, courses::course_id which)
{
    std::vector<lesson_video> all;
    for (const auto& row : in.all<row_of_course>(course_videos, which)) {
        auto& shown = all.emplace_back();
        shown.content_id = row.content_id;
        shown.state = row.state;
        shown.percent = row.percent;
        shown.reason = row.reason;
        if (!row.facts)
            continue;
        const auto made = json::decode<prepared>(*row.facts);
        shown.duration_ms = made.duration_ms;
        shown.loudness_centi_lufs = made.loudness_centi_lufs;
        shown.damaged = made.damaged;
        for (const auto& each : made.renditions)
            shown.sizes.push_back(std::min(each.width, each.height));
    }
    return all;
}

void begin_anew(db::connection& in, courses::content_id of, timestamp now)
{
    const auto found = in.first<row_of_lesson>(lesson_now, of);
    if (!found)
        throw not_found({"동영상", "the video"});
    if (found->state != video_state::FAILED) {
        const std::string state{boost::describe::enum_to_string(found->state, "")};
        throw conflict("video_not_failed", state,
                       {"준비에 실패한 동영상만 다시 준비할 수 있습니다.",
                        "Only a video whose preparation failed can be prepared again."});
    }
    in.run(set_anew, now, found->id);
}

std::optional<found_playable> playable_of(db::connection& in, courses::content_id lesson, std::string_view key)
{
    const auto row = in.first<row_to_play>(to_play, key);
    if (!row)
        return std::nullopt;
    found_playable found{row->id, {row->state, row->percent, {}, {}, {}, {}, marks_of(in, lesson)}};
    const auto at = "/vod/" + std::to_string(row->id.value) + "/";
    if (row->state == video_state::READY && row->facts) {
        const auto made = json::decode<prepared>(*row->facts);
        found.shown.playlist_url = at + "index.m3u8";
        found.shown.poster_url = at + "poster.jpg";
        found.shown.thumbnails = thumbnail_sheet{at + "thumbnails.jpg", made.every_ms,    made.count,
                                                 made.columns,          made.small_width, made.small_height};
    }
    for (const auto& each : in.all<caption_row>(caption_versions, lesson))
        found.shown.captions.push_back(
            {each.language, fmt::format("{}captions/{}/{}.vtt?v={}", at, lesson.value, each.language, each.version)});
    return found;
}

std::vector<captions> captions_of(db::connection& in, courses::content_id of)
{
    std::vector<captions> all;
    for (auto& row : in.all<caption_row>(lesson_captions, of))
        all.push_back({std::move(row.language), row.version, row.updated_at, json::decode<std::vector<cue>>(row.cues)});
    return all;
}

captions keep_captions(db::connection& in, courses::content_id of, std::string_view language, std::vector<cue> cues,
                       std::optional<std::int64_t> based_on, timestamp now)
{
    const auto there = in.all<caption_row>(caption_versions, of);
    const auto found =
        std::find_if(there.begin(), there.end(), [&](const auto& each) { return each.language == language; });
    if (found == there.end() && there.size() >= most_languages)
        throw invalid("", "count",
                      say("자막은 언어 {}개까지입니다.", "There are at most {} languages.", most_languages));
    const auto before = found == there.end() ? 0 : found->version;
    if (based_on && *based_on != before)
        throw problem{412,
                      "captions_changed",
                      {"다른 사람이 자막을 고쳤습니다. 새로 불러온 뒤 다시 고치세요.",
                       "Somebody else has changed the captions; load them anew, then change them."}};
    captions kept{std::string{language}, before + 1, now, std::move(cues)};
    in.run(upsert_captions, of, language, json::encode(kept.cues), kept.version, now);
    return kept;
}

bool remove_captions(db::connection& in, courses::content_id of, std::string_view language)
{
    return in.run(delete_language, of, language) > 0;
}

std::optional<std::string> webvtt_of(db::connection& in, video_id which, courses::content_id lesson,
                                     std::string_view language)
{
    const auto text = in.first<std::string>(video_captions, which, lesson, language);
    return text ? std::optional{to_webvtt(json::decode<std::vector<cue>>(*text))} : std::nullopt;
}

std::vector<mark> marks_of(db::connection& in, courses::content_id of)
{
    std::vector<mark> all;
    for (auto& row : in.all<mark_row>(all_marks, of))
        all.push_back({{row.at_seconds}, {std::move(row.title)}});
    return all;
}

void keep_marks(db::connection& in, courses::content_id of, const std::vector<mark>& marks)
{
    in.run(drop_marks, of);
    for (const auto& each : marks)
        in.run(insert_mark, of, each.at_seconds.value, each.title.value);
}

} // namespace ahimmoyak::videos
