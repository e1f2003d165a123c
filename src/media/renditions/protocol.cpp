#include "media/renditions/protocol.hpp"

#include "media/bytes.hpp"

namespace ahimmoyak::media::renditions_protocol {

namespace {

void put(byte_writer& to, std::string_view text)
{
    to.u32(text.size());
    to.text(text);
}

std::string take(byte_reader& from) { return std::string{from.take(from.u32())}; }

constexpr unsigned most_pictures = 8;

} // namespace

std::string to_bytes(const order& of)
{
    byte_writer to;
    to.u8(of.video ? 1 : 0);
    if (of.video) {
        put(to, of.video->codec);
        to.u32(static_cast<std::uint64_t>(of.video->width));
        to.u32(static_cast<std::uint64_t>(of.video->height));
        put(to, of.video->configuration);
    }
    to.u8(of.audio ? 1 : 0);
    if (of.audio) {
        put(to, of.audio->codec);
        to.u32(static_cast<std::uint64_t>(of.audio->sample_rate));
        to.u32(static_cast<std::uint64_t>(of.audio->channels));
        put(to, of.audio->configuration);
    }
    to.f64(of.frames_per_second);
    to.u8(of.sizes.size());
    for (const int each : of.sizes)
        to.u32(static_cast<std::uint64_t>(each));
    to.u8(of.make_aac ? 1 : 0);
    to.u8(of.copy_picture ? 1 : 0);
    return to.finish();
}

result<order> read_order(std::string_view bytes)
{
    byte_reader in{bytes};
    order made;
    if (in.u8() != 0) {
        auto& video = made.video.emplace();
        video.codec = take(in);
        video.width = static_cast<int>(in.u32());
        video.height = static_cast<int>(in.u32());
        video.configuration = take(in);
    }
    if (in.u8() != 0) {
        auto& audio = made.audio.emplace();
        audio.codec = take(in);
        audio.sample_rate = static_cast<int>(in.u32());
        audio.channels = static_cast<int>(in.u32());
        audio.configuration = take(in);
    }
    made.frames_per_second = in.f64();
    const unsigned count = in.u8();
    if (count > most_pictures)
        return errc::too_large;
    for (unsigned i = 0; i < count; ++i)
        made.sizes.push_back(static_cast<int>(in.u32()));
    made.make_aac = in.u8() != 0;
    made.copy_picture = in.u8() != 0;
    return in.ok() ? result<order>{std::move(made)} : errc::truncated;
}

std::string to_bytes(const offer& of)
{
    byte_writer to;
    to.u8(of.pictures.size());
    for (const auto& each : of.pictures) {
        to.u32(static_cast<std::uint64_t>(each.width));
        to.u32(static_cast<std::uint64_t>(each.height));
        put(to, each.configuration);
    }
    put(to, of.audio_configuration);
    return to.finish();
}

result<offer> read_offer(std::string_view bytes)
{
    byte_reader in{bytes};
    offer made;
    const unsigned count = in.u8();
    if (count > most_pictures)
        return errc::too_large;
    for (unsigned i = 0; i < count; ++i) {
        offer::picture each;
        each.width = static_cast<int>(in.u32());
        each.height = static_cast<int>(in.u32());
        each.configuration = take(in);
        made.pictures.push_back(std::move(each));
    }
    made.audio_configuration = take(in);
    return in.ok() ? result<offer>{std::move(made)} : errc::truncated;
}

std::string to_bytes(const part_head& of)
{
    byte_writer to;
    to.u8(of.fresh ? 1 : 0);
    to.u32(of.sequence);
    return to.finish();
}

std::string to_bytes(const made_head& of)
{
    byte_writer to;
    to.u8(of.rendition);
    to.u8(of.independent ? 1 : 0);
    to.u16(of.frames);
    return to.finish();
}

} // namespace ahimmoyak::media::renditions_protocol
