#pragma once

#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "media/hls/hub.hpp"

#include <string>
#include <string_view>

namespace ahimmoyak::live {

/// What programs and instructors write into the picture: the one way there for our own route and for the control
/// plane, with its limits. Quizzes go by themselves and are not counted. Thread-safe.
class metadata_desk {
public:
    static constexpr std::size_t longest = 1'024; ///< bytes of UTF-8
    static constexpr int per_second = 5;          ///< of a channel

    metadata_desk(media::hub& into, const clock& time)
        : hub_{into}, clock_{time}, counts_{{per_second, std::chrono::milliseconds{1000 / per_second}}, 10'000}
    {
    }

    /// Stamps the text into the channel's next part, as an ID3 frame in an emsg, and says where it will show. The
    /// refusals: 422 for what is no text, 413 `metadata_too_large`, 409 `not_broadcasting`, 429.
    media::media_moment put(std::string_view channel, std::string text);

private:
    media::hub& hub_;
    const clock& clock_;
    rate_limiter counts_;
};

} // namespace ahimmoyak::live
