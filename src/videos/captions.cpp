#include "videos/captions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

namespace ahimmoyak::videos {

namespace {

constexpr std::size_t most_issues = 20;

bool before(const cue& a, const cue& b)
{
    return std::tie(a.start_ms.value, a.end_ms.value, a.text.value) <
           std::tie(b.start_ms.value, b.end_ms.value, b.text.value);
}

class lines {
public:
    explicit lines(std::string_view all) : rest_{all} {}
    /// Without its end; nothing behind the last.
    std::optional<std::string_view> next()
    {
        if (rest_.empty())
            return std::nullopt;
        ++number_;
        const auto end = rest_.find_first_of("\r\n");
        const auto line = rest_.substr(0, end);
        if (end == std::string_view::npos)
            rest_ = {};
        else
            rest_.remove_prefix(end + (rest_.substr(end, 2) == "\r\n" ? 2 : 1));
        return line;
    }
    std::size_t number() const { return number_; }

private:
    std::string_view rest_;
    std::size_t number_ = 0;
};

std::string_view trimmed(std::string_view line)
{
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
        line.remove_suffix(1);
    return line;
}

// Digits at the front of the text, taken off it; between `least` and `most` of them.
std::optional<std::int64_t> digits(std::string_view& from, std::size_t least, std::size_t most)
{
    std::size_t n = 0;
    std::int64_t value = 0;
    while (n < from.size() && n < most && from[n] >= '0' && from[n] <= '9')
        value = value * 10 + (from[n++] - '0');
    if (n < least)
        return std::nullopt;
    from.remove_prefix(n);
    return value;
}

bool take(std::string_view& from, std::string_view either)
{
    if (from.empty() || either.find(from.front()) == std::string_view::npos)
        return false;
    from.remove_prefix(1);
    return true;
}

// [hh:]mm:ss.mmm, or a comma for the point as SubRip has it.
std::optional<std::int64_t> moment(std::string_view& from)
{
    auto first = digits(from, 1, 3);
    if (!first || !take(from, ":"))
        return std::nullopt;
    auto second = digits(from, 2, 2);
    if (!second)
        return std::nullopt;
    std::int64_t hours = 0;
    if (take(from, ":")) {
        hours = *first;
        first = second;
        second = digits(from, 2, 2);
    }
    if (!second || *first > 59 || *second > 59 || !take(from, ".,"))
        return std::nullopt;
    const auto thousandths = digits(from, 3, 3);
    if (!thousandths)
        return std::nullopt;
    return ((hours * 60 + *first) * 60 + *second) * 1000 + *thousandths;
}

struct time_span {
    std::int64_t start = 0;
    std::int64_t end = 0;
};

// What stands behind the second moment is where to show it: not ours.
std::optional<time_span> timing(std::string_view line)
{
    line = trimmed(line);
    const auto start = moment(line);
    line = trimmed(line);
    if (!start || !line.starts_with("-->"))
        return std::nullopt;
    line = trimmed(line.substr(3));
    const auto end = moment(line);
    if (!end || (!line.empty() && line.front() != ' ' && line.front() != '\t'))
        return std::nullopt;
    return time_span{*start, *end};
}

constexpr std::pair<std::string_view, std::string_view> entities[]{{"&amp;", "&"},  {"&lt;", "<"}, {"&gt;", ">"},
                                                                   {"&nbsp;", " "}, {"&lrm;", ""}, {"&rlm;", ""}};

// Without <i>, <c.yellow>, <00:01.000> and the like, and with entities as what they stand for.
std::string plain(std::string_view line)
{
    std::string out;
    for (std::size_t i = 0; i < line.size();) {
        if (line[i] == '<') {
            const auto end = line.find('>', i);
            const bool tag = end != std::string_view::npos && i + 1 < line.size() &&
                             (line[i + 1] == '/' || (line[i + 1] >= '0' && line[i + 1] <= '9') ||
                              (line[i + 1] >= 'a' && line[i + 1] <= 'z'));
            if (tag) {
                i = end + 1;
                continue;
            }
        }
        const auto* found = std::find_if(std::begin(entities), std::end(entities),
                                         [&](const auto& each) { return line.substr(i).starts_with(each.first); });
        if (found != std::end(entities)) {
            out += found->second;
            i += found->first.size();
            continue;
        }
        const char c = line[i++];
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return std::string{trimmed(out)};
}

std::string clock_text(std::int64_t ms)
{
    return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

class reader {
public:
    explicit reader(std::string_view file) : lines_{file} {}

    read_captions read(bool webvtt)
    {
        auto line = lines_.next();
        if (webvtt) // its header goes on to the first empty line
            while (line && !trimmed(*line).empty())
                line = lines_.next();
        while (line && out_.issues.size() < most_issues) {
            if (trimmed(*line).empty())
                line = lines_.next();
            else if (webvtt && is_note(*line))
                while (line && !trimmed(*line).empty())
                    line = lines_.next();
            else
                block(line);
        }
        if (out_.cues.empty() && out_.issues.empty())
            wrong("empty", {"자막이 하나도 없습니다.", "There is not one caption in it."});
        return std::move(out_);
    }

private:
    static bool is_note(std::string_view line)
    {
        return line == "NOTE" || line.starts_with("NOTE ") || line.starts_with("NOTE\t") || trimmed(line) == "STYLE" ||
               trimmed(line) == "REGION";
    }

    void wrong(std::string_view code, words message)
    {
        out_.issues.push_back(
            {fmt::format("/lines/{}", std::max<std::size_t>(1, at_)), std::string{code}, std::move(message)});
    }

    // A name of its own, or a number; the time; the text up to an empty line.
    void block(std::optional<std::string_view>& line)
    {
        at_ = lines_.number();
        auto when = timing(*line);
        if (!when && line->find("-->") == std::string_view::npos) {
            line = lines_.next();
            at_ = lines_.number();
            if (line)
                when = timing(*line);
        }
        if (!when)
            wrong("time",
                  {"시간 줄이 없거나 잘못되었습니다. '00:00:01.000 --> 00:00:04.000' 처럼 쓰세요.",
                   "The line with the times is missing or wrong; write it as “00:00:01.000 --> 00:00:04.000”."});
        std::string said;
        if (line)
            line = lines_.next();
        for (; line && !trimmed(*line).empty(); line = lines_.next())
            if (const auto text = plain(*line); !text.empty())
                said.append(said.empty() ? "" : "\n").append(text);
        if (when)
            keep(*when, std::move(said));
    }

    void keep(const time_span& when, std::string said)
    {
        if (when.end <= when.start || when.end > last_moment_ms)
            wrong("order", {"끝나는 시간이 시작하는 시간보다 뒤여야 하고, 24시간 안이어야 합니다.",
                            "It must end after it begins, and within 24 hours."});
        else if (said.empty()) // players show nothing; so do we
            return;
        else if (code_points(said) > 500)
            wrong("length",
                  {"자막 하나는 500자까지입니다. 나누어 쓰세요.", "One caption has at most 500 characters; split it."});
        else if (out_.cues.size() == most_cues)
            wrong("count", say("자막은 {}개까지입니다.", "There are at most {} captions.", most_cues));
        else
            out_.cues.push_back({{when.start}, {when.end}, {std::move(said)}});
    }

    lines lines_;
    std::size_t at_ = 0;
    read_captions out_;
};

} // namespace

read_captions captions_from(std::string_view file)
{
    if (file.starts_with("\xEF\xBB\xBF"))
        file.remove_prefix(3);
    if (!is_utf8(file) || file.find('\0') != std::string_view::npos)
        return {{},
                {{"/lines/1",
                  "encoding",
                  {"UTF-8로 된 텍스트가 아닙니다. 자막 프로그램이나 메모장에서 인코딩을 UTF-8로 골라 다시 저장하세요.",
                   "It is not text in UTF-8; save it again with UTF-8 chosen as its encoding."}}}};
    const auto head = file.substr(0, 7);
    const bool webvtt = head.starts_with("WEBVTT") &&
                        (head.size() == 6 || head[6] == ' ' || head[6] == '\t' || head[6] == '\n' || head[6] == '\r');
    auto read = reader{file}.read(webvtt);
    std::sort(read.cues.begin(), read.cues.end(), before);
    return read;
}

std::vector<issue> set_in_order(std::vector<cue>& cues)
{
    std::vector<issue> wrong;
    for (std::size_t i = 0; i < cues.size() && wrong.size() < most_issues; ++i)
        if (cues[i].end_ms.value <= cues[i].start_ms.value)
            wrong.push_back({fmt::format("/cues/{}/endMs", i),
                             "order",
                             {"끝나는 시간이 시작하는 시간보다 뒤여야 합니다.", "It must end after it begins."}});
    std::sort(cues.begin(), cues.end(), before);
    return wrong;
}

std::string to_webvtt(const std::vector<cue>& cues)
{
    std::string out = "WEBVTT\n";
    for (const auto& each : cues) {
        out += "\n" + clock_text(each.start_ms.value) + " --> " + clock_text(each.end_ms.value) + "\n";
        bool line_begun = false;
        for (const char c : each.text.value) {
            if (c == '\r' || (c == '\n' && !line_begun))
                continue; // an empty line would end the cue
            line_begun = c != '\n';
            if (c == '&')
                out += "&amp;";
            else if (c == '<')
                out += "&lt;";
            else if (c == '>')
                out += "&gt;";
            else
                out += c;
        }
        if (line_begun)
            out += "\n";
    }
    return out;
}

bool is_language(std::string_view tag)
{
    const auto dash = tag.find('-');
    const auto main = tag.substr(0, dash);
    const auto low = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (main.size() < 2 || main.size() > 3 ||
        !std::all_of(tag.begin(), tag.end(), [&](char c) { return low(c) || c == '-'; }))
        return false;
    const auto rest = dash == std::string_view::npos ? std::string_view{} : tag.substr(dash + 1);
    return dash == std::string_view::npos ||
           (rest.size() >= 2 && rest.size() <= 8 && rest.find('-') == std::string_view::npos);
}

} // namespace ahimmoyak::videos
