#include "media/cmaf/fragment_reader.hpp"

#include "media/bytes.hpp"
#include "media/cmaf/box.hpp"

namespace ahimmoyak::media::cmaf {

namespace {

constexpr std::size_t most_samples = 10'000;

struct opened {
    std::string_view type;
    std::string_view content;
    std::size_t size = 0;
};

// An empty type: not a box.
opened open_box(std::string_view bytes)
{
    byte_reader in{bytes};
    const std::size_t size = in.u32();
    const auto type = in.take(4);
    if (!in.ok() || size < 8 || size > bytes.size())
        return {};
    return {type, bytes.substr(8, size - 8), size};
}

// The samples of a traf; their bytes are counted from the beginning of the moof.
result<> read_track(std::string_view traf, std::string_view from_moof, fragment& into)
{
    std::uint32_t id = 0;
    std::int64_t at = 0;
    while (!traf.empty()) {
        const auto found = open_box(traf);
        if (found.type.empty())
            return errc::malformed;
        traf.remove_prefix(found.size);
        byte_reader in{found.content};
        in.u32(); // version and flags: as write_fragment() sets them
        if (found.type == "tfhd")
            id = in.u32();
        else if (found.type == "tfdt")
            at = static_cast<std::int64_t>(in.u64());
        else if (found.type == "trun") {
            const bool video = id == video_track_id;
            const std::size_t count = in.u32();
            std::size_t offset = in.u32();
            if (count > most_samples)
                return errc::too_large;
            auto& samples = video ? into.video : into.audio;
            for (std::size_t i = 0; i < count; ++i) {
                sample one;
                one.dts = at;
                one.duration = in.u32();
                const std::size_t size = in.u32();
                one.key = true;
                if (video) {
                    one.key = (in.u32() & 0x0001'0000) == 0; // sample_is_non_sync_sample
                    one.composition_offset = static_cast<std::int32_t>(in.u32());
                }
                if (!in.ok() || offset > from_moof.size() || size > from_moof.size() - offset)
                    return errc::malformed;
                one.bytes = from_moof.substr(offset, size);
                offset += size;
                at += one.duration;
                samples.push_back(one);
            }
        }
        if (!in.ok())
            return errc::malformed;
    }
    return {};
}

} // namespace

result<fragment> read_fragment(std::string_view bytes)
{
    fragment made;
    while (!bytes.empty()) {
        const auto found = open_box(bytes);
        if (found.type.empty())
            return errc::malformed;
        if (found.type == "moof") {
            auto inside = found.content;
            while (!inside.empty()) {
                const auto each = open_box(inside);
                if (each.type.empty())
                    return errc::malformed;
                inside.remove_prefix(each.size);
                if (each.type != "traf")
                    continue;
                if (const auto read = read_track(each.content, bytes, made); !read)
                    return read.error();
            }
        }
        bytes.remove_prefix(found.size);
    }
    return made;
}

} // namespace ahimmoyak::media::cmaf
