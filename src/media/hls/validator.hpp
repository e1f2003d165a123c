#pragma once

#include <string>
#include <string_view>
#include <vector>

/// A strict reader of media playlists, for tests: every rule of draft-pantos-hls-rfc8216bis-22 that
/// can be judged from the text. No Safari runs where we test, so this stands in for its temper.
namespace ahimmoyak::media::hls {

/// The rules a playlist breaks, each with its section; empty when it breaks none.
std::vector<std::string> check_playlist(std::string_view text);

/// The rules broken between two whole (not delta) playlists of one address, fetched one after the other.
std::vector<std::string> check_update(std::string_view earlier, std::string_view later);

/// What is wrong between the media playlists of a broadcast, fetched at about the same time: reports, durations, and
/// segments of one number that are not of one time. Each with its address, relative to the multivariant playlist.
struct named_playlist {
    std::string uri;
    std::string text;
};
std::vector<std::string> check_renditions(const std::vector<named_playlist>& of);

} // namespace ahimmoyak::media::hls
