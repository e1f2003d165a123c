#include "media/hls/validator.hpp"

#include "base/values.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

namespace ahimmoyak::media::hls {

namespace {

using attributes = std::map<std::string, std::string, std::less<>>;
using complaints = std::vector<std::string>;

struct listed_part {
    std::string uri;
    double duration = 0;
    bool independent = false;
    bool gap = false;
};

struct listed_segment {
    std::string uri;
    double duration = 0;
    bool complete = false;
    bool discontinuity = false;
    std::optional<timestamp> program_time;
    std::string map;
    std::vector<listed_part> parts;
};

struct media_text {
    int version = 1;
    std::optional<int> target;
    std::string server_control;
    std::optional<double> part_target;
    std::uint64_t sequence = 0;
    std::uint64_t discontinuity_sequence = 0;
    std::uint64_t skipped = 0;
    bool independent_segments = false;
    bool ended = false;
    std::vector<std::string> hints;
    std::vector<std::string> reports;
    std::vector<listed_segment> segments;
    complaints broken;

    double duration_of(const listed_segment& s) const
    {
        if (s.complete)
            return s.duration;
        double sum = 0;
        for (const auto& each : s.parts)
            sum += each.duration;
        return sum;
    }
    double whole() const
    {
        double sum = 0;
        for (const auto& each : segments)
            sum += duration_of(each);
        return sum;
    }
};

attributes attributes_of(std::string_view list)
{
    attributes found;
    while (!list.empty()) {
        const auto equals = list.find('=');
        if (equals == list.npos)
            break;
        const std::string name{list.substr(0, equals)};
        list.remove_prefix(equals + 1);
        std::string value;
        if (list.starts_with('"')) {
            const auto end = list.find('"', 1);
            value = std::string{list.substr(1, end == list.npos ? end : end - 1)};
            list.remove_prefix(end == list.npos ? list.size() : end + 1);
        } else {
            value = std::string{list.substr(0, list.find(','))};
            list.remove_prefix(value.size());
        }
        if (list.starts_with(','))
            list.remove_prefix(1);
        found[name] = value;
    }
    return found;
}

double number(const attributes& from, std::string_view name)
{
    const auto at = from.find(name);
    return at == from.end() ? -1 : std::strtod(at->second.c_str(), nullptr);
}

bool says_yes(const attributes& from, std::string_view name)
{
    const auto at = from.find(name);
    return at != from.end() && at->second == "YES";
}

std::string text(const attributes& from, std::string_view name)
{
    const auto at = from.find(name);
    return at == from.end() ? std::string{} : at->second;
}

class reader {
public:
    explicit reader(std::string_view text)
    {
        bool first = true;
        while (!text.empty()) {
            const auto end = text.find('\n');
            if (end == text.npos)
                complain("the last line has no end (4.1)");
            const auto line = text.substr(0, end);
            text.remove_prefix(end == text.npos ? text.size() : end + 1);
            if (first && line != "#EXTM3U")
                complain("does not begin with EXTM3U (4.4.1.1)");
            if (!first)
                read(line);
            first = false;
        }
        if (open_)
            into_.segments.push_back(std::move(*open_));
    }
    media_text take() { return std::move(into_); }

private:
    void complain(std::string what) { into_.broken.push_back(std::move(what)); }

    listed_segment& open()
    {
        if (!open_) {
            open_.emplace();
            open_->map = map_;
        }
        return *open_;
    }

    // What describes a parent segment stands before its first part (4.4.4.9).
    listed_segment& before_parts(std::string_view tag)
    {
        auto& parent = open();
        if (!parent.parts.empty())
            complain(std::string{tag} + " after a PART of its segment (4.4.4.9)");
        return parent;
    }

    void once_ahead(std::string_view tag)
    {
        if (!seen_.insert(std::string{tag}).second)
            complain(std::string{tag} + " twice (4.4.3)");
        if (open_ || !into_.segments.empty())
            complain(std::string{tag} + " after the first segment (4.4.3)");
    }

    void read(std::string_view line)
    {
        if (line.empty())
            return;
        if (!line.starts_with('#')) {
            auto& parent = open();
            if (!extinf_)
                complain("an address without EXTINF (4.4.4.1)");
            parent.uri = std::string{line};
            parent.complete = true;
            into_.segments.push_back(std::move(*open_));
            open_.reset();
            extinf_ = false;
            return;
        }
        const auto colon = line.find(':');
        const auto tag = line.substr(0, colon);
        const auto value = colon == line.npos ? std::string_view{} : line.substr(colon + 1);
        if (into_.ended)
            complain("a line after ENDLIST");
        if (tag == "#EXTINF") {
            auto& parent = open();
            parent.duration = std::strtod(std::string{value}.c_str(), nullptr);
            extinf_ = true;
            if (!value.ends_with(','))
                complain("EXTINF without a comma (4.4.4.1)");
        } else if (extinf_ && tag != "#EXT-X-GAP")
            complain(std::string{tag} + " between EXTINF and its address");
        else
            read_tag(tag, value);
    }

