#include "live/playback.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"
#include "http/handle.hpp"
#include "media/hls/serve.hpp"

#include <charconv>

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

task<http::response> play(media::hub& from, const playback_pass& pass, const http::exchange& x)
{
    const auto channel = x.in.capture("channel");
    if (!pass.opens(x.in.cookie("playback"), channel))
        co_return refused(problem{403,
                                  "playback_refused",
                                  {"재생 권한이 없거나 만료되었습니다. 강의 페이지를 다시 여세요.",
                                   "The right to play is missing or over. Open the lecture's page again."}},
                          x.in, "no-store");
    const auto stream = from.find(channel);
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

} // namespace

std::string playback_pass::signature(std::string_view channel, std::string_view expires) const
{
    std::string said = "playback ";
    said.append(channel).append(" ").append(expires);
    return base64url(hmac_sha256(key_, said));
}

http::cookie playback_pass::issue(channel_id channel, bool secure) const
{
    const auto name = std::to_string(channel.value);
    const auto ends = std::chrono::floor<std::chrono::seconds>(clock_.now()) + lifetime;
    const auto expires = std::to_string(ends.time_since_epoch().count());
    http::cookie made;
    made.name = "playback";
    made.value = expires + "." + signature(name, expires);
    made.path = "/play/" + name;
    made.max_age_seconds = lifetime.count();
    made.secure = secure;
    return made;
}

bool playback_pass::opens(std::string_view value, std::string_view channel) const
{
    const auto dot = value.find('.');
    if (dot == std::string_view::npos)
        return false;
    const auto expires = value.substr(0, dot);
    std::int64_t seconds = 0;
    const auto [end, failure] = std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
    if (failure != std::errc{} || end != expires.data() + expires.size())
        return false;
    return same_secret(value.substr(dot + 1), signature(channel, expires)) &&
           clock_.now() < timestamp{std::chrono::seconds{seconds}};
}

void add_playback(http::router& to, media::hub& from, const playback_pass& pass)
{
    to.add(http::route{http::verb::get,
                       "/play/{channel}/{file*}",
                       http::allow::anyone, // the playback cookie decides
                       "A playlist or a piece of the media of a live lecture",
                       {},
                       [&from, &pass](const http::exchange& x) { return play(from, pass, x); }});
}

} // namespace ahimmoyak::live
