#pragma once

#include "media/result.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace ahimmoyak::media::cmaf {

/// A sample of a fragment, lying in its bytes.
struct sample {
    bool key = false;
    std::int64_t dts = 0;
    std::int32_t composition_offset = 0;
    std::int64_t duration = 0;
    std::string_view bytes;
};

struct fragment {
    std::vector<sample> video;
    std::vector<sample> audio;
};

/// Reads what write_fragment() has written, with any boxes before it (emsg). Nothing else is understood.
result<fragment> read_fragment(std::string_view bytes);

} // namespace ahimmoyak::media::cmaf
