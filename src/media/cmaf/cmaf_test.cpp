#include "media/bytes.hpp"
#include "media/cmaf/emsg.hpp"
#include "media/cmaf/fragment.hpp"
#include "media/cmaf/fragment_reader.hpp"
#include "media/cmaf/init_segment.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>

using namespace ahimmoyak::media;
using namespace std::string_literals;

namespace {

// All boxes by path ("moof/traf/tfdt"); repeated ones get "#2".
std::map<std::string, std::string> boxes(std::string_view file)
{
    std::map<std::string, std::string> found;
    const std::function<void(std::string_view, const std::string&)> walk = [&](std::string_view in,
                                                                               const std::string& under) {
        byte_reader reader{in};
        while (reader.left() > 0) {
            const auto size = reader.u32();
            const std::string type{reader.take(4)};
            REQUIRE(reader.ok());
            REQUIRE(size >= 8);
            const auto body = reader.take(size - 8);
            REQUIRE(reader.ok());
            auto path = under + type;
            for (int n = 2; found.contains(path); ++n)
                path = under + type + "#" + std::to_string(n);
            found[path] = std::string{body};
            for (const auto* each : {"moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf"})
                if (type == each)
                    walk(body, path + "/");
        }
    };
    walk(file, "");
    return found;
}

video_format video() { return {640, 360, "avc1.64001e", 30, "AVCC-RECORD"}; }
audio_format audio() { return {48'000, 2, "mp4a.40.2", 1024, "\x11\x90"s}; }

frame picture(std::int64_t dts, std::int32_t offset, bool key, std::string bytes)
{
    return {track_kind::video, key, dts, offset, 3'000, std::move(bytes)};
}

} // namespace

TEST_CASE("an init segment describes both tracks and announces ID3 events")
{
    const auto found = boxes(cmaf::write_init_segment(video(), audio()));
    CHECK(found.at("ftyp").find("aid3") != std::string::npos);
    CHECK(found.at("moov/trak/mdia/minf/stbl/stsd").find("avcCAVCC-RECORD") != std::string::npos);
    CHECK(found.at("moov/trak#2/mdia/minf/stbl/stsd").find("esds") != std::string::npos);
    CHECK(found.at("moov/trak#2/mdia/minf/stbl/stsd").find("\x05\x02\x11\x90"s) != std::string::npos);
    byte_reader video_header{found.at("moov/trak/mdia/mdhd")};
    video_header.take(12);
    CHECK(video_header.u32() == 90'000);
    byte_reader audio_header{found.at("moov/trak#2/mdia/mdhd")};
    audio_header.take(12);
    CHECK(audio_header.u32() == 48'000);
    CHECK(found.contains("moov/mvex/trex#2"));
}

TEST_CASE("pictures of HEVC and AV1 have entries and headers of their own")
{
    video_format picture = video();
    picture.kind = video_codec::hevc;
    const auto hevc = boxes(cmaf::write_init_segment(picture, {})).at("moov/trak/mdia/minf/stbl/stsd");
    CHECK(hevc.find("hvc1") != std::string::npos);
    CHECK(hevc.find("hvcCAVCC-RECORD") != std::string::npos);
    picture.kind = video_codec::av1;
    const auto av1 = boxes(cmaf::write_init_segment(picture, {})).at("moov/trak/mdia/minf/stbl/stsd");
    CHECK(av1.find("av01") != std::string::npos);
    CHECK(av1.find("av1CAVCC-RECORD") != std::string::npos);
    CHECK(av1.find("avc1") == std::string::npos);
}

TEST_CASE("an Opus track has its own entry and header, at 48 kHz")
{
    // OpusHead: stereo, pre-skip 312, recorded at 44.1 kHz, gain 0, family 0.
    const audio_format sound{48'000, 2, "opus", 960, "OpusHead\x01\x02\x38\x01\x44\xac\0\0\0\0\0"s};
    const auto found = boxes(cmaf::write_init_segment(video(), sound));
    const auto& entry = found.at("moov/trak#2/mdia/minf/stbl/stsd");
    CHECK(entry.find("Opus") != std::string::npos);
    CHECK(entry.find("dOps\0\x02\x01\x38\0\0\xac\x44\0\0\0"s) != std::string::npos);
    CHECK(entry.find("esds") == std::string::npos);
    byte_reader header{found.at("moov/trak#2/mdia/mdhd")};
    header.take(12);
    CHECK(header.u32() == 48'000);
}

TEST_CASE("an init segment of one track names only that one")
{
    CHECK(!boxes(cmaf::write_init_segment(video(), {})).contains("moov/trak#2"));
    const auto sound = boxes(cmaf::write_init_segment({}, audio()));
    CHECK(sound.contains("moov/trak/mdia/minf/smhd"));
    CHECK(!sound.contains("moov/trak#2"));
}

TEST_CASE("a fragment carries times, flags and bytes of both tracks")
{
    const std::vector<frame> pictures{picture(900'000'000'000, 6'000, true, "IIII"),
                                      picture(900'000'003'000, -3'000, false, "pp")};
    const std::vector<frame> sounds{{track_kind::audio, true, 480, 0, 1024, "aaa"}};
    const auto file = cmaf::write_fragment(7, pictures, sounds);
    const auto found = boxes(file);
    CHECK(found.at("mdat") == "IIIIppaaa");
    byte_reader time{found.at("moof/traf/tfdt")};
    CHECK(time.u32() == 0x01000000); // version 1: 64 bits
    CHECK(time.u64() == 900'000'000'000);
    byte_reader run{found.at("moof/traf/trun")};
    CHECK(run.u32() == 0x01000F01);
    CHECK(run.u32() == 2);
    CHECK(file.substr(run.u32(), 6) == "IIIIpp"); // data offset counts from the moof
    CHECK(run.u32() == 3'000);
    CHECK(run.u32() == 4);
    CHECK(run.u32() == 0x02000000);
    CHECK(run.u32() == 6'000);
    run.u32();
    run.u32();
    CHECK(run.u32() == 0x01010000);
    CHECK(static_cast<std::int32_t>(run.u32()) == -3'000);
    byte_reader sound{found.at("moof/traf#2/trun")};
    sound.u32();
    CHECK(sound.u32() == 1);
    CHECK(file.substr(sound.u32(), 3) == "aaa");
    CHECK(!boxes(cmaf::write_fragment(1, {}, sounds)).contains("moof/traf#2"));
}

TEST_CASE("an event is an ID3 text in an emsg of version 1")
{
    const auto file = cmaf::write_id3_event(90'000, 1'234'567, 5, cmaf::write_id3_text("d", std::string(200, 'x')));
    const auto found = boxes(file);
    byte_reader in{found.at("emsg")};
    CHECK(in.u32() == 0x01000000);
    CHECK(in.u32() == 90'000);
    CHECK(in.u64() == 1'234'567);
    CHECK(in.u32() == 0xFFFFFFFF);
    CHECK(in.u32() == 5);
    CHECK(in.take(30) == "https://aomedia.org/emsg/ID3\0\0"s);
    CHECK(in.take(6) == "ID3\4\0\0"s);
    CHECK(in.u32() == 0x0155); // 213 bytes, seven bits a byte
    CHECK(in.take(4) == "TXXX");
    CHECK(in.u32() == 0x014B);
    CHECK(in.take(5) == "\0\0\3d\0"s);
    CHECK(in.rest() == std::string(200, 'x'));
}

TEST_CASE("a fragment is read as it was written, behind its events")
{
    const std::vector<frame> pictures{picture(900'000'000'000, 6'000, true, "IIII"),
                                      picture(900'000'003'000, -3'000, false, "pp")};
    const std::vector<frame> sounds{{track_kind::audio, true, 480, 0, 1024, "aaa"},
                                    {track_kind::audio, true, 1504, 0, 1024, "bb"}};
    const auto file =
        cmaf::write_id3_event(90'000, 1, 5, cmaf::write_id3_text("d", "x")) + cmaf::write_fragment(7, pictures, sounds);
    const auto read = cmaf::read_fragment(file);
    REQUIRE(read.has_value());
    REQUIRE(read->video.size() == 2);
    CHECK(read->video[0].key);
    CHECK(read->video[0].composition_offset == 6'000);
    CHECK(read->video[1].dts == 900'000'003'000);
    CHECK(read->video[1].composition_offset == -3'000);
    CHECK(!read->video[1].key);
    CHECK(read->video[1].bytes == "pp");
    REQUIRE(read->audio.size() == 2);
    CHECK(read->audio[1].dts == 1504);
    CHECK(read->audio[1].bytes == "bb");
    CHECK(cmaf::read_fragment("").has_value());
}

TEST_CASE("a damaged fragment is refused, whatever byte it misses")
{
    const auto file = cmaf::write_fragment(7, {picture(0, 0, true, "IIII")}, {});
    for (std::size_t length = 1; length < file.size(); ++length)
        CHECK(!cmaf::read_fragment(std::string_view{file}.substr(0, length)).has_value());
    for (std::size_t at = 0; at < file.size(); ++at)
        for (const char with : {'\0', '\x7f', '\xff'}) {
            auto bad = file;
            bad[at] = with;
            if (const auto read = cmaf::read_fragment(bad))
                for (const auto& each : read->video)
                    CHECK(each.bytes.size() <= bad.size());
        }
}