    void read_tag(std::string_view tag, std::string_view value)
    {
        const auto list = attributes_of(value);
        if (tag == "#EXT-X-VERSION")
            into_.version = std::atoi(std::string{value}.c_str());
        else if (tag == "#EXT-X-TARGETDURATION") {
            once_ahead(tag);
            into_.target = std::atoi(std::string{value}.c_str());
        } else if (tag == "#EXT-X-SERVER-CONTROL") {
            once_ahead(tag);
            into_.server_control = std::string{value};
        } else if (tag == "#EXT-X-PART-INF") {
            once_ahead(tag);
            into_.part_target = number(list, "PART-TARGET");
        } else if (tag == "#EXT-X-MEDIA-SEQUENCE") {
            once_ahead(tag);
            into_.sequence = std::strtoull(std::string{value}.c_str(), nullptr, 10);
        } else if (tag == "#EXT-X-DISCONTINUITY-SEQUENCE") {
            once_ahead(tag);
            into_.discontinuity_sequence = std::strtoull(std::string{value}.c_str(), nullptr, 10);
        } else if (tag == "#EXT-X-INDEPENDENT-SEGMENTS")
            into_.independent_segments = true;
        else if (tag == "#EXT-X-SKIP") {
            once_ahead(tag);
            into_.skipped = static_cast<std::uint64_t>(number(list, "SKIPPED-SEGMENTS"));
        } else if (tag == "#EXT-X-MAP") {
            before_parts(tag).map = map_ = text(list, "URI");
            if (map_.empty())
                complain("MAP without URI (4.4.4.5)");
        } else if (tag == "#EXT-X-DISCONTINUITY")
            before_parts(tag).discontinuity = true;
        else if (tag == "#EXT-X-PROGRAM-DATE-TIME") {
            before_parts(tag).program_time = timestamp_from(value);
            if (!open_->program_time)
                complain("PROGRAM-DATE-TIME is no date (4.4.4.6)");
        } else if (tag == "#EXT-X-PART")
            open().parts.push_back(
                {text(list, "URI"), number(list, "DURATION"), says_yes(list, "INDEPENDENT"), says_yes(list, "GAP")});
        else if (tag == "#EXT-X-PRELOAD-HINT") {
            if (text(list, "TYPE") == "PART")
                into_.hints.push_back(text(list, "URI"));
        } else if (tag == "#EXT-X-ENDLIST")
            into_.ended = true;
        else if (tag == "#EXT-X-RENDITION-REPORT") {
            into_.reports.push_back(text(list, "URI"));
            if (number(list, "LAST-MSN") < 0 || number(list, "LAST-PART") < 0)
                complain("RENDITION-REPORT without LAST-MSN or LAST-PART (4.4.5.4)");
        } else if (tag != "#EXT-X-GAP")
            complain("unknown tag " + std::string{tag});
    }

