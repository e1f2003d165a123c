#include "media/hls/serve.hpp"

#include <charconv>

namespace ahimmoyak::media::hls {

namespace {

// Reads a number without sign or leading zeros, so that every file has exactly one name.
std::optional<std::uint64_t> take_number(std::string_view& from)
{
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(from.data(), from.data() + from.size(), number);
    const auto length = static_cast<std::size_t>(end - from.data());
    if (failure != std::errc{} || length == 0 || (length > 1 && from.front() == '0'))
        return std::nullopt;
    from.remove_prefix(length);
    return number;
}

bool take(std::string_view& from, char expected)
{
    if (from.empty() || from.front() != expected)
        return false;
    from.remove_prefix(1);
    return true;
}

} // namespace

resource parse(std::string_view name)
{
    if (name == "index.m3u8")
        return multivariant_playlist{};
    if (name == "video.m3u8")
        return media_playlist{};
    if (take(name, 'i')) {
        const auto number = take_number(name);
        if (number && name == ".mp4")
            return init_segment{*number};
    } else if (take(name, 's')) {
        const auto msn = take_number(name);
        if (msn && name == ".m4s")
            return whole_segment{*msn};
    } else if (take(name, 'p')) {
        const auto msn = take_number(name);
        if (!msn || !take(name, '.'))
            return unknown_resource{};
        const auto number = take_number(name);
        if (number && name == ".m4s")
            return partial_segment{*msn, *number};
    }
    return unknown_resource{};
}

std::optional<playlist_request> parse_query(std::string_view query)
{
    playlist_request asked;
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto pair = query.substr(0, end);
        query.remove_prefix(end == query.npos ? query.size() : end + 1);
        const auto equals = pair.find('=');
        const auto name = pair.substr(0, equals);
        auto value = equals == pair.npos ? std::string_view{} : pair.substr(equals + 1);
        if (name == "_HLS_msn" || name == "_HLS_part") {
            const auto number = take_number(value);
            if (!number || !value.empty())
                return std::nullopt;
            (name == "_HLS_msn" ? asked.msn : asked.part) = number;
        } else if (name == "_HLS_skip") {
            // Any other value asks for something this server does not know: it may be ignored.
            asked.skip = value == "YES" || value == "v2";
        }
    }
    if (asked.part && !asked.msn)
        return std::nullopt;
    return asked;
}

} // namespace ahimmoyak::media::hls
