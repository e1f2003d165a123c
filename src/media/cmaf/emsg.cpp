#include "media/cmaf/emsg.hpp"

#include "media/cmaf/box.hpp"

namespace ahimmoyak::media::cmaf {

namespace {

// Seven bits a byte, so that no size looks like a frame sync of MPEG audio.
void write_syncsafe(byte_writer& to, std::size_t value)
{
    for (int shift = 21; shift >= 0; shift -= 7)
        to.u8(value >> shift & 0x7F);
}

} // namespace

std::string write_id3_text(std::string_view description, std::string_view text)
{
    constexpr std::size_t frame_header = 10;
    // Encoding byte, description with its end, text.
    const auto body = 1 + description.size() + 1 + text.size();
    byte_writer to;
    to.text("ID3");
    to.u8(4);
    to.u8(0);
    to.u8(0);
    write_syncsafe(to, frame_header + body);
    to.text("TXXX");
    write_syncsafe(to, body);
    to.u16(0);
    constexpr unsigned utf8 = 3;
    to.u8(utf8);
    to.text(description);
    to.u8(0);
    to.text(text);
    return to.finish();
}

std::string write_id3_event(std::uint32_t timescale, std::uint64_t media_time, std::uint32_t id, std::string_view id3)
{
    constexpr std::uint32_t open_ended = 0xFFFFFFFF;
    byte_writer to;
    {
        const box emsg{to, "emsg", 1, 0};
        to.u32(timescale);
        to.u64(media_time);
        to.u32(open_ended);
        to.u32(id);
        to.text("https://aomedia.org/emsg/ID3");
        to.u8(0);
        to.u8(0); // value: none
        to.text(id3);
    }
    return to.finish();
}

} // namespace ahimmoyak::media::cmaf
