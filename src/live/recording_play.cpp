#include "live/recording_play.hpp"

#include "base/problem.hpp"
#include "http/handle.hpp"
#include "live/recording_pictures.hpp"
#include "objects/range.hpp"

#include <fmt/format.h>

namespace ahimmoyak::live {

namespace {

std::optional<std::size_t> stretch_named(std::string_view name, std::string_view suffix, std::size_t count)
{
    std::int64_t number = 0;
    if (!name.ends_with(suffix) || !json::text_to_whole(name.substr(0, name.size() - suffix.size()), number) ||
        number < 0 || static_cast<std::size_t>(number) >= count)
        return std::nullopt;
    return static_cast<std::size_t>(number);
}

// A stretch is about six seconds, so that one of a store that is elsewhere fits into memory.
task<http::response> send_media(module& m, std::shared_ptr<const shelved_recording> from, std::uint64_t offset,
                                std::uint64_t length, const http::request& in)
{
    http::response answer{200, "video/mp4", {}, {}};
    answer.with("Cache-Control", "private, max-age=600").with("Accept-Ranges", "bytes");
    const auto wanted = in.count("range") == 1 && in.header("if-range").empty()
                            ? objects::range_of(in.header("range"), length)
                            : objects::asked_range{};
    if (wanted.is == objects::asked_range::kind::unsatisfiable) {
        auto refused = http::refusal({416, "range", {"파일에 없는 범위입니다.", "The file has no such range."}}, in);
        refused.with("Content-Range", "bytes */" + std::to_string(length)).with("Cache-Control", "no-store");
        co_return refused;
    }
    if (wanted.is == objects::asked_range::kind::part) {
        answer.status = 206;
        answer.with("Content-Range", fmt::format("bytes {}-{}/{}", wanted.part.first,
                                                 wanted.part.first + wanted.part.length - 1, length));
        offset += wanted.part.first;
        length = wanted.part.length;
    }
    if (from->file.descriptor)
        answer.body = http::file_range{from->file.descriptor, offset, length};
    else
        answer.body = co_await objects::read_whole(m.store, from->facts.media_key, offset, length);
    co_return answer;
}

task<http::response> send_picture(module& m, channel_id of, bool poster)
{
    const auto found = co_await m.db.read([&](db::connection& c) { return find_pictures(c, of); });
    const auto key = found ? (poster ? found->poster_key : found->sheet_key) : std::string{};
    const auto there = found ? co_await m.store.head(key) : std::nullopt;
    if (!there)
        throw not_found({"그림", "the picture"});
    http::response answer{200, "image/jpeg", co_await objects::read_whole(m.store, key, 0, there->size), {}};
    answer.with("Cache-Control", "private, max-age=86400");
    co_return answer;
}

task<http::response> play_recording(module& m, const http::exchange& x)
{
    const auto channel = x.in.capture("channel");
    if (!m.recording_pass.opens(x.in, channel)) {
        auto refused = http::refusal({403,
                                      "playback_refused",
                                      {"재생 권한이 없거나 만료되었습니다. 강의 페이지를 다시 여세요.",
                                       "The right to play is missing or over. Open the lecture's page again."}},
                                     x.in);
        refused.with("Cache-Control", "no-store");
        co_return refused;
    }
    channel_id which;
    json::text_to_whole(channel, which.value);
    const auto kept = co_await m.shelf.find(which);
    if (!kept)
        throw not_found({"녹화", "the recording"});
    const auto name = x.in.capture("file");
    if (name == "index.m3u8") {
        http::response answer{200, "application/vnd.apple.mpegurl", kept->playlist, {}};
        answer.with("Cache-Control", "private, max-age=60");
        co_return answer;
    }
    if (name == "poster.jpg" || name == "scenes.jpg")
        co_return co_await send_picture(m, which, name == "poster.jpg");
    const auto count = kept->stretches.size();
    if (const auto init = stretch_named(name, "-init.mp4", count)) {
        const auto& of = kept->stretches[*init];
        co_return co_await send_media(m, kept, of.init_offset, of.init_length, x.in);
    }
    if (const auto media = stretch_named(name, ".m4s", count)) {
        const auto& of = kept->stretches[*media];
        co_return co_await send_media(m, kept, of.offset, of.length, x.in);
    }
    throw not_found({"파일", "the file"});
}

} // namespace

void add_recording_playback(http::router& to, module& m)
{
    to.add(http::route{http::verb::get,
                       "/recordings/{channel}/{file*}",
                       http::allow::anyone, // the playback cookie decides
                       "A playlist or a piece of the recording of a lecture",
                       {},
                       [&m](const http::exchange& x) { return play_recording(m, x); }});
}

} // namespace ahimmoyak::live
