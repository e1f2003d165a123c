#include "base/random.hpp"
#include "base/run.hpp"
#include "media/bytes.hpp"
#include "media/cmaf/emsg.hpp"
#include "media/cmaf/fragment.hpp"
#include "media/cmaf/fragment_reader.hpp"
#include "media/recording/playlist.hpp"
#include "media/recording/recorder.hpp"
#include "media/recording/shift.hpp"
#include "media/recording/silence.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace ahimmoyak;
using namespace ahimmoyak::media;
using namespace ahimmoyak::media::recording;
namespace fs = std::filesystem;

namespace {

constexpr timestamp noon{std::chrono::milliseconds{1'795'000'000'000}};

struct folder {
    fs::path path = fs::temp_directory_path() / ("recording-" + random_alphanumeric(12));
    folder() { fs::create_directories(path); }
    ~folder() { fs::remove_all(path); }
    folder(folder&&) = delete;
};

shared_bytes shared(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

std::string fragment_at(std::int64_t ticks)
{
    frame picture;
    picture.key = true;
    picture.dts = ticks;
    picture.duration = 3'000;
    picture.bytes = "picture";
    frame sound;
    sound.track = track_kind::audio;
    sound.dts = ticks * 48'000 / ticks_per_second;
    sound.duration = 1'024;
    sound.bytes = "sound";
    return cmaf::write_fragment(1, {picture}, {sound});
}

segment_of second_at(std::int64_t second, const std::string& init = "init")
{
    const auto start = second * ticks_per_second;
    return {{shared(fragment_at(start))},        shared(init), 48'000, start, ticks_per_second,
            noon + std::chrono::seconds{second}, false,        false,  {}};
}

std::string bytes_of(const fs::path& at)
{
    std::ifstream in{at, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

TEST_CASE("parts are moved on their time line, pictures, sound and events alike")
{
    const auto event_at = [](std::int64_t ticks) {
        return cmaf::write_id3_event(90'000, static_cast<std::uint64_t>(ticks), 7, cmaf::write_id3_text("a", "b"));
    };
    auto parts = event_at(900'000) + fragment_at(900'000) + fragment_at(990'000);
    shift(parts, -900'000, 48'000);
    CHECK(parts == event_at(0) + fragment_at(0) + fragment_at(90'000));
    shift(parts, 12 * 90'000, 48'000);
    CHECK(parts == event_at(12 * 90'000) + fragment_at(12 * 90'000) + fragment_at(13 * 90'000));
}

TEST_CASE("damaged parts are left as they are")
{
    for (const auto* bad : {"", "moof", "\xFF\xFF\xFF\xFFmoof", "\0\0\0\x10moofabcd"}) {
        std::string bytes{bad};
        shift(bytes, 5, 48'000);
        CHECK(bytes == bad);
    }
}

TEST_CASE("a recording has one time line from 0, whatever the broadcast's")
{
    const folder in;
    {
        file to{in.path / "1"};
        to.append(second_at(10));
        to.append(second_at(11));
        // A broadcast that began anew, after half a minute.
        auto again = second_at(10);
        again.program_time = noon + std::chrono::seconds{40};
        to.append(again);
        to.settle();
    }
    const auto all = read_entries(in.path / "1");
    REQUIRE(all.size() == 3);
    CHECK(all[2].start == 2 * ticks_per_second);
    CHECK_FALSE(all[1].discontinuity);
    CHECK(all[2].discontinuity);
    CHECK(all[2].init_offset == 0);
    const auto media = bytes_of(media_file(in.path / "1"));
    CHECK(media == "init" + fragment_at(0) + fragment_at(90'000) + fragment_at(180'000));
    CHECK(length_ms(all) == 3'000);
    // A moment before, within, in what is missing, and after.
    CHECK(place_of(all, noon) == 0);
    CHECK(place_of(all, noon + std::chrono::milliseconds{11'500}) == 1'500);
    CHECK(place_of(all, noon + std::chrono::seconds{30}) == 2'000);
    CHECK(place_of(all, noon + std::chrono::seconds{90}) == 3'000);
}

TEST_CASE("what was torn is cut off, and the recording goes on behind it")
{
    const folder in;
    const auto stem = in.path / "1";
    {
        file to{stem};
        to.append(second_at(0));
        to.append(second_at(1));
        to.settle();
        to.append(second_at(2)); // on its way when the power went
    }
    const auto whole = bytes_of(index_file(stem));
    for (const std::size_t kept : {std::size_t{0}, std::size_t{1}, entry_bytes - 1, entry_bytes, entry_bytes + 30}) {
        std::ofstream{index_file(stem), std::ios::binary | std::ios::trunc} << whole.substr(0, kept);
        CHECK(read_entries(stem).size() == kept / entry_bytes);
    }
    std::ofstream{index_file(stem), std::ios::binary | std::ios::trunc} << whole << std::string(100, '\xAB');
    {
        file to{stem};
        to.append(second_at(7));
        to.settle();
    }
    const auto all = read_entries(stem);
    REQUIRE(all.size() == 3);
    CHECK(all[2].discontinuity);
    CHECK(bytes_of(media_file(stem)) == "init" + fragment_at(0) + fragment_at(90'000) + fragment_at(180'000));
    // The index reached the disk and the media did not.
    fs::resize_file(media_file(stem), 10);
    CHECK(read_entries(stem).empty());
}

TEST_CASE("a playlist of about six seconds each, with a new beginning where something changes")
{
    std::vector<entry> all;
    for (int i = 0; i < 16; ++i) {
        entry one{100 + 50 * static_cast<std::uint64_t>(i), 50,    0, 100, i * ticks_per_second, ticks_per_second,
                  noon + std::chrono::seconds{i},           i == 8};
        if (i >= 14) { // another codec
            one.init_offset = 100 + 50 * 14;
            one.init_length = 20;
            one.offset += 20;
        }
        all.push_back(one);
    }
    CHECK(render(stretches_of(all)) == "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:6\n"
                                       "#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MAP:URI=\"0-init.mp4\"\n"
                                       "#EXT-X-PROGRAM-DATE-TIME:" +
                                           to_rfc3339(noon) +
                                           "\n#EXTINF:6.00000,\n0.m4s\n#EXTINF:2.00000,\n1.m4s\n"
                                           "#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM-DATE-TIME:" +
                                           to_rfc3339(noon + std::chrono::seconds{8}) +
                                           "\n#EXTINF:6.00000,\n2.m4s\n#EXT-X-MAP:URI=\"3-init.mp4\"\n"
                                           "#EXTINF:2.00000,\n3.m4s\n#EXT-X-ENDLIST\n");
}

TEST_CASE("a recorder never holds the broadcast: what the disk does not take is left out")
{
    const folder in;
    recorder to{{.folder = in.path, .most_waiting = 2'000}};
    const auto segment_at = [](std::int64_t second, std::size_t bytes) {
        hls::segment made;
        made.start = second * ticks_per_second;
        made.duration = ticks_per_second;
        made.program_time = noon + std::chrono::seconds{second};
        made.parts.push_back({shared(fragment_at(made.start) + std::string(bytes, '\0')), made.duration, true, false});
        return made;
    };
    to.take("1", segment_at(0, 0), shared("init"), {}); // nobody asked for it
    to.open("1");
    to.take("1", segment_at(1, 1'000), shared("init"), {});
    to.take("1", segment_at(2, 1'000), shared("init"), {});
    CHECK(to.lost("1") == 1);
    const auto stem = run(to.finish("1"));
    REQUIRE(stem);
    CHECK(read_entries(*stem).size() == 1);
    run(to.discard("1"));
    CHECK_FALSE(fs::exists(media_file(*stem)));
    CHECK_FALSE(run(to.finish("1")));
    to.thread().finish();
}

TEST_CASE("pictures alone are given a sound that says nothing, without a hole or an overlap")
{
    std::int64_t next = -1;
    for (int second = 0; second < 5; ++second) {
        const auto start = second * ticks_per_second + 900'000;
        segment_of what;
        what.start = start;
        what.duration = ticks_per_second;
        what.without_sound = true;
        for (int i = 0; i < 5; ++i) {
            frame picture;
            picture.key = i == 0;
            picture.dts = start + i * 18'000;
            picture.duration = 18'000;
            picture.bytes = "picture";
            const auto event = i == 2 ? cmaf::write_id3_event(90'000, 1, 1, cmaf::write_id3_text("a", "b")) : "";
            what.parts.push_back(shared(event + cmaf::write_fragment(1, {picture}, {})));
            what.part_starts.push_back(picture.dts);
        }
        add_silence(what);
        CHECK(what.audio_rate == 48'000);
        for (const auto& each : what.parts) {
            const auto read = cmaf::read_fragment(*each);
            REQUIRE(read.has_value());
            REQUIRE(read->video.size() == 1);
            CHECK(read->video[0].bytes == "picture");
            for (const auto& unit : read->audio) {
                if (next >= 0)
                    CHECK(unit.dts == next);
                next = unit.dts + unit.duration;
            }
            // Never further from the pictures than one unit.
            CHECK(std::abs(next * 90 / 48 - (read->video[0].dts + 18'000)) < 1'024 * 90 / 48 + 90);
        }
        CHECK(what.parts[2]->find("emsg") != std::string::npos);
    }
}
