#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace ahimmoyak::studio {

/// How much later than the fastest of them frames arrive: what waits in the sender's network. The two clocks need
/// not agree and may drift by a thousandth. Pure; times only need to go on.
class lateness {
public:
    using microseconds = std::chrono::microseconds;

    microseconds of(std::uint64_t stamp, microseconds now)
    {
        const auto offset = now - microseconds{static_cast<std::int64_t>(stamp)};
        if (!least_)
            least_ = offset;
        else {
            const auto crept = *least_ + (now - seen_) / 1'000;
            least_ = offset < crept ? offset : crept;
        }
        seen_ = now;
        return offset - *least_;
    }

private:
    std::optional<microseconds> least_;
    microseconds seen_{};
};

} // namespace ahimmoyak::studio
