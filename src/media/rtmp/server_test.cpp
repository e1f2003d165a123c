#include "media/hls/serve.hpp"
#include "media/hls/validator.hpp"
#include "media/rtmp/chunk_writer.hpp"
#include "media/rtmp/server.hpp"
#include "media/rtmp/session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

#include <functional>
#include <memory>

using namespace ahimmoyak;
using namespace ahimmoyak::media;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

using rtmp::message_type;

std::string chunks(std::uint8_t stream, message_type type, std::uint32_t time, std::string payload)
{
    byte_writer out;
    rtmp::write_chunks(out, stream, 128, {type, time, 1, std::move(payload)});
    return out.finish();
}

std::string command(std::string_view name, double transaction, const std::vector<amf0::value>& rest)
{
    byte_writer body;
    amf0::write(body, name);
    amf0::write(body, transaction);
    for (const auto& each : rest)
        amf0::write(body, each);
    return chunks(3, message_type::command_amf0, 0, body.finish());
}

std::string greeting(std::string_view key)
{
    return "\x03"s + std::string(3072, 'c') + command("connect", 1, {{amf0::object{{"app", {"app"s}}}}}) +
           command("createStream", 2, {{}}) + command("publish", 3, {{}, {std::string{key}}, {"live"s}});
}

// Sequence headers as x264 and ffmpeg's AAC encoder write them.
std::string headers()
{
    std::string avcc;
    const std::string_view hex = "014d401fffe10017674d401feca02802dd808800001f480007530078c18cb001000468ce0fc8";
    for (std::size_t i = 0; i < hex.size(); i += 2)
        avcc.push_back(static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16)));
    return chunks(6, message_type::video, 0, "\x17\x00\x00\x00\x00"s + avcc) +
           chunks(4, message_type::audio, 0, "\xaf\x00\x11\x90"s);
}

