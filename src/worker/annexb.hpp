#pragma once

#include <cstdint>
#include <span>
#include <string>

/// H.264 as an encoder writes it (ITU-T H.264 annex B: start codes) and as MP4 holds it (ISO/IEC 14496-15: lengths).
namespace ahimmoyak::worker {

/// An access unit with four bytes of length before each NAL unit; parameter sets and delimiters are left out, since
/// the initialization segment has them.
std::string length_prefixed(std::span<const std::uint8_t> unit);

/// The AVCDecoderConfigurationRecord of an encoder's parameter sets; empty when one of them is missing.
std::string configuration_record(std::span<const std::uint8_t> parameter_sets);

} // namespace ahimmoyak::worker
