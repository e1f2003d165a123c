#include "worker/live.hpp"

#include "media/cmaf/fragment.hpp"
#include "media/cmaf/fragment_reader.hpp"
#include "media/renditions/protocol.hpp"
#include "worker/live_picture.hpp"
#include "worker/live_sound.hpp"
#include "worker/wire.hpp"

#include <deque>
#include <optional>

namespace ahimmoyak::worker {

namespace {

namespace speech = media::renditions_protocol;

template <class T>
T understood(media::result<T> read)
{
    if (!read)
        throw failure{"malformed"};
    return std::move(*read);
}

std::vector<media::frame> copies_of(const std::vector<media::cmaf::sample>& samples, media::track_kind track)
{
    std::vector<media::frame> all;
    all.reserve(samples.size());
    for (const auto& each : samples)
        all.push_back({track, each.key, each.dts, each.composition_offset, each.duration, std::string{each.bytes}});
    return all;
}

class live_renditions {
public:
    explicit live_renditions(speech::order what) : order_{std::move(what)}
    {
        if (!order_.sizes.empty() && order_.video)
            pictures_.emplace(*order_.video, order_.frames_per_second, order_.sizes);
        if (order_.make_aac && order_.audio)
            sound_.emplace(*order_.audio);
        speech::offer offered;
        if (pictures_)
            offered.pictures = pictures_->offered();
        if (sound_)
            offered.audio_configuration = sound_->configuration();
        send(speech::ready, speech::to_bytes(offered));
    }

    void take(std::string_view message)
    {
        const bool fresh = !message.empty() && message[0] != 0;
        if (message.size() < speech::part_head_bytes)
            throw failure{"malformed"};
        pending next;
        for (std::size_t i = 1; i < speech::part_head_bytes; ++i)
            next.sequence = next.sequence << 8 | static_cast<unsigned char>(message[i]);
        message.remove_prefix(speech::part_head_bytes);
        const auto read = understood(media::cmaf::read_fragment(message));
        if (fresh) {
            give(true);
            if (pictures_)
                pictures_->restart();
            if (sound_)
                sound_->restart();
        }
        if (!read.video.empty())
            next.end = read.video.back().dts + 1;
        if (order_.copy_picture)
            next.copied = copies_of(read.video, media::track_kind::video);
        if (sound_) {
            for (const auto& each : read.audio)
                sound_->put(each);
            next.sound = sound_->take();
        } else
            next.sound = copies_of(read.audio, media::track_kind::audio);
        // A key frame lets go what was held back before it: that belongs to parts that wait already.
        if (pictures_)
            for (const auto& each : read.video)
                pictures_->put(each);
        waiting_.push_back(std::move(next));
        give(false);
    }

    void finish()
    {
        if (pictures_)
            pictures_->finish();
        give(true);
    }

private:
    struct pending {
        std::uint32_t sequence = 0;
        std::int64_t end = INT64_MIN; ///< behind its last picture; no picture: INT64_MIN
        std::vector<media::frame> copied;
        std::vector<media::frame> sound;
    };

    void tell(std::uint8_t number, const pending& of, const std::vector<media::frame>& video) const
    {
        const bool any = !video.empty() || !of.sound.empty();
        const auto bytes = any ? media::cmaf::write_fragment(of.sequence, video, of.sound) : std::string{};
        const bool independent = order_.video ? !video.empty() && video.front().key : !of.sound.empty();
        send(speech::result_of_part,
             speech::to_bytes(speech::made_head{number, independent, static_cast<std::uint16_t>(video.size())}), bytes);
    }

    // The parts whose pictures are all made, or all parts.
    void give(bool all)
    {
        while (!waiting_.empty()) {
            const auto& next = waiting_.front();
            if (!all && pictures_ && next.end != INT64_MIN && pictures_->made_up_to() < next.end)
                return;
            std::uint8_t number = 0;
            for (; number < order_.sizes.size(); ++number)
                tell(number, next, pictures_ ? pictures_->take(number, next.end) : std::vector<media::frame>{});
            if (order_.copy_picture)
                tell(number, next, next.copied);
            waiting_.pop_front();
        }
    }

    speech::order order_;
    std::optional<live_pictures> pictures_;
    std::optional<live_sound> sound_;
    std::deque<pending> waiting_;
};

} // namespace

void make_live_renditions()
{
    auto first = receive(speech::longest_message);
    if (first.kind != speech::configure)
        throw failure{"malformed"};
    live_renditions all{understood(speech::read_order(first.body))};
    for (;;) {
        const auto next = receive(speech::longest_message);
        if (next.kind == speech::part)
            all.take(next.body);
        else if (next.kind == speech::end)
            return all.finish();
        else
            throw failure{"malformed"};
    }
}

} // namespace ahimmoyak::worker
