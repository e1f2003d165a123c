#pragma once

#include "media/bytes.hpp"
#include "media/rtmp/chunk_reader.hpp"

namespace ahimmoyak::media::rtmp {

/// Appends `what` as one chunk of type 0 and the chunks of type 3 it needs (RTMP 1.0 §5.3).
/// `chunk_stream` is 2 to 63, `chunk_size` what the receiver was told last.
void write_chunks(byte_writer& to, std::uint8_t chunk_stream, std::uint32_t chunk_size, const message& what);

} // namespace ahimmoyak::media::rtmp
