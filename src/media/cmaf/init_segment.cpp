#include "media/cmaf/init_segment.hpp"

#include "media/cmaf/box.hpp"
#include "media/codec/opus.hpp"

namespace ahimmoyak::media::cmaf {

namespace {

// The matrix that neither turns nor scales (ISO/IEC 14496-12 §8.2.2).
void write_matrix(byte_writer& to)
{
    for (const std::uint32_t each : {0x10000U, 0U, 0U, 0U, 0x10000U, 0U, 0U, 0U, 0x40000000U})
        to.u32(each);
}

void write_movie_header(byte_writer& to)
{
    const box mvhd{to, "mvhd", 0, 0};
    to.zeros(8); // creation and modification time
    to.u32(1000);
    to.u32(0); // duration: fragments follow
    to.u32(0x10000);
    to.u16(0x100);
    to.zeros(10);
    write_matrix(to);
    to.zeros(24);
    to.u32(audio_track_id + 1);
}

void write_track_header(byte_writer& to, std::uint32_t id, int width, int height, bool sound)
{
    constexpr std::uint32_t enabled_and_in_movie = 3;
    const box tkhd{to, "tkhd", 0, enabled_and_in_movie};
    to.zeros(8);
    to.u32(id);
    to.zeros(4 + 4 + 8);
    to.u16(0);                 // layer
    to.u16(sound ? 1 : 0);     // alternate group
    to.u16(sound ? 0x100 : 0); // volume
    to.u16(0);
    write_matrix(to);
    to.u32(static_cast<std::uint32_t>(width) << 16);
    to.u32(static_cast<std::uint32_t>(height) << 16);
}

void write_media_header(byte_writer& to, std::uint32_t timescale)
{
    const box mdhd{to, "mdhd", 0, 0};
    to.zeros(8);
    to.u32(timescale);
    to.u32(0);
    to.u16(0x55C4); // "und"
    to.u16(0);
}

void write_handler(byte_writer& to, std::string_view type, std::string_view name)
{
    const box hdlr{to, "hdlr", 0, 0};
    to.u32(0);
    to.text(type);
    to.zeros(12);
    to.text(name);
    to.u8(0);
}

void write_data_reference(byte_writer& to)
{
    const box dinf{to, "dinf"};
    const box dref{to, "dref", 0, 0};
    to.u32(1);
    constexpr std::uint32_t in_this_file = 1;
    const box url{to, "url ", 0, in_this_file};
}

// Sample tables are empty: every sample is in a fragment.
void write_empty_tables(byte_writer& to)
{
    {
        const box stts{to, "stts", 0, 0};
        to.u32(0);
    }
    {
        const box stsc{to, "stsc", 0, 0};
        to.u32(0);
    }
    {
        const box stsz{to, "stsz", 0, 0};
        to.zeros(8);
    }
    const box stco{to, "stco", 0, 0};
    to.u32(0);
}

struct entry_names {
    std::string_view entry;
    std::string_view configuration;
};

constexpr entry_names names_of(video_codec kind)
{
    switch (kind) {
    case video_codec::avc:
        return {"avc1", "avcC"};
    case video_codec::hevc:
        return {"hvc1", "hvcC"};
    case video_codec::av1:
        return {"av01", "av1C"};
    }
    return {};
}

// ISO/IEC 14496-12 §12.1.3, with the box of ISO/IEC 14496-15 §5.4.2.1 or §8.4.1.1, or of AV1's binding §2.2.
void write_picture_entry(byte_writer& to, const video_format& format)
{
    const auto names = names_of(format.kind);
    const box entry{to, names.entry};
    to.zeros(6);
    to.u16(1); // data reference
    to.zeros(16);
    to.u16(static_cast<std::uint64_t>(format.width));
    to.u16(static_cast<std::uint64_t>(format.height));
    to.u32(0x480000); // 72 dpi
    to.u32(0x480000);
    to.u32(0);
    to.u16(1); // frames a sample
    to.zeros(32);
    to.u16(0x18);
    to.u16(0xFFFF);
    const box configuration{to, names.configuration};
    to.text(format.configuration);
}

// ISO/IEC 14496-12 §12.2.3: what every sound's entry begins with.
void write_sound(byte_writer& to, const audio_format& format)
{
    to.zeros(6);
    to.u16(1);
    to.zeros(8);
    to.u16(static_cast<std::uint64_t>(format.channels));
    to.u16(16);
    to.zeros(4);
    to.u32(static_cast<std::uint64_t>(format.sample_rate) << 16);
}

// ISO/IEC 14496-14 §6.7: the descriptors of ISO/IEC 14496-1 §7.2.6, each shorter than 128 bytes.
void write_aac_entry(byte_writer& to, const audio_format& format)
{
    const box mp4a{to, "mp4a"};
    write_sound(to, format);
    const box esds{to, "esds", 0, 0};
    const auto config = format.configuration.size();
    enum { es_tag = 3, decoder_config_tag = 4, decoder_specific_tag = 5, sync_layer_tag = 6 };
    to.u8(es_tag);
    to.u8(3 + 2 + 13 + 2 + config + 3);
    to.u16(audio_track_id);
    to.u8(0);
    to.u8(decoder_config_tag);
    to.u8(13 + 2 + config);
    to.u8(0x40);         // MPEG-4 audio
    to.u8(5 << 2 | 1);   // audio stream
    to.zeros(3 + 4 + 4); // buffer size, rates: unknown
    to.u8(decoder_specific_tag);
    to.u8(config);
    to.text(format.configuration);
    to.u8(sync_layer_tag);
    to.u8(1);
    to.u8(2);
}

// Encapsulation of Opus in ISOBMFF §4.3.
void write_opus_entry(byte_writer& to, const audio_format& format)
{
    const box entry{to, "Opus"};
    write_sound(to, format);
    const box specific{to, "dOps"};
    to.text(opus::specific_box_of(format));
}

void write_video_track(byte_writer& to, const video_format& format)
{
    const box trak{to, "trak"};
    write_track_header(to, video_track_id, format.width, format.height, false);
    const box mdia{to, "mdia"};
    write_media_header(to, ticks_per_second);
    write_handler(to, "vide", "video");
    const box minf{to, "minf"};
    {
        const box vmhd{to, "vmhd", 0, 1};
        to.zeros(8);
    }
    write_data_reference(to);
    const box stbl{to, "stbl"};
    {
        const box stsd{to, "stsd", 0, 0};
        to.u32(1);
        write_picture_entry(to, format);
    }
    write_empty_tables(to);
}

void write_audio_track(byte_writer& to, const audio_format& format)
{
    const box trak{to, "trak"};
    write_track_header(to, audio_track_id, 0, 0, true);
    const box mdia{to, "mdia"};
    write_media_header(to, static_cast<std::uint32_t>(format.sample_rate));
    write_handler(to, "soun", "audio");
    const box minf{to, "minf"};
    {
        const box smhd{to, "smhd", 0, 0};
        to.zeros(4);
    }
    write_data_reference(to);
    const box stbl{to, "stbl"};
    {
        const box stsd{to, "stsd", 0, 0};
        to.u32(1);
        if (format.codec == "opus")
            write_opus_entry(to, format);
        else
            write_aac_entry(to, format);
    }
    write_empty_tables(to);
}

void write_track_extends(byte_writer& to, std::uint32_t id)
{
    const box trex{to, "trex", 0, 0};
    to.u32(id);
    to.u32(1); // sample description
    to.zeros(12);
}

} // namespace

std::string write_init_segment(const std::optional<video_format>& video, const std::optional<audio_format>& audio)
{
    byte_writer to;
    {
        const box ftyp{to, "ftyp"};
        to.text("iso6");
        to.u32(0);
        // aid3 announces ID3 in emsg (aomediacodec.github.io/id3-emsg).
        to.text("iso6mp41aid3");
    }
    {
        const box moov{to, "moov"};
        write_movie_header(to);
        if (video)
            write_video_track(to, *video);
        if (audio)
            write_audio_track(to, *audio);
        const box mvex{to, "mvex"};
        if (video)
            write_track_extends(to, video_track_id);
        if (audio)
            write_track_extends(to, audio_track_id);
    }
    return to.finish();
}

} // namespace ahimmoyak::media::cmaf
