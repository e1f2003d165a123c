#include "media/rtmp/chunk_writer.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ahimmoyak::media;
using namespace ahimmoyak::media::rtmp;
using namespace std::string_literals;

namespace {

std::vector<message> read_all(chunk_reader& reader)
{
    std::vector<message> all;
    while (true) {
        auto one = reader.next();
        REQUIRE(one.has_value());
        if (!*one)
            return all;
        all.push_back(std::move(**one));
    }
}

std::vector<message> read_all(std::string_view bytes)
{
    chunk_reader reader{{}};
    reader.feed(bytes);
    return read_all(reader);
}

errc failure_of(std::string_view bytes, chunk_reader::limits with = {})
{
    chunk_reader reader{with};
    reader.feed(bytes);
    while (true) {
        const auto one = reader.next();
        if (!one)
            return one.error();
        REQUIRE(one->has_value());
    }
}

// Type 0 header on chunk stream 4, type 9 (video), stream 1.
std::string header(std::uint32_t time, std::uint32_t length)
{
    byte_writer out;
    out.u8(4);
    out.u24(time);
    out.u24(length);
    out.u8(9);
    out.text("\x01\x00\x00\x00"s);
    return out.finish();
}

std::string big(std::uint32_t value)
{
    byte_writer out;
    out.u32(value);
    return out.finish();
}

} // namespace

TEST_CASE("messages come out the same wherever the network split them")
{
    byte_writer out;
    write_chunks(out, 2, 128, {message_type::set_chunk_size, 0, 0, big(200)});
    write_chunks(out, 4, 200, {message_type::video, 40, 1, std::string(777, 'v')});
    write_chunks(out, 5, 200, {message_type::audio, 0x01020304, 1, std::string(450, 'a')});
    write_chunks(out, 4, 200, {message_type::video, 80, 1, ""});
    for (std::size_t split = 0; split <= out.size(); ++split) {
        CAPTURE(split);
        chunk_reader reader{{}};
        reader.feed(out.bytes().substr(0, split));
        auto found = read_all(reader);
        reader.feed(out.bytes().substr(split));
        for (auto& each : read_all(reader))
            found.push_back(std::move(each));
        REQUIRE(found.size() == 3);
        CHECK(found[0].payload == std::string(777, 'v'));
        CHECK(found[0].timestamp == 40);
        CHECK(found[1].payload == std::string(450, 'a'));
        CHECK(found[1].timestamp == 0x01020304);
        CHECK(found[1].type == message_type::audio);
        CHECK(found[2].payload.empty());
    }
    chunk_reader drop_by_drop{{}};
    std::size_t count = 0;
    for (const char c : out.bytes()) {
        drop_by_drop.feed({&c, 1});
        count += read_all(drop_by_drop).size();
    }
    CHECK(count == 3);
}

TEST_CASE("the four header formats fill in what they leave out")
{
    std::string bytes = header(1000, 3) + "abc";
    bytes += "\x44\x00\x00\x28\x00\x00\x02\x08"s + "de"; // type 1: +40 ms, length 2, audio
    bytes += "\x84\x00\x00\x0a"s + "fg";                 // type 2: +10 ms
    bytes += "\xc4"s + "hi";                             // type 3: +10 ms again
    const auto found = read_all(bytes);
    REQUIRE(found.size() == 4);
    CHECK(found[1].timestamp == 1040);
    CHECK(found[1].type == message_type::audio);
    CHECK(found[2].timestamp == 1050);
    CHECK(found[3].timestamp == 1060);
    CHECK(found[3].payload == "hi");
    CHECK(found[3].stream_id == 1);
}

TEST_CASE("chunk stream ids of one, two and three bytes")
{
    const auto rest = header(5, 1).substr(1) + "x";
    CHECK(read_all("\x3f"s + rest).size() == 1);
    CHECK(read_all("\x00\x10"s + rest).size() == 1);
    CHECK(read_all("\x01\x10\x02"s + rest).size() == 1);
}

TEST_CASE("extended timestamps, repeated in continuations or left out as old encoders do")
{
    const std::string payload(200, 'p');
    const auto start = header(0xFFFFFF, 200) + big(0x01000000) + payload.substr(0, 128);
    const auto follow = header(0xFFFFFF, 1) + big(0x01000021) + "z";
    for (const auto& middle : {big(0x01000000), ""s}) {
        const auto found = read_all(start + "\xc4" + middle + payload.substr(128) + follow);
        REQUIRE(found.size() == 2);
        CHECK(found[0].payload == payload);
        CHECK(found[0].timestamp == 0x01000000);
        CHECK(found[1].timestamp == 0x01000021);
    }
    // In types 1 and 2 the extended field is a difference.
    const auto found = read_all(header(7, 1) + "a" + "\x84\xff\xff\xff"s + big(0x02000000) + "b");
    REQUIRE(found.size() == 2);
    CHECK(found[1].timestamp == 0x02000007);
}

TEST_CASE("interleaved chunk streams, and one that is aborted")
{
    auto second = header(0, 130);
    second[0] = 5;
    const auto found = read_all(header(0, 130) + std::string(128, 'a') + second + std::string(128, 'b') + "\xc4" +
                                "aa" + "\xc5" + "bb");
    REQUIRE(found.size() == 2);
    CHECK(found[1].payload == std::string(130, 'b'));
    const auto abort = "\x02\x00\x00\x00\x00\x00\x04\x02\x00\x00\x00\x00"s + big(4);
    const auto after = read_all(header(0, 130) + std::string(128, 'a') + abort + header(9, 1) + "x");
    REQUIRE(after.size() == 1);
    CHECK(after[0].payload == "x");
}

TEST_CASE("what breaks the rules or the limits is refused")
{
    CHECK(failure_of("\x84\x00\x00\x00"s) == errc::malformed); // type 2 on a new stream
    CHECK(failure_of("\xc4"s) == errc::malformed);             // type 3 on a new stream
    CHECK(failure_of(header(0, 130) + std::string(128, 'a') + header(0, 1)) ==
          errc::malformed); // header inside a message
    CHECK(failure_of(header(0, 0xFFFFFF)) == errc::too_large);
    CHECK(failure_of("\x02\x00\x00\x00\x00\x00\x04\x01\x00\x00\x00\x00"s + big(0)) == errc::malformed);
    std::string many;
    for (char id = 3; id < 10; ++id)
        many += std::string(1, id) + header(0, 1).substr(1) + "x";
    CHECK(failure_of(many, {.message_bytes = 100, .chunk_streams = 3}) == errc::too_large);
    std::string unfinished;
    for (char id = 3; id < 10; ++id)
        unfinished += std::string(1, id) + header(0, 600).substr(1) + std::string(128, 'x');
    CHECK(failure_of(unfinished, {.message_bytes = 600, .chunk_streams = 64}) == errc::too_large);
}
