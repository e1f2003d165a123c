#pragma once

#include "courses/course.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::videos {

struct video_tag;
using video_id = id<video_tag>;

enum class video_state : std::uint8_t { WAITING, WORKING, READY, FAILED };
BOOST_DESCRIBE_ENUM(video_state, WAITING, WORKING, READY, FAILED)

/// Why a video could not be prepared. The pages have the words, and what to do.
enum class video_failure : std::uint8_t {
    NOT_A_VIDEO,   ///< nothing in it that the product reads
    NO_PICTURE,    ///< sound only
    TOO_LARGE,     ///< its picture
    UNSUPPORTED,   ///< a codec that the product does not read
    BROKEN,        ///< not one picture of it can be had
    TOO_LONG,      ///< it took more time than it may
    OUT_OF_MEMORY, ///< or more memory
    STORE_FULL,    ///< no room for what is made of it
    CRASHED,       ///< again and again
};
BOOST_DESCRIBE_ENUM(video_failure, NOT_A_VIDEO, NO_PICTURE, TOO_LARGE, UNSUPPORTED, BROKEN, TOO_LONG, OUT_OF_MEMORY,
                    STORE_FULL, CRASHED)

/// A file of fragmented MP4 whose fragments are the segments of a playlist.
struct rendition {
    std::int64_t file = 0; ///< its number among the video's files
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::int64_t bandwidth = 0; ///< bits a second, of the thickest segment
    std::int64_t average_bandwidth = 0;
    std::string codecs; ///< RFC 6381
    std::int64_t init_size = 0;
    std::vector<std::int64_t> segment_ms;
    std::vector<std::int64_t> segment_bytes;
};
BOOST_DESCRIBE_STRUCT(rendition, (),
                      (file, width, height, bandwidth, average_bandwidth, codecs, init_size, segment_ms, segment_bytes))

/// What the worker found out and made.
struct prepared {
    std::int64_t duration_ms = 0;
    std::int64_t width = 0; ///< of the source, upright
    std::int64_t height = 0;
    bool damaged = false;      ///< the source ends early, or parts of it mean nothing
    std::int64_t every_ms = 0; ///< a small picture for each stretch of so much
    std::int64_t count = 0;
    std::int64_t columns = 0;
    std::int64_t small_width = 0;
    std::int64_t small_height = 0;
    std::string video_codec;
    std::optional<std::string> audio_codec;
    std::optional<std::int64_t> loudness_centi_lufs; ///< of the source, by EBU R128; none: silent
    std::vector<rendition> renditions;               ///< largest first
};
BOOST_DESCRIBE_STRUCT(prepared, (),
                      (duration_ms, width, height, damaged, every_ms, count, columns, small_width, small_height,
                       video_codec, audio_codec, loudness_centi_lufs, renditions))

/// How the builder shows it.
struct lesson_video {
    courses::content_id content_id;
    video_state state = video_state::WAITING;
    std::int64_t percent = 0;
    std::optional<video_failure> reason;
    std::optional<std::int64_t> duration_ms;
    std::vector<std::int64_t> sizes; ///< the shorter sides of the renditions: 720, 360
    std::optional<std::int64_t> loudness_centi_lufs;
    bool damaged = false;
};
BOOST_DESCRIBE_STRUCT(lesson_video, (),
                      (content_id, state, percent, reason, duration_ms, sizes, loudness_centi_lufs, damaged))

/// Small pictures for seeking: one sheet, row by row.
struct thumbnail_sheet {
    std::string url;
    std::int64_t every_ms = 0;
    std::int64_t count = 0;
    std::int64_t columns = 0;
    std::int64_t width = 0; ///< of one
    std::int64_t height = 0;
};
BOOST_DESCRIBE_STRUCT(thumbnail_sheet, (), (url, every_ms, count, columns, width, height))

struct caption_track {
    std::string language;
    std::string url; ///< WebVTT
};
BOOST_DESCRIBE_STRUCT(caption_track, (), (language, url))

/// A chapter within a video.
struct mark {
    whole<0, 24 * 3600> at_seconds;
    text<1, 100> title;
};
BOOST_DESCRIBE_STRUCT(mark, (), (at_seconds, title))

/// What a player needs besides the file itself. The addresses are the same for all; the cookie opens them.
struct playable {
    video_state state = video_state::WAITING;
    std::int64_t percent = 0;
    std::optional<std::string> playlist_url; ///< HLS, once it is READY; until then the file itself is played
    std::optional<std::string> poster_url;
    std::optional<thumbnail_sheet> thumbnails;
    std::vector<caption_track> captions;
    std::vector<mark> marks;
};
BOOST_DESCRIBE_STRUCT(playable, (), (state, percent, playlist_url, poster_url, thumbnails, captions, marks))

} // namespace ahimmoyak::videos
