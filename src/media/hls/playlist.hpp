#pragma once

#include "media/hls/timeline.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The text of playlists (draft-pantos-hls-rfc8216bis-22). Pure.
namespace ahimmoyak::media::hls {

/// What the player is told it may do; derived from the durations, the same in every playlist.
struct server_control {
    double can_skip_until;
    double hold_back;
    double part_hold_back;
};
server_control control_of(const durations& fixed);

/// File names within a channel; `parse` of serve.hpp reads them back.
std::string init_name(std::uint64_t number);
std::string segment_name(std::uint64_t msn);
std::string part_name(std::uint64_t msn, std::size_t number);

/// The whole media playlist.
std::string render(const timeline& of);
/// The delta (EXT-X-SKIP) against any playlist of the last CAN-SKIP-UNTIL; the whole one when nothing can be skipped.
std::string render_delta(const timeline& of);

/// The multivariant playlist.
std::string render_multivariant(const std::vector<variant>& of);

/// A gzip member (RFC 1952) of `text`.
std::string gzip(std::string_view text);

} // namespace ahimmoyak::media::hls
