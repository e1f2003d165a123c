#include "media/recording/silence.hpp"

#include "media/bytes.hpp"
#include "media/cmaf/fragment.hpp"
#include "media/cmaf/fragment_reader.hpp"

#include <string_view>
#include <utility>

namespace ahimmoyak::media::recording {

namespace {

constexpr std::int64_t silent_rate = 48'000;
constexpr std::int64_t silent_samples = 1'024;
// Two channels of AAC-LC whose spectrum is empty: a channel pair element with a common window and no bands, and the
// end.
constexpr std::string_view silent_unit{"\x21\x00\x49\x90\x02\x19\x00\x23\x80", 9};

// The boxes before the moof.
std::string_view events_of(std::string_view part)
{
    const auto whole = part;
    while (part.size() >= 8) {
        byte_reader in{part};
        const std::size_t size = in.u32();
        if (in.take(4) == "moof" || size < 8 || size > part.size())
            break;
        part.remove_prefix(size);
    }
    return whole.substr(0, whole.size() - part.size());
}

std::int64_t first_unit_at_or_after(std::int64_t ticks)
{
    const auto unit = ticks_per_second * silent_samples;
    return (ticks * silent_rate + unit - 1) / unit;
}

std::string with_silence(const std::string& part, std::int64_t from, std::int64_t to)
{
    const auto read = cmaf::read_fragment(part);
    if (!read)
        return part;
    std::vector<frame> video, sound;
    for (const auto& each : read->video)
        video.push_back(
            {track_kind::video, each.key, each.dts, each.composition_offset, each.duration, std::string{each.bytes}});
    for (auto unit = first_unit_at_or_after(from); unit < first_unit_at_or_after(to); ++unit)
        sound.push_back({track_kind::audio, true, unit * silent_samples, 0, silent_samples, std::string{silent_unit}});
    // Numbers that grow are all that is asked of them (ISO/IEC 14496-12 §8.8.5).
    const auto sequence = static_cast<std::uint32_t>(from / (ticks_per_second / 100));
    return std::string{events_of(part)} + cmaf::write_fragment(sequence, video, sound);
}

} // namespace

audio_format silent_sound()
{
    audio_format made;
    made.sample_rate = silent_rate;
    made.channels = 2;
    made.codec = "mp4a.40.2";
    made.frame_samples = silent_samples;
    made.configuration = "\x11\x90"; // AAC-LC, 48 kHz, two channels
    return made;
}

void add_silence(segment_of& to)
{
    for (std::size_t i = 0; i < to.parts.size() && i < to.part_starts.size(); ++i) {
        const auto from = to.part_starts[i];
        const auto end = i + 1 < to.part_starts.size() ? to.part_starts[i + 1] : to.start + to.duration;
        to.parts[i] = std::make_shared<const std::string>(with_silence(*to.parts[i], from, end));
    }
    to.audio_rate = silent_rate;
    to.without_sound = false;
}

} // namespace ahimmoyak::media::recording
