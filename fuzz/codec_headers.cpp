#include "media/codec/aac.hpp"
#include "media/codec/avc.hpp"
#include "media/codec/flv.hpp"

using namespace ahimmoyak::media;

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    const std::string_view bytes{data, size};
    (void)aac::parse_configuration(bytes);
    (void)flv::parse_audio(bytes);
    (void)flv::parse_video(bytes);
    const auto format = avc::parse_configuration(bytes);
    if (format && (format->width <= 0 || format->height <= 0 || avc::length_bytes_of(*format) == 3))
        __builtin_trap();
    for (const unsigned length : {1U, 2U, 4U})
        (void)avc::inspect(bytes, length);
    return 0;
}
