#include "worker/annexb.hpp"

#include "media/bytes.hpp"

#include <string_view>

namespace ahimmoyak::worker {

namespace {

constexpr unsigned nal_sps = 7, nal_pps = 8, nal_delimiter = 9;

// Calls f(unit) for each NAL unit between start codes.
template <class F>
void each_unit(std::span<const std::uint8_t> bytes, F f)
{
    const std::string_view all{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    constexpr std::string_view start{"\0\0\1", 3};
    auto at = all.find(start);
    while (at != all.npos) {
        const auto from = at + start.size();
        at = all.find(start, from);
        auto unit = all.substr(from, at == all.npos ? at : at - from);
        // The fourth byte of a start code, and zeros that fill up.
        while (unit.ends_with('\0'))
            unit.remove_suffix(1);
        if (!unit.empty())
            f(unit, static_cast<unsigned char>(unit.front()) & 0x1FU);
    }
}

} // namespace

std::string length_prefixed(std::span<const std::uint8_t> unit)
{
    media::byte_writer to;
    to.reserve(unit.size() + 16);
    each_unit(unit, [&](std::string_view each, unsigned type) {
        if (type == nal_sps || type == nal_pps || type == nal_delimiter)
            return;
        to.u32(each.size());
        to.text(each);
    });
    return to.finish();
}

std::string configuration_record(std::span<const std::uint8_t> parameter_sets)
{
    std::string_view sps, pps;
    each_unit(parameter_sets, [&](std::string_view each, unsigned type) {
        if (type == nal_sps && sps.empty())
            sps = each;
        if (type == nal_pps && pps.empty())
            pps = each;
    });
    if (sps.size() < 4 || pps.empty())
        return {};
    media::byte_writer to;
    to.u8(1);
    to.text(sps.substr(1, 3)); // profile, constraints, level
    to.u8(0xFF);               // lengths of four bytes
    to.u8(0xE1);
    to.u16(sps.size());
    to.text(sps);
    to.u8(1);
    to.u16(pps.size());
    to.text(pps);
    return to.finish();
}

} // namespace ahimmoyak::worker
