#include "media/ingest/ingest.hpp"

#include "media/bytes.hpp"

#include <stdexcept>

using namespace ahimmoyak;
using namespace ahimmoyak::media;

namespace {

std::string avc_header()
{
    constexpr std::string_view hex = "014d401fffe10017674d401feca02802dd808800001f480007530078c18cb001000468ce0fc8";
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes.push_back(static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16)));
    return std::string{"\x17\0\0\0\0", 5} + bytes;
}

} // namespace

// Two bytes of the input make a frame: its track, whether it is a key frame, and how far time moves.
// Whatever the times, parts are whole, follow each other and are no longer than promised.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    ingest frames{{}};
    byte_reader in{{data, size}};
    std::uint32_t time = 0;
    std::int64_t end = 0;
    std::int64_t longest = 0;
    (void)frames.take({true, 0, avc_header()}, timestamp{});
    (void)frames.take({false, 0, std::string{"\xaf\0\x11\x90", 4}}, timestamp{});
    while (in.left() >= 2) {
        const auto what = in.u8();
        const auto step = in.u8();
        time += what & 4 ? step * 16'777U : step;
        std::string payload = what & 1 ? std::string{"\x27\1\0\0\0\0\0\0\2\x41\1", 11} : std::string{"\xaf\1s", 3};
        if ((what & 3) == 3) {
            payload[0] = 0x17;
            payload[9] = 0x65;
        }
        payload[payload.size() - 1] = static_cast<char>(what);
        (void)frames.take({(what & 1) != 0, time, payload}, timestamp{});
        for (const auto& cut : frames.cuts()) {
            if (const auto* run = std::get_if<hls::run>(&cut))
                longest = run->fixed.part_target;
            const auto* part = std::get_if<hls::new_part>(&cut);
            if (!part)
                continue;
            if (part->duration <= 0 || part->duration > longest || (end > 0 && part->start != end) ||
                part->gap != part->bytes.empty())
                __builtin_trap();
            end = part->start + part->duration;
        }
    }
    return 0;
}
