#include "worker/loudness.hpp"

#include "worker/filter.hpp"

#include <cstdlib>

namespace ahimmoyak::worker {

std::optional<double> loudness_of(source& from)
{
    auto* stream = from.audio();
    if (stream == nullptr)
        return std::nullopt;
    const auto with = from.decoder_of(*stream);
    if (!with)
        return std::nullopt;
    from.video().discard = AVDISCARD_ALL;
    filter meter{AVMEDIA_TYPE_AUDIO, "ebur128=metadata=1:framelog=verbose", stream->time_base};
    std::optional<double> measured;
    const auto hear = [&](AVFrame& sound) {
        if (const auto* found = av_dict_get(sound.metadata, "lavfi.r128.I", nullptr, 0))
            measured = std::strtod(found->value, nullptr);
    };
    const auto taken = new_packet();
    const auto sound = new_frame();
    int wrong = 0;
    const double whole = from.duration();
    while (av_read_frame(&from.file(), taken.get()) >= 0) {
        if (taken->stream_index == stream->index) {
            decode(*with, taken.get(), *sound, wrong, [&](AVFrame& each) { meter.put(&each, hear); });
            if (whole > 0 && taken->pts != AV_NOPTS_VALUE)
                tell_percent(0.1 * static_cast<double>(from.from_start(taken->pts, stream->time_base, {1, 1000})) /
                             1000 / whole);
        }
        av_packet_unref(taken.get());
    }
    decode(*with, nullptr, *sound, wrong, [&](AVFrame& each) { meter.put(&each, hear); });
    meter.put(nullptr, hear);
    // The meter's floor is -70: silence.
    return measured && *measured > -69.0 ? measured : std::nullopt;
}

} // namespace ahimmoyak::worker
