#pragma once

#include "media/cmaf/fragment_reader.hpp"
#include "media/frame.hpp"
#include "media/renditions/protocol.hpp"
#include "worker/av.hpp"
#include "worker/filter.hpp"

#include <deque>
#include <memory>
#include <vector>

namespace ahimmoyak::worker {

/// The smaller pictures of a broadcast. Each picture of the source becomes one of each size, at the same place of the
/// time line, and a key frame where the source has one: parts and segments of all renditions line up.
class live_pictures {
public:
    live_pictures(const media::video_format& of, double frames_per_second, const std::vector<int>& sizes);

    const std::vector<media::renditions_protocol::offer::picture>& offered() const { return offered_; }

    void put(const media::cmaf::sample& picture);
    /// What came before is lost: the next picture is a key frame.
    void restart();
    /// Makes what the decoder holds back.
    void finish();

    /// The place of the first picture that is not made yet; INT64_MAX when all are.
    std::int64_t made_up_to() const { return waiting_.empty() ? INT64_MAX : waiting_.front().dts; }
    /// The pictures of a size before this place, taken away.
    std::vector<media::frame> take(std::size_t size, std::int64_t before);

private:
    struct place {
        std::int64_t dts = 0;
        std::int64_t duration = 0;
    };
    struct rung {
        std::unique_ptr<filter> shape;
        codec with;
        packet coded = new_packet();
        place now;
        std::deque<media::frame> made;
        void put(AVFrame* shown);
        void take();
    };

    void decode_into_rungs(const AVPacket* what);

    codec decoder_;
    bool drains_at_keys_;
    frame frame_ = new_frame();
    packet packet_ = new_packet();
    int wrong_ = 0;
    std::deque<place> waiting_;          ///< of pictures that the decoder has, in the order they were coded
    std::deque<std::int64_t> key_times_; ///< of those among them that begin something, as they are shown
    std::vector<std::unique_ptr<rung>> rungs_;
    std::vector<media::renditions_protocol::offer::picture> offered_;
};

} // namespace ahimmoyak::worker
