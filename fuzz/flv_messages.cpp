#include "media/bytes.hpp"
#include "media/cmaf/init_segment.hpp"
#include "media/ingest/ingest.hpp"

using namespace ahimmoyak;
using namespace ahimmoyak::media;

// Messages as a publisher sends them, any codec: a byte of track and step in time, two of length, the tag. Whatever
// they hold, runs can be written down, and parts follow each other.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    ingest frames{{}};
    byte_reader in{{data, size}};
    std::uint32_t time = 0;
    std::int64_t end = 0;
    while (in.left() >= 3) {
        const unsigned what = in.u8();
        const std::size_t length = in.u16();
        time += what >> 1;
        const auto payload = in.take(std::min(length, in.left()));
        if (!frames.take({(what & 1) != 0, time, std::string{payload}}, timestamp{}))
            return 0;
        for (const auto& cut : frames.cuts()) {
            if (const auto* run = std::get_if<hls::run>(&cut)) {
                if (run->video && (run->video->width <= 0 || run->video->codec.empty()))
                    __builtin_trap();
                (void)cmaf::write_init_segment(run->video, run->audio);
            }
            const auto* part = std::get_if<hls::new_part>(&cut);
            if (!part)
                continue;
            if (part->duration <= 0 || (end > 0 && part->start != end) || part->gap != part->bytes.empty())
                __builtin_trap();
            end = part->start + part->duration;
        }
    }
    return 0;
}