    media_text into_;
    std::optional<listed_segment> open_;
    std::set<std::string> seen_;
    std::string map_;
    bool extinf_ = false;
};

constexpr double hair = 0.0001;

void check_head(const media_text& of, complaints& broken)
{
    if (!of.target || *of.target < 1) {
        broken.emplace_back("no TARGETDURATION (4.4.3.1)");
        return;
    }
    const double target = *of.target;
    if (of.version < 6 || (of.skipped > 0 && of.version < 9))
        broken.emplace_back("VERSION too low (8)");
    const auto control = attributes_of(of.server_control);
    if (!says_yes(control, "CAN-BLOCK-RELOAD"))
        broken.emplace_back("no CAN-BLOCK-RELOAD (B.1)");
    if (number(control, "CAN-SKIP-UNTIL") < 6 * target)
        broken.emplace_back("CAN-SKIP-UNTIL below six target durations (4.4.3.8)");
    if (number(control, "HOLD-BACK") < 3 * target)
        broken.emplace_back("HOLD-BACK below three target durations (4.4.3.8)");
    if (!of.part_target || *of.part_target <= 0)
        broken.emplace_back("no PART-INF (4.4.3.7)");
    else if (number(control, "PART-HOLD-BACK") + hair < 3 * *of.part_target)
        broken.emplace_back("PART-HOLD-BACK below three part targets (4.4.3.8)");
}

void check_parts(const media_text& of, const listed_segment& parent, complaints& broken)
{
    double sum = 0;
    for (std::size_t i = 0; i < parent.parts.size(); ++i) {
        const auto& each = parent.parts[i];
        sum += each.duration;
        if (each.uri.empty() || each.duration <= 0)
            broken.emplace_back("PART without URI or DURATION (4.4.4.9)");
        if (each.duration > *of.part_target + hair)
            broken.push_back("part longer than PART-TARGET: " + each.uri + " (4.4.3.7)");
        const bool last = i + 1 == parent.parts.size();
        const bool before_gap = !last && parent.parts[i + 1].gap;
        if (each.duration + hair < 0.85 * *of.part_target && !last && !before_gap && !each.gap && !each.independent)
            broken.push_back("part below 85 % of PART-TARGET: " + each.uri + " (4.4.4.9)");
        // An open segment's last part may yet turn out to be its last.
    }
    if (parent.complete && !parent.parts.empty() && std::abs(sum - parent.duration) > 0.002)
        broken.push_back("parts do not add up to their segment: " + parent.uri);
    if (of.independent_segments && !parent.parts.empty() && !parent.parts.front().independent)
        broken.push_back("INDEPENDENT-SEGMENTS, but not " + parent.parts.front().uri + " (4.4.2.1)");
}

void check_segments(const media_text& of, complaints& broken)
{
    std::set<std::string> addresses;
    double to_end = of.whole();
    const listed_segment* previous = nullptr;
    for (const auto& each : of.segments) {
        to_end -= of.duration_of(each);
        if (!each.complete && &each != &of.segments.back())
            broken.emplace_back("parts without their segment (4.4.4.9)");
        if (each.complete && std::lround(each.duration) > *of.target)
            broken.push_back("segment longer than TARGETDURATION: " + each.uri + " (4.4.3.1)");
        if (each.complete && !addresses.insert(each.uri).second)
            broken.push_back("address twice: " + each.uri);
        for (const auto& part : each.parts)
            if (!addresses.insert(part.uri).second)
                broken.push_back("address twice: " + part.uri);
        if (each.map.empty())
            broken.push_back("no MAP for " + each.uri + " (4.4.4.5)");
        if (!each.program_time)
            broken.push_back("no PROGRAM-DATE-TIME for " + each.uri + " (B.1)");
        if (previous && !each.discontinuity) {
            if (previous->map != each.map)
                broken.push_back("MAP changes without DISCONTINUITY at " + each.uri + " (4.4.4.3)");
            if (each.program_time && previous->program_time) {
                const double step = std::chrono::duration<double>(*each.program_time - *previous->program_time).count();
                if (std::abs(step - previous->duration) > 0.05)
                    broken.push_back("PROGRAM-DATE-TIME does not follow at " + each.uri + " (6.2.1)");
            }
        }
        if (each.parts.empty() && to_end + hair < 3.0 * *of.target && !of.ended)
            broken.push_back("parts missing near the live edge: " + each.uri + " (4.4.4.9)");
        if (!each.parts.empty() && to_end - hair > 3.0 * *of.target)
            broken.push_back("parts listed too far from the live edge: " + each.uri + " (6.2.2)");
        check_parts(of, each, broken);
        previous = &each;
    }
    if (of.ended ? !of.hints.empty() : of.hints.size() != 1)
        broken.emplace_back("not exactly one PRELOAD-HINT for parts (6.2.6)");
    for (const auto& each : of.hints)
        if (addresses.contains(each))
            broken.push_back("hints at what is listed: " + each + " (6.2.6)");
    if (of.skipped > 0 && of.whole() + hair < 6.0 * *of.target)
        broken.emplace_back("skips inside the skip boundary (6.2.5.1)");
}

} // namespace

std::vector<std::string> check_playlist(std::string_view given)
{
    reader in{given};
    const auto of = in.take();
    auto broken = of.broken;
    check_head(of, broken);
    if (of.target && of.part_target)
        check_segments(of, broken);
    return broken;
}

std::vector<std::string> check_update(std::string_view earlier, std::string_view later)
{
    reader old_in{earlier};
    reader new_in{later};
    const auto before = old_in.take();
    const auto after = new_in.take();
    complaints broken;
    if (before.target != after.target)
        broken.emplace_back("TARGETDURATION changed (6.2.1)");
    if (before.server_control != after.server_control || before.part_target != after.part_target)
        broken.emplace_back("SERVER-CONTROL or PART-INF changed (6.2.4)");
    if (before.ended && earlier != later)
        broken.emplace_back("changed after ENDLIST (6.2.1)");
    if (after.sequence < before.sequence) {
        broken.emplace_back("MEDIA-SEQUENCE fell (6.2.2)");
        return broken;
    }
    const auto removed = after.sequence - before.sequence;
    if (removed > 0 && removed >= before.segments.size())
        return broken; // nothing in common: fetched too far apart to say more
    std::uint64_t passed = 0;
    for (std::uint64_t i = 0; i < removed; ++i)
        passed += before.segments[i].discontinuity ? 1 : 0;
    if (after.discontinuity_sequence != before.discontinuity_sequence + passed)
        broken.emplace_back("DISCONTINUITY-SEQUENCE does not count what left (6.2.2)");
    if (removed > 0 && after.target && after.whole() + hair < 3.0 * *after.target)
        broken.emplace_back("segments removed too early (6.2.2)");
    for (auto i = static_cast<std::size_t>(removed); i < before.segments.size(); ++i) {
        const auto at = i - static_cast<std::size_t>(removed);
        if (at >= after.segments.size()) {
            broken.emplace_back("a segment left from the end (6.2.1)");
            break;
        }
        const auto& was = before.segments[i];
        const auto& is = after.segments[at];
        if (was.complete && (!is.complete || was.uri != is.uri || was.duration != is.duration))
            broken.push_back("a segment changed: " + was.uri + " (6.2.1)");
        if (was.map != is.map || was.discontinuity != is.discontinuity || was.program_time != is.program_time)
            broken.push_back("what describes a segment changed: " + was.uri + " (6.2.1)");
        for (std::size_t n = 0; n < was.parts.size() && !is.parts.empty(); ++n)
            if (n >= is.parts.size() || was.parts[n].uri != is.parts[n].uri ||
                was.parts[n].duration != is.parts[n].duration || was.parts[n].independent != is.parts[n].independent)
                broken.push_back("a part changed: " + was.parts[n].uri + " (6.2.1)");
    }
    return broken;
}

namespace {

// "../b/video.m3u8" as seen from "a/video.m3u8".
std::string resolved(std::string_view uri, const std::string& from)
{
    auto folder = from.substr(0, from.rfind('/') == from.npos ? 0 : from.rfind('/') + 1);
    while (uri.starts_with("../")) {
        uri.remove_prefix(3);
        const auto cut = folder.size() < 2 ? folder.npos : folder.rfind('/', folder.size() - 2);
        folder.erase(cut == folder.npos ? 0 : cut + 1);
    }
    return folder.append(uri);
}

void check_against(const media_text& first, const named_playlist& is, const media_text& other, complaints& broken)
{
    if (first.target != other.target)
        broken.push_back("TARGETDURATION differs: " + is.uri);
    if (first.server_control != other.server_control || first.part_target != other.part_target)
        broken.push_back("SERVER-CONTROL or PART-INF differs (6.2.4): " + is.uri);
    auto discontinuities = other.discontinuity_sequence;
    std::map<std::uint64_t, std::pair<const listed_segment*, std::uint64_t>> by_number;
    for (std::size_t i = 0; i < other.segments.size(); ++i) {
        discontinuities += i > 0 && other.segments[i].discontinuity ? 1 : 0;
        by_number[other.sequence + i] = {&other.segments[i], discontinuities};
    }
    discontinuities = first.discontinuity_sequence;
    for (std::size_t i = 0; i < first.segments.size(); ++i) {
        const auto& mine = first.segments[i];
        discontinuities += i > 0 && mine.discontinuity ? 1 : 0;
        const auto found = by_number.find(first.sequence + i);
        if (found == by_number.end())
            continue;
        const auto& [theirs, their_discontinuities] = found->second;
        const auto where = is.uri + " at " + mine.uri;
        if (mine.program_time != theirs->program_time)
            broken.push_back("the same number at another time: " + where);
        if (mine.complete && theirs->complete && std::abs(mine.duration - theirs->duration) > 0.001)
            broken.push_back("the same segment of another duration: " + where);
        if (discontinuities != their_discontinuities)
            broken.push_back("discontinuities are counted otherwise (6.2.4): " + where);
    }
}

} // namespace

std::vector<std::string> check_renditions(const std::vector<named_playlist>& of)
{
    complaints broken;
    std::vector<media_text> all;
    for (const auto& each : of) {
        reader in{each.text};
        all.push_back(in.take());
    }
    for (std::size_t i = 0; i < of.size(); ++i) {
        std::set<std::string> reported;
        for (const auto& each : all[i].reports)
            reported.insert(resolved(each, of[i].uri));
        for (const auto& other : of)
            if (other.uri != of[i].uri && !all[i].ended && !reported.contains(other.uri))
                broken.push_back(of[i].uri + " has no report of " + other.uri + " (4.4.5.4)");
        if (reported.contains(of[i].uri))
            broken.push_back(of[i].uri + " reports itself (4.4.5.4)");
        if (i > 0)
            check_against(all.front(), of[i], all[i], broken);
    }
    return broken;
}

} // namespace ahimmoyak::media::hls
