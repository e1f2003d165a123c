#pragma once

#include "db/connection.hpp"
#include "videos/captions.hpp"
#include "videos/video.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is kept of videos, in the caller's transaction.
namespace ahimmoyak::videos {

/// How often a video is begun before it is given up.
inline constexpr std::int64_t most_attempts = 3;

/// WAITING, unless the file is known already.
void expect_video(db::connection& in, courses::content_id of, std::string_view key, timestamp now);

struct taken_video {
    video_id id;
    std::string object_key;
    std::int64_t attempts = 0; ///< with this one
};
BOOST_DESCRIBE_STRUCT(taken_video, (), (id, object_key, attempts))
/// What this process was at when it ended, and what others were at and are not believed any more, waits again; what
/// was begun too often has failed.
void take_up_again(db::connection& in, std::string_view by, timestamp now);
/// Is there one that waits? Asked all the time, so that nothing is written for nothing.
bool something_waits(db::connection& in, timestamp now);
/// The next that waits; it is this process's until the moment.
std::optional<taken_video> take_next(db::connection& in, std::string_view by, timestamp now, timestamp until);

/// Each answers false when the video is not this process's any more: then nothing is changed.
bool note_progress(db::connection& in, video_id which, std::string_view by, std::int64_t percent, timestamp now,
                   timestamp until);
bool mark_ready(db::connection& in, video_id which, std::string_view by, const prepared& made, timestamp now);
bool mark_failed(db::connection& in, video_id which, std::string_view by, video_failure why, timestamp now);
/// `counted`: it was the video's fault, as far as can be known.
bool put_back(db::connection& in, video_id which, std::string_view by, bool counted, timestamp not_before,
              timestamp now);

struct video_file {
    std::string object_key;
    std::string upload_id;
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(video_file, (), (object_key, upload_id, number))
/// What was made of videos that are READY and must be in the store, with the name of the video and whose it is.
struct made_file {
    std::string object_key;
    std::string origin_name;
    std::string institution;
};
BOOST_DESCRIBE_STRUCT(made_file, (), (object_key, origin_name, institution))
std::vector<made_file> made_files(db::connection& in);
void add_file(db::connection& in, video_id of, const video_file& file);
std::vector<video_file> files_of(db::connection& in, video_id of);
void forget_files(db::connection& in, video_id of);

/// The videos that no lesson but this one has: copies of a course have theirs together.
struct known_video {
    video_id id;
    std::string object_key;
};
BOOST_DESCRIBE_STRUCT(known_video, (), (id, object_key))
std::vector<known_video> videos_left_by(db::connection& in, courses::content_id lesson);
std::optional<video_id> video_of_key(db::connection& in, std::string_view key);
/// Its files stay known until they are gone.
void forget_video(db::connection& in, video_id which);
/// Captions and chapters, for a lesson that has none of its own yet.
void copy_lesson(db::connection& in, courses::content_id from, courses::content_id to, timestamp now);
/// Captions and chapters.
void forget_lesson(db::connection& in, courses::content_id which);
/// Files of videos that are not known any more.
std::vector<video_id> orphans(db::connection& in);

std::optional<prepared> facts_of(db::connection& in, video_id which);
std::vector<lesson_video> of_course(db::connection& in, courses::course_id which);
/// Begins a failed one anew; a 404 when the lesson has no video, a 409 when it has not failed.
void begin_anew(db::connection& in, courses::content_id of, timestamp now);

/// What plays the file; nothing when it is no video that is known. `id` is for the cookie.
struct found_playable {
    video_id id;
    playable shown;
};
std::optional<found_playable> playable_of(db::connection& in, courses::content_id lesson, std::string_view key);

struct captions {
    std::string language;
    std::int64_t version = 0;
    timestamp updated_at{};
    std::vector<cue> cues;
};
BOOST_DESCRIBE_STRUCT(captions, (), (language, version, updated_at, cues))
std::vector<captions> captions_of(db::connection& in, courses::content_id of);
/// Throws the 422 when the lesson has too many languages, and the 412 when `based_on` is another version.
captions keep_captions(db::connection& in, courses::content_id of, std::string_view language, std::vector<cue> cues,
                       std::optional<std::int64_t> based_on, timestamp now);
bool remove_captions(db::connection& in, courses::content_id of, std::string_view language);
/// Of a lesson that has the video: copies of a course have it together, but each its own captions.
std::optional<std::string> webvtt_of(db::connection& in, video_id which, courses::content_id lesson,
                                     std::string_view language);

std::vector<mark> marks_of(db::connection& in, courses::content_id of);
void keep_marks(db::connection& in, courses::content_id of, const std::vector<mark>& marks);

} // namespace ahimmoyak::videos
