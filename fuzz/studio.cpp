#include "media/bytes.hpp"
#include "media/ingest/ingest.hpp"
#include "studio/message.hpp"

using namespace ahimmoyak;

// The input is a line of frames, each after its length in two bytes, as a hostile page would send them. What is
// read goes on into parts, which are whole and follow each other whatever was in the frames.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    media::ingest frames{{}};
    media::byte_reader in{{data, size}};
    std::int64_t end = 0;
    while (in.left() > 0) {
        const auto length = in.u16();
        const auto what = studio::read(in.take(std::min<std::size_t>(length, in.left())));
        if (!what)
            continue;
        if (const auto* greeting = std::get_if<studio::hello>(&*what))
            frames.describe(greeting->says);
        const auto* medium = std::get_if<studio::medium>(&*what);
        if (!medium)
            continue;
        if (medium->what.payload.size() > studio::largest_message)
            __builtin_trap();
        (void)frames.take(medium->what, timestamp{});
        for (const auto& cut : frames.cuts()) {
            const auto* part = std::get_if<media::hls::new_part>(&cut);
            if (!part)
                continue;
            if (part->duration <= 0 || (end > 0 && part->start != end) || part->gap != part->bytes.empty())
                __builtin_trap();
            end = part->start + part->duration;
        }
    }
    return 0;
}
