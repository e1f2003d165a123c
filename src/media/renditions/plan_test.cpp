#include "media/renditions/plan.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak::media;

namespace {

hls::run source(int width, int height, const char* video = "avc1.64001f", const char* audio = "mp4a.40.2")
{
    hls::run of;
    of.video = video_format{width, height, video, 30, "record"};
    of.audio = audio_format{48'000, 2, audio, 1024, "config"};
    of.frames_per_second = 30;
    return of;
}

const std::vector<int> all{360, 1080, 720};

} // namespace

TEST_CASE("nothing is made as large as the source")
{
    CHECK(plan_of(source(1920, 1080), all).sizes == std::vector{720, 360});
    CHECK(plan_of(source(1280, 720), all).sizes == std::vector{360});
    CHECK(plan_of(source(640, 360), all).sizes.empty());
    CHECK(plan_of(source(720, 1280), all).sizes == std::vector{360});
    CHECK(plan_of(source(640, 360), {180}).folders() == std::vector<std::string>{"r180"});
    CHECK(plan_of(source(1920, 1080), {}).empty());
}

TEST_CASE("a codec that few browsers play is also offered as H.264 of the same size")
{
    CHECK(plan_of(source(1280, 720, "hvc1.1.6.L93.B0"), all).sizes == std::vector{720, 360});
}

TEST_CASE("Opus is offered as AAC, with and without smaller pictures, and without any")
{
    const auto plan = plan_of(source(1280, 720, "avc1.42c01f", "opus"), all);
    CHECK(plan.folders() == std::vector<std::string>{"r360", "aac"});
    CHECK(to_text(plan) == "360p, AAC");
    CHECK(order_of(source(1280, 720, "avc1.42c01f", "opus"), plan).copy_picture);
    auto sound = source(1, 1, "", "opus");
    sound.video.reset();
    CHECK(plan_of(sound, all).folders() == std::vector<std::string>{"aac"});
}

TEST_CASE("orders and offers are read as they were written, and never from less")
{
    namespace protocol = renditions_protocol;
    const auto order = protocol::to_bytes(order_of(source(1280, 720), {{360, 180}, true}));
    const auto read = protocol::read_order(order);
    REQUIRE(read.has_value());
    CHECK(read->video->width == 1280);
    CHECK(read->audio->configuration == "config");
    CHECK(read->frames_per_second == 30);
    CHECK(read->sizes == std::vector{360, 180});
    CHECK(read->make_aac);
    const auto offer = protocol::to_bytes(protocol::offer{{{640, 360, "record"}}, "config"});
    CHECK(protocol::read_offer(offer)->pictures[0].configuration == "record");
    for (std::size_t length = 0; length < offer.size(); ++length)
        CHECK(!protocol::read_offer(std::string_view{offer}.substr(0, length)).has_value());
    for (std::size_t length = 0; length < order.size(); ++length)
        CHECK(!protocol::read_order(std::string_view{order}.substr(0, length)).has_value());
}
