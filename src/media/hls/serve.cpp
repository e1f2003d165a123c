#include "media/hls/serve.hpp"

#include <utility>

namespace ahimmoyak::media {

namespace {

constexpr std::string_view playlist_type = "application/vnd.apple.mpegurl";
constexpr std::string_view media_type = "video/mp4";
constexpr std::string_view immutable = "public, max-age=86400, immutable";
// Short enough that nobody is held back by it, long enough that a crowd is answered once.
constexpr std::string_view one_second = "public, max-age=1";

http_answer refusal(unsigned status, std::string_view why)
{
    http_answer made;
    made.status = status;
    made.content_type = "text/plain; charset=utf-8";
    made.cache_control = one_second;
    made.body.push_back(std::make_shared<const std::string>(why));
    return made;
}

http_answer no_such_media() { return refusal(404, "There is no such media (any more).\n"); }

http_answer media_answer(std::vector<shared_bytes> body)
{
    http_answer made;
    made.content_type = media_type;
    made.cache_control = immutable;
    made.body = std::move(body);
    return made;
}

// RFC 9110 §12.5.3, as far as browsers and players use it.
bool accepts_gzip(std::string_view list)
{
    while (!list.empty()) {
        const auto end = list.find(',');
        auto each = list.substr(0, end);
        list.remove_prefix(end == list.npos ? list.size() : end + 1);
        while (each.starts_with(' '))
            each.remove_prefix(1);
        if (!each.starts_with("gzip"))
            continue;
        const auto quality = each.find("q=0");
        return quality == each.npos || each.find_first_of("123456789", quality) != each.npos;
    }
    return false;
}

task<http_answer> serve_playlist(std::shared_ptr<stream> from, http_request asked)
{
    const auto directives = hls::parse_query(asked.query);
    if (!directives)
        co_return refusal(400, "The delivery directives are not well-formed.\n");
    auto found = co_await from->playlist(*directives);
    switch (found.result) {
    case playlist_answer::outcome::bad_request:
        co_return refusal(400, "The playlist will not come that far.\n");
    case playlist_answer::outcome::late:
        co_return refusal(503, "The broadcast has paused.\n");
    case playlist_answer::outcome::absent:
        co_return no_such_media();
    case playlist_answer::outcome::ok:
        break;
    }
    http_answer made;
    made.content_type = playlist_type;
    made.gzip = accepts_gzip(asked.accept_encoding);
    // What a blocking request waited for never changes its meaning: it may be kept as long as its
    // address can be asked for.
    made.cache_control =
        found.blocking ? "public, max-age=" + std::to_string(6 * found.target_duration.count() / 1'000) : one_second;
    made.body.push_back(made.gzip ? std::move(found.gzip) : std::move(found.plain));
    co_return made;
}

} // namespace

task<http_answer> serve(std::shared_ptr<stream> from, http_request asked)
{
    if (!from)
        co_return no_such_media();
    if (const auto slash = asked.file_name.find('/'); slash != std::string::npos) {
        from = from->rendition(std::string_view{asked.file_name}.substr(0, slash));
        asked.file_name.erase(0, slash + 1);
        // There is one multivariant playlist, and renditions have none of their own.
        if (!from || asked.file_name == "index.m3u8")
            co_return no_such_media();
    }
    const auto what = hls::parse(asked.file_name);
    if (std::holds_alternative<hls::multivariant_playlist>(what)) {
        auto text = co_await from->multivariant();
        if (!text)
            co_return no_such_media();
        http_answer made;
        made.content_type = playlist_type;
        made.cache_control = one_second;
        made.body.push_back(std::move(text));
        co_return made;
    }
    if (std::holds_alternative<hls::media_playlist>(what)) {
        auto answer = co_await serve_playlist(std::move(from), std::move(asked));
        co_return answer;
    }
    if (const auto* part = std::get_if<hls::partial_segment>(&what)) {
        auto found = co_await from->part(part->msn, part->number);
        if (!found)
            co_return no_such_media();
        std::vector<shared_bytes> body;
        body.push_back(std::move(found->bytes));
        co_return media_answer(std::move(body));
    }
    if (const auto* segment = std::get_if<hls::whole_segment>(&what)) {
        auto body = from->segment(segment->msn);
        co_return body.empty() ? no_such_media() : media_answer(std::move(body));
    }
    if (const auto* init = std::get_if<hls::init_segment>(&what)) {
        auto bytes = from->init(init->number);
        if (!bytes)
            co_return no_such_media();
        std::vector<shared_bytes> body;
        body.push_back(std::move(bytes));
        co_return media_answer(std::move(body));
    }
    co_return no_such_media();
}

} // namespace ahimmoyak::media
