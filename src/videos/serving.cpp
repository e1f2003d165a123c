#include "videos/serving.hpp"

#include "base/problem.hpp"
#include "http/handle.hpp"
#include "json/codec.hpp"
#include "objects/range.hpp"
#include "videos/protocol.hpp"
#include "videos/records.hpp"

#include <fmt/format.h>

namespace ahimmoyak::videos {

namespace {

constexpr std::string_view for_ever = "private, max-age=31536000, immutable"; // a new video has a new address
constexpr std::string_view playlist_type = "application/vnd.apple.mpegurl";

http::response text_answer(std::string_view type, std::string body, std::string_view caching)
{
    http::response answer{200, std::string{type}, std::move(body), {}};
    answer.with("Cache-Control", std::string{caching});
    return answer;
}

struct piece {
    const shelved::file* file = nullptr;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::string_view type;
};

std::optional<std::int64_t> number_in(std::string_view text, std::string_view suffix)
{
    std::int64_t value = 0;
    if (!text.ends_with(suffix) || !json::text_to_whole(text.substr(0, text.size() - suffix.size()), value))
        return std::nullopt;
    return value;
}

// poster.jpg, thumbnails.jpg, 2/init.mp4, 2/0.m4s …
std::optional<piece> piece_of(const shelved& of, std::string_view name)
{
    const auto whole = [&](std::int64_t number) -> std::optional<piece> {
        const auto found = of.files.find(number);
        if (found == of.files.end() || !found->second.opened.descriptor)
            return std::nullopt;
        return piece{&found->second, 0, found->second.opened.size, "image/jpeg"};
    };
    if (name == "poster.jpg")
        return whole(protocol::poster);
    if (name == "thumbnails.jpg")
        return whole(protocol::thumbnails);
    const auto slash = name.find('/');
    const auto number = slash == std::string_view::npos ? std::nullopt : number_in(name.substr(0, slash), "");
    const auto found = number ? of.files.find(*number) : of.files.end();
    if (found == of.files.end() || found->second.starts.empty())
        return std::nullopt;
    const auto& file = found->second;
    name.remove_prefix(slash + 1);
    if (name == "init.mp4")
        return piece{&file, 0, file.starts.front(), "video/mp4"};
    const auto segment = number_in(name, ".m4s");
    if (!segment || *segment < 0 || *segment + 1 >= std::ssize(file.starts))
        return std::nullopt;
    const auto at = static_cast<std::size_t>(*segment);
    return piece{&file, file.starts[at], file.starts[at + 1] - file.starts[at], "video/mp4"};
}

task<http::response> send(module& m, piece what, const http::request& in, std::shared_ptr<const shelved> kept)
{
    http::response answer{200, std::string{what.type}, {}, {}};
    answer.with("Cache-Control", std::string{for_ever}).with("Accept-Ranges", "bytes");
    const auto size = what.length;
    const auto wanted = in.count("range") == 1 && in.header("if-range").empty()
                            ? objects::range_of(in.header("range"), size)
                            : objects::asked_range{};
    if (wanted.is == objects::asked_range::kind::unsatisfiable) {
        auto refused = http::refusal({416, "range", {"파일에 없는 범위입니다.", "The file has no such range."}}, in);
        refused.with("Content-Range", "bytes */" + std::to_string(size)).with("Cache-Control", "no-store");
        co_return refused;
    }
    if (wanted.is == objects::asked_range::kind::part) {
        answer.status = 206;
        answer.with("Content-Range",
                    fmt::format("bytes {}-{}/{}", wanted.part.first, wanted.part.first + wanted.part.length - 1, size));
        what.offset += wanted.part.first;
        what.length = wanted.part.length;
    }
    if (what.file->opened.descriptor)
        answer.body = http::file_range{what.file->opened.descriptor, what.offset, what.length};
    else
        answer.body = co_await objects::read_whole(m.store, what.file->key, what.offset, what.length);
    co_return answer;
}

// captions/7/ko.vtt
task<http::response> send_captions(module& m, video_id which, std::string_view name)
{
    name.remove_prefix(std::string_view{"captions/"}.size());
    const auto slash = std::min(name.find('/'), name.size());
    const courses::content_id lesson{number_in(name.substr(0, slash), "").value_or(0)};
    const std::string language{name.substr(std::min(name.size(), slash + 1))};
    auto text = co_await m.database.read([&](db::connection& in) {
        return webvtt_of(in, which, lesson, std::string_view{language}.substr(0, language.size() - 4));
    });
    if (!text)
        throw not_found({"자막", "the captions"});
    // Their version stands in the address, but an address without one shall not stay old.
    co_return text_answer("text/vtt; charset=utf-8", *std::move(text), "private, max-age=60");
}

task<http::response> play(module& m, const http::exchange& x)
{
    const auto id = x.in.capture("videoId");
    if (!m.pass.opens(x.in, id)) {
        auto refused = http::refusal({403,
                                      "playback_refused",
                                      {"재생 권한이 없거나 만료되었습니다. 강의 페이지를 다시 여세요.",
                                       "The right to play is missing or over. Open the lesson's page again."}},
                                     x.in);
        refused.with("Cache-Control", "no-store");
        co_return refused;
    }
    video_id which;
    json::text_to_whole(id, which.value);
    const auto name = x.in.capture("file");
    if (name.starts_with("captions/") && name.ends_with(".vtt") && name.size() > 14)
        co_return co_await send_captions(m, which, name);
    const auto kept = co_await m.shelf.find(which);
    if (!kept)
        throw not_found({"동영상", "the video"});
    if (name == "index.m3u8")
        co_return text_answer(playlist_type, kept->multivariant, for_ever);
    if (const auto number = number_in(name, ".m3u8")) {
        const auto found = kept->playlists.find(*number);
        if (found == kept->playlists.end())
            throw not_found({"재생 목록", "the playlist"});
        co_return text_answer(playlist_type, found->second, for_ever);
    }
    auto what = piece_of(*kept, name);
    if (!what)
        throw not_found({"파일", "the file"});
    co_return co_await send(m, *what, x.in, kept);
}

} // namespace

void add_serving(http::router& to, module& m)
{
    to.add(http::route{http::verb::get,
                       "/vod/{videoId}/{file*}",
                       http::allow::anyone, // the playback cookie decides
                       "A playlist or a piece of a lesson's video",
                       {},
                       [&m](const http::exchange& x) { return play(m, x); }});
}

} // namespace ahimmoyak::videos
