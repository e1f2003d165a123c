#include "media/rtmp/amf0.hpp"

using namespace ahimmoyak::media;

// Whatever is read can be written, and reads the same again.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    const auto read = amf0::parse({data, size});
    if (!read)
        return 0;
    byte_writer out;
    for (const auto& each : *read)
        amf0::write(out, each);
    const auto again = amf0::parse(out.bytes());
    if (!again || again->size() != read->size())
        __builtin_trap();
    return 0;
}
