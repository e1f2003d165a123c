#include "media/rtmp/chunk_writer.hpp"

#include <algorithm>

namespace ahimmoyak::media::rtmp {

void write_chunks(byte_writer& to, std::uint8_t chunk_stream, std::uint32_t chunk_size, const message& what)
{
    const bool extended = what.timestamp >= 0xFFFFFF;
    to.u8(chunk_stream);
    to.u24(extended ? 0xFFFFFF : what.timestamp);
    to.u24(what.payload.size());
    to.u8(static_cast<std::uint8_t>(what.type));
    for (unsigned i = 0; i < 4; ++i)
        to.u8(what.stream_id >> (8 * i) & 0xFF);
    std::string_view rest = what.payload;
    do {
        if (extended)
            to.u32(what.timestamp);
        const auto size = std::min<std::size_t>(rest.size(), chunk_size);
        to.text(rest.substr(0, size));
        rest.remove_prefix(size);
        if (!rest.empty())
            to.u8(0xC0U | chunk_stream);
    } while (!rest.empty());
}

} // namespace ahimmoyak::media::rtmp
