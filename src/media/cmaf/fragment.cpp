#include "media/cmaf/fragment.hpp"

#include "media/cmaf/box.hpp"

#include <algorithm>
#include <limits>

namespace ahimmoyak::media::cmaf {

namespace {

// Sample flags (ISO/IEC 14496-12 §8.8.3.1).
constexpr std::uint32_t sync_sample = 0x02000000;     // depends on no other
constexpr std::uint32_t non_sync_sample = 0x01010000; // depends on others, is no sync sample

constexpr std::uint32_t default_base_is_moof = 0x020000;
constexpr std::uint32_t default_flags_present = 0x20;
enum run_flags : std::uint32_t {
    data_offset_present = 0x1,
    duration_present = 0x100,
    size_present = 0x200,
    flags_present = 0x400,
    composition_present = 0x800,
};

// Returns where the data offset stands, which is known only when the moof is complete.
std::size_t write_track(byte_writer& to, std::uint32_t id, const std::vector<frame>& frames, bool video)
{
    const box traf{to, "traf"};
    {
        const box tfhd{to, "tfhd", 0, default_base_is_moof | (video ? 0 : default_flags_present)};
        to.u32(id);
        if (!video)
            to.u32(sync_sample);
    }
    {
        const box tfdt{to, "tfdt", 1, 0};
        to.u64(static_cast<std::uint64_t>(std::max<std::int64_t>(frames.front().dts, 0)));
    }
    std::uint32_t flags = data_offset_present | duration_present | size_present;
    if (video)
        flags |= flags_present | composition_present;
    // Version 1: composition offsets are signed.
    const box trun{to, "trun", 1, flags};
    to.u32(frames.size());
    const auto offset_at = to.size();
    to.u32(0);
    for (const auto& each : frames) {
        constexpr std::int64_t longest = std::numeric_limits<std::uint32_t>::max();
        to.u32(static_cast<std::uint64_t>(std::clamp<std::int64_t>(each.duration, 0, longest)));
        to.u32(each.bytes.size());
        if (video) {
            to.u32(each.key ? sync_sample : non_sync_sample);
            to.u32(static_cast<std::uint32_t>(each.composition_offset));
        }
    }
    return offset_at;
}

std::size_t bytes_of(const std::vector<frame>& frames)
{
    std::size_t sum = 0;
    for (const auto& each : frames)
        sum += each.bytes.size();
    return sum;
}

} // namespace

std::string write_fragment(std::uint32_t sequence, const std::vector<frame>& video, const std::vector<frame>& audio)
{
    const auto video_bytes = bytes_of(video);
    const auto audio_bytes = bytes_of(audio);
    byte_writer to;
    to.reserve(256 + 16 * video.size() + 8 * audio.size() + video_bytes + audio_bytes);
    std::size_t video_offset_at = 0;
    std::size_t audio_offset_at = 0;
    {
        const box moof{to, "moof"};
        {
            const box mfhd{to, "mfhd", 0, 0};
            to.u32(sequence);
        }
        if (!video.empty())
            video_offset_at = write_track(to, video_track_id, video, true);
        if (!audio.empty())
            audio_offset_at = write_track(to, audio_track_id, audio, false);
    }
    const auto data_at = to.size() + 8;
    if (!video.empty())
        to.patch_u32(video_offset_at, data_at);
    if (!audio.empty())
        to.patch_u32(audio_offset_at, data_at + video_bytes);
    {
        const box mdat{to, "mdat"};
        for (const auto* track : {&video, &audio})
            for (const auto& each : *track)
                to.text(each.bytes);
    }
    return to.finish();
}

} // namespace ahimmoyak::media::cmaf