// `count` pictures at 30 a second with their sound, a key frame every 30.
std::string pictures(int from, int count)
{
    std::string all;
    for (int i = from; i < from + count; ++i) {
        const auto time = static_cast<std::uint32_t>(i * 1'000 / 30);
        all += chunks(4, message_type::audio, time, "\xaf\x01sound"s);
        all += i % 30 == 0 ? chunks(6, message_type::video, time, "\x17\x01\x00\x00\x00\x00\x00\x00\x03\x65\x88\x84"s)
                           : chunks(6, message_type::video, time, "\x27\x01\x00\x00\x00\x00\x00\x00\x03\x41\x9a\x01"s);
    }
    return all;
}

struct site {
    asio::io_context io;
    system_clock clock;
    hub streams;
    std::vector<std::string> happened;
    std::unique_ptr<rtmp_server> server;

    explicit site(hub::options with = {}, std::size_t most = 1'000) : streams{with, clock}
    {
        rtmp_server::options options;
        options.listen = {asio::ip::make_address("127.0.0.1"), 0};
        options.max_connections = most;
        options.handshake_timeout = 200ms;
        options.idle_timeout = 400ms;
        options.may_publish = may_publish;
        options.on_started = [this](std::string channel, publication_info info) {
            return note(this, "started " + channel + (info.resumed ? " again" : ""));
        };
        options.on_ended = [this](std::string channel) { return note(this, "ended " + channel); };
        server = std::make_unique<rtmp_server>(io.get_executor(), streams, std::move(options));
        server->start();
    }
    ~site()
    {
        asio::co_spawn(io, server->stop(), asio::detached);
        run_until([this] { return server->connections() == 0; });
        io.restart();
        io.run_for(2s);
        CHECK(server->connections() == 0);
    }
    static task<std::optional<publication>> may_publish(std::string key, std::string)
    {
        if (!key.starts_with("good-"))
            co_return std::nullopt;
        co_return publication{key.substr(5)};
    }
    static task<> note(site* here, std::string what)
    {
        here->happened.push_back(std::move(what));
        co_return;
    }
    bool run_until(const std::function<bool()>& done)
    {
        const auto limit = std::chrono::steady_clock::now() + 10s;
        while (!done() && std::chrono::steady_clock::now() < limit) {
            io.restart();
            io.run_one_for(20ms);
        }
        return done();
    }
};

struct client {
    tcp_socket socket;
    std::string heard;
    bool closed = false;

    explicit client(site& at) : socket{at.io}
    {
        socket.connect({asio::ip::make_address("127.0.0.1"), at.server->port()});
        listen();
    }
    ~client()
    {
        boost::system::error_code ignored;
        socket.close(ignored);
    }
    void send(std::string_view bytes)
    {
        boost::system::error_code ignored;
        asio::write(socket, asio::buffer(bytes), ignored);
    }
    void listen()
    {
        socket.async_read_some(asio::buffer(*buffer),
                               [this, kept = buffer](boost::system::error_code failure, std::size_t count) {
                                   if (failure == asio::error::operation_aborted)
                                       return;
                                   heard.append(kept->data(), count);
                                   closed = failure.failed();
                                   if (!closed)
                                       listen();
                               });
    }
    std::shared_ptr<std::vector<char>> buffer = std::make_shared<std::vector<char>>(65'536);
};

std::string playlist_of(site& at, std::string_view channel)
{
    std::string text;
    asio::co_spawn(at.io, serve(at.streams.find(channel), {"video.m3u8", "", ""}),
                   [&text](const std::exception_ptr&, http_answer answer) {
                       for (const auto& each : answer.body)
                           text += *each;
                   });
    CHECK(at.run_until([&] { return !text.empty(); }));
    return text;
}

} // namespace

TEST_CASE("a publisher becomes a playlist, and its good-bye is told once")
{
    site at;
    client publisher{at};
    publisher.send(greeting("good-room") + headers() + pictures(0, 75));
    REQUIRE(at.run_until([&] { return !at.happened.empty(); }));
    CHECK(at.happened[0] == "started room");
    const auto text = playlist_of(at, "room");
    CHECK(hls::check_playlist(text).empty());
    CHECK(text.find("INDEPENDENT=YES") != std::string::npos);
    const auto stats = at.streams.find("room")->stats();
    CHECK(stats.publication.video->width == 1'280);
    CHECK(stats.publication.audio->sample_rate == 48'000);
    CHECK(stats.publishing);
    publisher.send(command("FCUnpublish", 4, {{}, {"good-room"s}}) + command("deleteStream", 5, {{}, {1.0}}));
    REQUIRE(at.run_until([&] { return at.happened.size() == 2; }));
    CHECK(at.happened[1] == "ended room");
    CHECK(!at.streams.find("room")->stats().publishing);
    CHECK(!publisher.closed); // it may hang up by itself
}

TEST_CASE("a wrong key is refused, and makes no stream")
{
    site at;
    client stranger{at};
    stranger.send(greeting("bad-room"));
    REQUIRE(at.run_until([&] { return stranger.closed; }));
    CHECK(stranger.heard.find("NetStream.Publish.BadName") != std::string::npos);
    CHECK(at.streams.all().empty());
    CHECK(at.happened.empty());
}

TEST_CASE("garbage, silence and half a handshake are closed, and disturb nobody")
{
    site at;
    client publisher{at};
    publisher.send(greeting("good-room") + headers() + pictures(0, 40));
    REQUIRE(at.run_until([&] { return !at.happened.empty(); }));
    client web{at};
    web.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    client half{at};
    half.send("\x03"s + std::string(700, 'x'));
    client broken{at};
    broken.send("\x03"s + std::string(3'072, 'c') + std::string(500, '\xff'));
    client mute{at};
    int frame = 40;
    REQUIRE(at.run_until([&] {
        publisher.send(pictures(frame++, 1));
        return web.closed && half.closed && broken.closed && mute.closed;
    }));
    CHECK(!publisher.closed);
    CHECK(at.server->connections() == 1);
    CHECK(at.streams.find("room")->stats().publishing);
}

TEST_CASE("a publisher that vanishes ends once; one that returns in time continues")
{
    site at;
    {
        client publisher{at};
        publisher.send(greeting("good-room") + headers() + pictures(0, 70));
        REQUIRE(at.run_until([&] { return at.happened.size() == 1; }));
    }
    REQUIRE(at.run_until([&] { return at.happened.size() == 2; }));
    CHECK(at.happened[1] == "ended room");
    const auto before = playlist_of(at, "room");
    client again{at};
    again.send(greeting("good-room") + headers() + pictures(0, 70));
    REQUIRE(at.run_until([&] { return at.happened.size() == 3; }));
    CHECK(at.happened[2] == "started room again");
    const auto after = playlist_of(at, "room");
    CHECK(hls::check_playlist(after).empty());
    CHECK(hls::check_update(before, after).empty());
    CHECK(after.find("#EXT-X-DISCONTINUITY\n") != std::string::npos);
    // Silence on an open connection is the same as a torn one.
    REQUIRE(at.run_until([&] { return at.happened.size() == 4; }));
    CHECK(at.happened[3] == "ended room");
}

TEST_CASE("a second publisher of a channel is refused, and takes over one that fell silent")
{
    site at{{.takeover_silence = 200ms}};
    client first{at};
    first.send(greeting("good-room") + headers() + pictures(0, 70));
    REQUIRE(at.run_until([&] { return at.happened.size() == 1; }));
    client second{at};
    second.send(greeting("good-room"));
    REQUIRE(at.run_until([&] { return second.closed; }));
    CHECK(second.heard.find("NetStream.Publish.BadName") != std::string::npos);
    CHECK(second.heard.find("Another publisher is on air") != std::string::npos);
    CHECK(at.streams.find("room")->stats().refused == 0); // it could be the first one, whose line is torn
    first.send(pictures(70, 1));
    CHECK(at.run_until([&] { return at.streams.find("room")->stats().refused == 1; }));
    const auto silent_since = std::chrono::steady_clock::now();
    at.run_until([&] { return std::chrono::steady_clock::now() - silent_since > 250ms; });
    client third{at};
    third.send(greeting("good-room") + headers() + pictures(0, 70));
    REQUIRE(at.run_until([&] { return at.happened.size() >= 2; }));
    CHECK(at.happened[1] == "started room again");
    CHECK(at.streams.find("room")->stats().publication.took_over);
    first.send(pictures(71, 5));
    REQUIRE(at.run_until([&] { return first.closed; }));
    CHECK(first.heard.find("taken over") != std::string::npos);
    CHECK(at.happened.size() == 2); // the broadcast goes on: nothing has ended
    third.send(command("FCUnpublish", 4, {{}, {"good-room"s}}));
    REQUIRE(at.run_until([&] { return at.happened.size() == 3; }));
    CHECK(at.happened[2] == "ended room");
}

TEST_CASE("who takes over and never shows anything still ends what it has taken")
{
    site at{{.takeover_silence = 0ms}};
    client first{at};
    first.send(greeting("good-room") + headers() + pictures(0, 70));
    REQUIRE(at.run_until([&] { return at.happened.size() == 1; }));
    {
        client second{at};
        second.send(greeting("good-room"));
        REQUIRE(at.run_until([&] { return second.heard.find("NetStream.Publish.Start") != std::string::npos; }));
    }
    REQUIRE(at.run_until([&] { return at.happened.size() == 2; }));
    CHECK(at.happened[1] == "ended room");
}

TEST_CASE("a broadcast that nobody may take over is held by who is connected, however silent")
{
    site at{{.takeover_silence = std::nullopt}};
    client first{at};
    first.send(greeting("good-room") + headers() + pictures(0, 70));
    REQUIRE(at.run_until([&] { return at.happened.size() == 1; }));
    const auto silent_since = std::chrono::steady_clock::now();
    at.run_until([&] { return std::chrono::steady_clock::now() - silent_since > 250ms; });
    client second{at};
    second.send(greeting("good-room"));
    REQUIRE(at.run_until([&] { return second.closed; }));
    CHECK(second.heard.find("Another publisher is on air") != std::string::npos);
}

TEST_CASE("a flood of connections that say nothing keeps no publisher out")
{
    site at{{}, 8};
    client publisher{at};
    publisher.send(greeting("good-room") + headers() + pictures(0, 40));
    REQUIRE(at.run_until([&] { return !at.happened.empty(); }));
    std::vector<std::unique_ptr<client>> flood;
    for (int i = 0; i < 40; ++i) {
        flood.push_back(std::make_unique<client>(at));
        at.run_until([&] { return at.server->connections() >= std::min<std::size_t>(flood.size() + 1, 8); });
    }
    CHECK(at.server->connections() <= 16);
    client another{at};
    another.send(greeting("good-other") + headers() + pictures(0, 40));
    REQUIRE(at.run_until([&] { return at.happened.size() == 2; }));
    CHECK(at.happened[1] == "started other");
    CHECK(!publisher.closed);
}

TEST_CASE("ending the broadcast cuts its publisher off")
{
    site at;
    client publisher{at};
    publisher.send(greeting("good-room") + headers() + pictures(0, 70));
    REQUIRE(at.run_until([&] { return at.happened.size() == 1; }));
    at.streams.end("room");
    publisher.send(pictures(70, 2));
    REQUIRE(at.run_until([&] { return publisher.closed; }));
    CHECK(playlist_of(at, "room").ends_with("#EXT-X-ENDLIST\n"));
}

TEST_CASE("damaged pictures are left out, an unknown codec ends the connection")
{
    site at;
    client publisher{at};
    publisher.send(greeting("good-room") + headers() +
                   chunks(6, message_type::video, 0, "\x17\x01\x00\x00\x00\xff\xff\xff\xff\x65"s) + pictures(0, 70));
    REQUIRE(at.run_until([&] { return at.happened.size() == 1; }));
    CHECK(!publisher.closed);
    client hevc{at};
    hevc.send(greeting("good-other") + chunks(6, message_type::video, 0, "\x90vp09"s + std::string(50, 'x')));
    REQUIRE(at.run_until([&] { return hevc.closed; }));
    CHECK(hevc.heard.find("NetStream.Failed") != std::string::npos);
    CHECK(hevc.heard.find("codec is not supported") != std::string::npos);
}
