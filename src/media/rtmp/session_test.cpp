#include "media/rtmp/chunk_writer.hpp"
#include "media/rtmp/session.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak::media;
using namespace ahimmoyak::media::rtmp;
using namespace std::string_literals;

namespace {

std::string command(std::string_view name, double transaction, const std::vector<amf0::value>& rest)
{
    byte_writer body;
    amf0::write(body, name);
    amf0::write(body, transaction);
    for (const auto& each : rest)
        amf0::write(body, each);
    byte_writer out;
    write_chunks(out, 3, 128, {message_type::command_amf0, 0, 1, body.finish()});
    return out.finish();
}

std::string hello() { return "\x03"s + std::string(1536, 'c') + std::string(1536, 's'); }

std::string publish_as(std::string_view key, std::string_view app = "app")
{
    return hello() + command("connect", 1, {{amf0::object{{"app", {std::string{app}}}, {"flashVer", {"test/1"s}}}}}) +
           command("releaseStream", 2, {{}, {std::string{key}}}) + command("FCPublish", 3, {{}, {std::string{key}}}) +
           command("createStream", 4, {{}}) + command("_checkbw", 5, {{}}) +
           command("publish", 6, {{}, {std::string{key}}, {"live"s}});
}

// What the server said after its handshake, as command names with codes.
std::vector<std::string> said(std::string_view output)
{
    chunk_reader reader{{}};
    // Once connected the server uses larger chunks.
    if (!output.starts_with('\x02')) {
        byte_writer size;
        write_chunks(size, 2, 128, {message_type::set_chunk_size, 0, 0, "\x00\x00\xea\x60"s});
        reader.feed(size.bytes());
    }
    reader.feed(output);
    std::vector<std::string> all;
    while (true) {
        auto one = reader.next();
        REQUIRE(one.has_value());
        if (!*one)
            return all;
        if ((*one)->type != message_type::command_amf0)
            continue;
        const auto values = amf0::parse((*one)->payload);
        REQUIRE(values.has_value());
        std::string line = *values->front().as_text();
        for (const auto& each : *values)
            if (const auto code = each.text_of("code"); !code.empty())
                line += " " + std::string{code};
        all.push_back(line);
    }
}

} // namespace

TEST_CASE("a publisher is led through handshake and commands, fed byte by byte")
{
    session s{{}, std::string(1528, 'r')};
    std::string output;
    std::optional<event> asked;
    for (const char c : publish_as("secret")) {
        s.feed({&c, 1});
        auto got = s.next();
        REQUIRE(got.has_value());
        output += s.take_output();
        if (*got)
            asked = std::move(*got);
    }
    REQUIRE(asked.has_value());
    CHECK(std::get<publish_asked>(*asked).stream_key == "secret");
    CHECK(std::get<publish_asked>(*asked).encoder == "test/1");
    s.accept_publish();
    output += s.take_output();
    REQUIRE(output.size() > 1 + 2 * 1536);
    CHECK(output[0] == 3);
    CHECK(output.substr(1 + 1536, 1536) == std::string(1536, 'c')); // S2 echoes C1
    CHECK(said(output.substr(1 + 2 * 1536)) == std::vector<std::string>{"_result NetConnection.Connect.Success",
                                                                        "_result", "_result", "_result", "_result",
                                                                        "onStatus NetStream.Publish.Start"});

    byte_writer media;
    write_chunks(media, 4, 128, {message_type::video, 40, 1, "picture"});
    s.feed(media.bytes());
    auto got = s.next();
    REQUIRE(got->has_value());
    CHECK(std::get<media_arrived>(**got).payload == "picture");
    s.feed(command("FCUnpublish", 7, {{}, {"secret"s}}) + command("deleteStream", 8, {{}, {1.0}}));
    got = s.next();
    REQUIRE(got->has_value());
    CHECK(std::holds_alternative<unpublished>(**got));
    CHECK(!s.next()->has_value());
}

TEST_CASE("media before the permission is not passed on, and a refusal says so")
{
    session s{{}, std::string(1528, 'r')};
    byte_writer media;
    write_chunks(media, 4, 128, {message_type::video, 0, 1, "early"});
    s.feed(hello() + media.bytes());
    CHECK(!s.next()->has_value());
    s.feed(publish_as("k").substr(hello().size()));
    REQUIRE(s.next()->has_value());
    s.take_output();
    s.refuse_publish("Not now.");
    CHECK(said(s.take_output()) == std::vector<std::string>{"onStatus NetStream.Publish.BadName"});
}

TEST_CASE("stream keys stand where encoders put them")
{
    CHECK(stream_key_of("app", "KEY") == "KEY");
    CHECK(stream_key_of("app", "/KEY") == "KEY");
    CHECK(stream_key_of("live", "room?key=KEY") == "KEY");
    CHECK(stream_key_of("live?a=b&key=KEY", "room") == "KEY");
    CHECK(stream_key_of("live", "KEY?bandwidthtest=true") == "KEY");
    CHECK(stream_key_of("live", "").empty());
    CHECK(stream_key_of("live", std::string(300, 'k')).empty());
}

TEST_CASE("metadata comes as object or ECMA array")
{
    session s{{}, std::string(1528, 'r')};
    s.feed(publish_as("k"));
    REQUIRE(s.next()->has_value());
    s.accept_publish();
    byte_writer body;
    amf0::write(body, "@setDataFrame");
    amf0::write(body, "onMetaData");
    amf0::write(body, amf0::object{{"framerate", {25.0}}, {"videocodecid", {7.0}}, {"encoder", {"obs"s}}});
    byte_writer out;
    write_chunks(out, 4, 128, {message_type::data_amf0, 0, 1, body.finish()});
    s.feed(out.bytes());
    const auto got = s.next();
    REQUIRE(got->has_value());
    const auto& says = std::get<stream_metadata>(**got);
    CHECK(says.frames_per_second == 25);
    CHECK(says.has_video);
    CHECK(!says.has_audio);
    CHECK(says.encoder == "obs");
}

TEST_CASE("a ping is answered, bytes are acknowledged, strangers' large messages are refused")
{
    session s{{}, std::string(1528, 'r')};
    s.feed(hello());
    CHECK(!s.next()->has_value());
    s.take_output();
    byte_writer ping;
    write_chunks(ping, 2, 128, {message_type::user_control, 0, 0, "\x00\x06\x00\x00\x00\x2a"s});
    s.feed(ping.bytes());
    CHECK(!s.next()->has_value());
    CHECK(s.take_output().ends_with("\x00\x07\x00\x00\x00\x2a"s));
    byte_writer window;
    write_chunks(window, 2, 128, {message_type::window_acknowledgement_size, 0, 0, "\x00\x00\x00\x10"s});
    s.feed(window.bytes());
    CHECK(!s.next()->has_value());
    s.feed(ping.bytes());
    CHECK(static_cast<int>(s.take_output().at(7)) == 3); // Acknowledgement
    byte_writer large;
    write_chunks(large, 4, 128, {message_type::video, 0, 1, std::string(100'000, 'x')});
    s.feed(large.bytes());
    auto got = s.next();
    while (got && *got)
        got = s.next();
    CHECK(got.error() == errc::too_large);
}

TEST_CASE("what is no RTMP is refused at its first byte")
{
    for (const auto& garbage : {"GET / HTTP/1.1\r\n\r\n"s, "\x16\x03\x01"s, "\x06"s, "\x00"s}) {
        session s{{}, ""};
        s.feed(garbage);
        CHECK(s.next().error() == errc::unsupported);
    }
}
