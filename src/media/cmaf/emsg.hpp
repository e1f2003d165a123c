#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ahimmoyak::media::cmaf {

/// Longest text of an event.
inline constexpr std::size_t longest_event_text = 1024;

/// An ID3v2.4 tag with one TXXX frame of this UTF-8 text (id3.org/id3v2.4.0-structure §3.1, -frames §4.2.6).
std::string write_id3_text(std::string_view description, std::string_view text);

/// An emsg box, version 1, carrying an ID3 tag (aomediacodec.github.io/id3-emsg §2). `media_time` is in
/// `timescale` on the time line of tfdt; goes before the moof whose time it lies in.
std::string write_id3_event(std::uint32_t timescale, std::uint64_t media_time, std::uint32_t id, std::string_view id3);

} // namespace ahimmoyak::media::cmaf
