#include "media/hls/playlist.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>
#include <zlib.h>

namespace ahimmoyak::media::hls {

namespace {

// Five decimals: below the length of a sample of sound.
std::string seconds_text(std::int64_t ticks)
{
    std::array<char, 48> buffer{};
    const auto n =
        std::snprintf(buffer.data(), buffer.size(), "%lld.%05lld", static_cast<long long>(ticks / ticks_per_second),
                      static_cast<long long>(ticks % ticks_per_second * 100'000 / ticks_per_second));
    return {buffer.data(), static_cast<std::size_t>(n)};
}

// The shortest decimal without losing a millisecond: 0.2, 0.209, 12.
std::string decimal(double value)
{
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.3f", value);
    std::string text = buffer.data();
    while (text.ends_with('0'))
        text.pop_back();
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

void render_head(std::string& to, const timeline& of, int version)
{
    const auto control = control_of(of.fixed);
    to += "#EXTM3U\n#EXT-X-VERSION:" + std::to_string(version);
    to += "\n#EXT-X-TARGETDURATION:" + std::to_string(of.fixed.target_seconds);
    to += "\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=" + decimal(control.can_skip_until);
    to += ",HOLD-BACK=" + decimal(control.hold_back) + ",PART-HOLD-BACK=" + decimal(control.part_hold_back);
    to += "\n#EXT-X-PART-INF:PART-TARGET=" +
          decimal(static_cast<double>(of.fixed.part_target) / static_cast<double>(ticks_per_second));
    to += "\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(of.segments.empty() ? 0 : of.segments.front().msn);
    if (of.discontinuity_sequence > 0)
        to += "\n#EXT-X-DISCONTINUITY-SEQUENCE:" + std::to_string(of.discontinuity_sequence);
    bool all_independent = true;
    for (const auto& each : of.segments)
        all_independent = all_independent && each.independent;
    if (all_independent)
        to += "\n#EXT-X-INDEPENDENT-SEGMENTS";
    to += '\n';
}

void render_part(std::string& to, const segment& parent, std::size_t number)
{
    const auto& each = parent.parts[number];
    to += "#EXT-X-PART:DURATION=" + seconds_text(each.duration) + ",URI=\"" + part_name(parent.msn, number) + '"';
    if (each.independent)
        to += ",INDEPENDENT=YES";
    if (each.gap)
        to += ",GAP=YES";
    to += '\n';
}

// The tags of everything from segment `first` on. Parts within three target durations of the end
// keep their tags (§6.2.2).
void render_segments(std::string& to, const timeline& of, std::size_t first, std::int64_t whole)
{
    const std::int64_t with_parts = 3 * of.fixed.target_seconds * ticks_per_second;
    std::int64_t before_end = whole;
    std::uint64_t init = 0;
    bool init_known = false;
    for (std::size_t i = 0; i < of.segments.size(); ++i) {
        const auto& each = of.segments[i];
        before_end -= each.duration; // now: from the end of this segment to the end of the playlist
        if (i < first)
            continue;
        // A first segment that follows a discontinuity keeps the tag until the segment goes (§6.2.2).
        if (each.discontinuity)
            to += "#EXT-X-DISCONTINUITY\n";
        if (!init_known || init != each.init)
            to += "#EXT-X-MAP:URI=\"" + init_name(each.init) + "\"\n";
        init = each.init;
        init_known = true;
        to += "#EXT-X-PROGRAM-DATE-TIME:" + to_rfc3339(each.program_time) + '\n';
        if (before_end < with_parts && !of.ended)
            for (std::size_t n = 0; n < each.parts.size(); ++n)
                render_part(to, each, n);
        if (each.complete && std::all_of(each.parts.begin(), each.parts.end(), [](const part& p) { return p.gap; }))
            to += "#EXT-X-GAP\n";
        if (each.complete)
            to += "#EXTINF:" + seconds_text(each.duration) + ",\n" + segment_name(each.msn) + '\n';
    }
    if (of.ended) {
        to += "#EXT-X-ENDLIST\n";
        return;
    }
    if (of.segments.empty())
        return;
    const auto& last = of.segments.back();
    to += "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"" +
          (last.complete ? part_name(last.msn + 1, 0) : part_name(last.msn, last.parts.size())) + "\"\n";
    for (const auto& [uri, at] : of.others)
        to += "#EXT-X-RENDITION-REPORT:URI=\"" + uri + "\",LAST-MSN=" + std::to_string(at.msn) +
              ",LAST-PART=" + std::to_string(at.part) + '\n';
}

std::int64_t whole_of(const timeline& of)
{
    std::int64_t sum = 0;
    for (const auto& each : of.segments)
        sum += each.duration;
    return sum;
}

} // namespace

server_control control_of(const durations& fixed)
{
    const double target = fixed.target_seconds;
    const double part = static_cast<double>(fixed.part_target) / static_cast<double>(ticks_per_second);
    return {6 * target, 3 * target, 3 * part};
}

std::string init_name(std::uint64_t number) { return "i" + std::to_string(number) + ".mp4"; }

std::string segment_name(std::uint64_t msn) { return "s" + std::to_string(msn) + ".m4s"; }

std::string part_name(std::uint64_t msn, std::size_t number)
{
    return "p" + std::to_string(msn) + "." + std::to_string(number) + ".m4s";
}

std::string render(const timeline& of)
{
    std::string text;
    text.reserve(8 * 1024);
    render_head(text, of, 6);
    render_segments(text, of, 0, whole_of(of));
    return text;
}

std::string render_delta(const timeline& of)
{
    const auto whole = whole_of(of);
    const std::int64_t boundary = 6 * of.fixed.target_seconds * ticks_per_second;
    std::int64_t left = whole;
    std::size_t skipped = 0;
    while (skipped < of.segments.size() && left - of.segments[skipped].duration >= boundary)
        left -= of.segments[skipped++].duration;
    if (skipped == 0 || of.ended)
        return render(of);
    std::string text;
    text.reserve(8 * 1024);
    render_head(text, of, 9);
    text += "#EXT-X-SKIP:SKIPPED-SEGMENTS=" + std::to_string(skipped) + '\n';
    render_segments(text, of, skipped, whole);
    return text;
}

namespace {

std::string render_variant(const variant& which)
{
    const auto& of = which.what;
    std::string codecs = of.video ? of.video->codec : std::string{};
    if (of.audio)
        codecs += (codecs.empty() ? "" : ",") + of.audio->codec;
    std::string text = "#EXT-X-STREAM-INF:BANDWIDTH=" + std::to_string(which.peak_bits) + ",CODECS=\"" + codecs + '"';
    if (of.video) {
        text += ",RESOLUTION=" + std::to_string(of.video->width) + 'x' + std::to_string(of.video->height);
        if (of.frames_per_second > 0)
            text += ",FRAME-RATE=" + decimal(of.frames_per_second);
    }
    return text + '\n' + which.uri + '\n';
}

} // namespace

std::string render_multivariant(const std::vector<variant>& of)
{
    std::string text = "#EXTM3U\n#EXT-X-VERSION:6\n";
    for (const auto& each : of)
        text += render_variant(each);
    return text;
}

std::string gzip(std::string_view text)
{
    z_stream zip{};
    constexpr int gzip_format = 15 + 16;
    if (deflateInit2(&zip, Z_BEST_SPEED, Z_DEFLATED, gzip_format, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error{"zlib cannot start"};
    std::string out(deflateBound(&zip, static_cast<uLong>(text.size())), '\0');
    zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    zip.avail_in = static_cast<uInt>(text.size());
    zip.next_out = reinterpret_cast<Bytef*>(out.data());
    zip.avail_out = static_cast<uInt>(out.size());
    const int done = deflate(&zip, Z_FINISH);
    out.resize(zip.total_out);
    deflateEnd(&zip);
    if (done != Z_STREAM_END)
        throw std::runtime_error{"zlib could not finish"};
    return out;
}

} // namespace ahimmoyak::media::hls
