#include "media/codec/aac.hpp"
#include "media/codec/av1.hpp"
#include "media/codec/avc.hpp"
#include "media/codec/flv.hpp"
#include "media/codec/hevc.hpp"

using namespace ahimmoyak::media;

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    const std::string_view bytes{data, size};
    (void)aac::parse_configuration(bytes);
    (void)flv::parse_audio(bytes);
    if (const auto tag = flv::parse_video(bytes); tag && tag->data.size() > size)
        __builtin_trap();
    const auto format = avc::parse_configuration(bytes);
    if (format && (format->width <= 0 || format->height <= 0 || avc::length_bytes_of(*format) == 3))
        __builtin_trap();
    const auto high = hevc::parse_configuration(bytes);
    if (high && (high->width <= 0 || high->height <= 0 || hevc::length_bytes_of(*high) == 3))
        __builtin_trap();
    // Only AV1's header may leave the size to the pictures.
    const auto open = av1::parse_configuration(bytes);
    if (open && (open->width < 0 || open->height < 0 || (open->width == 0) != (open->height == 0)))
        __builtin_trap();
    for (const unsigned length : {1U, 2U, 4U}) {
        (void)avc::inspect(bytes, length);
        (void)hevc::inspect(bytes, length);
    }
    const auto unit = av1::inspect(bytes);
    if (!unit)
        return 0;
    // Without its delimiters it is the same unit, and has none.
    const auto bare = av1::without_delimiters(bytes);
    const auto again = av1::inspect(bare);
    if (!again || again->key != unit->key || again->picture != unit->picture || av1::without_delimiters(bare) != bare)
        __builtin_trap();
    if (!unit->sequence_header.empty())
        (void)av1::size_of(unit->sequence_header);
    return 0;
}
