#include "videos/protocol.hpp"
#include "worker/encode.hpp"
#include "worker/live.hpp"
#include "worker/loudness.hpp"
#include "worker/pictures.hpp"
#include "worker/sandbox.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <unistd.h>

// ahimmoyak-media-worker SIZE HEIGHTS CPU-SECONDS MEMORY-MIB: prepares one video for playing.
// ahimmoyak-media-worker stills SIZE PLACES CPU-SECONDS MEMORY-MIB: a poster and small pictures of what lies there.
// ahimmoyak-media-worker live CPU-SECONDS MEMORY-MIB PROCESSORS: makes renditions of a broadcast while it is on.
// Started by the server, which it talks to over descriptor 3 (videos/protocol.hpp, media/renditions/protocol.hpp); it
// is of no use to people.

namespace ahimmoyak::worker {

namespace {

// Below the server and all else, but never last: a broadcast does not wait.
constexpr int live_niceness = 10;

std::uint64_t number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (wrong != std::errc{} || end != text.data() + text.size())
        throw failure{"usage"};
    return value;
}

std::vector<int> numbers(std::string_view text)
{
    std::vector<int> all;
    while (!text.empty()) {
        const auto each = text.substr(0, text.find(','));
        all.push_back(static_cast<int>(std::min<std::uint64_t>(number(each), 4320)));
        text.remove_prefix(std::min(text.size(), each.size() + 1));
    }
    return all;
}

std::vector<std::uint64_t> places(std::string_view text)
{
    std::vector<std::uint64_t> all;
    while (!text.empty()) {
        const auto each = text.substr(0, text.find(','));
        all.push_back(number(each));
        text.remove_prefix(std::min(text.size(), each.size() + 1));
    }
    return all;
}

std::string name_of(const AVStream* stream)
{
    return stream == nullptr ? "null" : "\"" + std::string{avcodec_get_name(stream->codecpar->codec_id)} + "\"";
}

// Reads around and from the start again: each has the file opened anew, as seeking back is not sure in every format.
std::string prepare(std::uint64_t size, const std::vector<int>& heights)
{
    const auto loudness = [&] {
        source from{size};
        return loudness_of(from);
    }();
    const auto pictures = [&] {
        source from{size};
        return send_pictures(from);
    }();
    source from{size};
    const auto made = make_renditions(from, heights, loudness);
    char facts[512];
    std::snprintf(facts, sizeof facts,
                  R"({"durationMs":%lld,"width":%d,"height":%d,"damaged":%s,"everyMs":%lld,"count":%d,"columns":%d,)"
                  R"("smallWidth":%d,"smallHeight":%d,)",
                  static_cast<long long>(made.duration_ms), from.width(), from.height(),
                  made.damaged ? "true" : "false", static_cast<long long>(pictures.every_ms), pictures.count,
                  pictures.columns, pictures.width, pictures.height);
    return facts + ("\"videoCodec\":" + name_of(&from.video())) + ",\"audioCodec\":" + name_of(from.audio()) +
           ",\"loudnessCentiLufs\":" + (loudness ? std::to_string(std::lround(*loudness * 100)) : std::string{"null"}) +
           ",\"renditions\":" + made.json + "}";
}

std::string draw(std::uint64_t size, const std::vector<std::uint64_t>& of)
{
    source from{size};
    const auto made = send_stills(from, of);
    char facts[128];
    std::snprintf(facts, sizeof facts, R"({"count":%d,"columns":%d,"width":%d,"height":%d})", made.count, made.columns,
                  made.width, made.height);
    return facts;
}

int run(int argc, char** argv)
{
    try {
        if (argc == 6 && std::string_view{argv[1]} == "stills") {
            const auto size = number(argv[2]);
            const auto of = places(argv[3]);
            enter_sandbox({number(argv[4]), number(argv[5])});
            av_log_set_level(AV_LOG_QUIET);
            send(videos::protocol::done, draw(size, of));
            return 0;
        }
        if (argc != 5)
            throw failure{"usage"};
        if (std::string_view{argv[1]} == "live") {
            enter_sandbox({number(argv[2]), number(argv[3]), live_niceness,
                           static_cast<int>(std::min<std::uint64_t>(number(argv[4]), 1024))});
            av_log_set_level(AV_LOG_QUIET);
            make_live_renditions();
            return 0;
        }
        const auto size = number(argv[1]);
        const auto heights = numbers(argv[2]);
        enter_sandbox({number(argv[3]), number(argv[4])});
        av_log_set_level(AV_LOG_QUIET);
        send(videos::protocol::done, prepare(size, heights));
        return 0;
    } catch (const failure& why) {
        send(videos::protocol::failed, std::string_view{why.what()});
    } catch (const std::bad_alloc&) {
        send(videos::protocol::failed, std::string_view{"out_of_memory"});
    }
    return 1;
}

} // namespace

} // namespace ahimmoyak::worker

int main(int argc, char** argv)
{
    // Nothing of the server's but the one descriptor.
    ::close_range(ahimmoyak::videos::protocol::descriptor + 1, ~0U, 0);
    return ahimmoyak::worker::run(argc, argv);
}
