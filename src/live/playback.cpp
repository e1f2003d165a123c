#include "live/playback.hpp"

#include "base/problem.hpp"
#include "http/handle.hpp"
#include "media/hls/serve.hpp"

namespace ahimmoyak::live {

namespace {

/// The parts of a segment, kept as long as they are being sent.
http::gathered gathered_of(std::vector<media::shared_bytes> parts)
{
    auto kept = std::make_shared<const std::vector<media::shared_bytes>>(std::move(parts));
    http::gathered body;
    for (const auto& each : *kept)
        body.buffers.emplace_back(each->data(), each->size());
    body.keep = kept;
    return body;
}

/// A refusal that no cache may keep for longer than a second.
http::response refused(const problem& why, const http::request& in, std::string cache_control)
{
    auto answer = http::refusal(why, in);
    answer.with("Cache-Control", cache_control.empty() ? "no-store" : std::move(cache_control));
    return answer;
}

problem why_not(unsigned status)
{
    switch (status) {
    case 400:
        return bad_request("bad_playlist_request",
                           {"재생 목록 요청이 잘못되었습니다.", "The playlist was asked for wrongly."});
    case 404:
        return not_found({"방송", "the broadcast"});
    default:
        return unavailable();
    }
}

task<http::response> play(media::hub& from, const http::path_pass& pass, const http::exchange& x)
{
    const auto channel = x.in.capture("channel");
    if (!pass.opens(x.in, channel))
        co_return refused(problem{403,
                                  "playback_refused",
                                  {"재생 권한이 없거나 만료되었습니다. 강의 페이지를 다시 여세요.",
                                   "The right to play is missing or over. Open the lecture's page again."}},
                          x.in, "no-store");
    co_return co_await deliver(from.find(channel), x);
}

} // namespace

task<http::response> deliver(std::shared_ptr<media::stream> stream, const http::exchange& x)
{
    media::http_request asked{std::string{x.in.capture("file")}, std::string{x.in.query},
                              std::string{x.in.header("accept-encoding")}};
    auto given = co_await media::serve(stream, std::move(asked));
    if (given.status >= 400)
        co_return refused(why_not(given.status), x.in, std::move(given.cache_control));

    http::response answer{
        static_cast<int>(given.status), std::string{given.content_type}, gathered_of(std::move(given.body)), {}};
    answer.with("Cache-Control", std::move(given.cache_control));
    if (given.content_type.ends_with("mpegurl"))
        answer.with("Vary", "Accept-Encoding");
    if (given.gzip)
        answer.with("Content-Encoding", "gzip");
    co_return answer;
}

void add_playback(http::router& to, media::hub& from, const http::path_pass& pass)
{
    to.add(http::route{http::verb::get,
                       "/play/{channel}/{file*}",
                       http::allow::anyone, // the playback cookie decides
                       "A playlist or a piece of the media of a live lecture",
                       {},
                       [&from, &pass](const http::exchange& x) { return play(from, pass, x); }});
}

} // namespace ahimmoyak::live
