#include "questions/gift.hpp"
#include "questions/gift_answers.hpp"
#include "questions/gift_text.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::questions {

namespace {

using gift::text_format;
constexpr auto nowhere = std::string_view::npos;

std::string_view take_title(std::string_view& text)
{
    if (!text.starts_with("::"))
        return {};
    for (auto end = gift::find_bare(text, ":", 2); end != nowhere; end = gift::find_bare(text, ":", end + 1))
        if (text.substr(end, 2) == "::") {
            const auto title = text.substr(2, end - 2);
            text.remove_prefix(end + 2);
            return title;
        }
    return {};
}

// A gap to be filled stands where the braces stood.
std::string with_gap(std::string_view before, std::string_view after)
{
    std::string all{trimmed(before)};
    if (trimmed(after).empty())
        return all;
    all += all.empty() ? "_____" : " _____";
    return all.append(after);
}

// "::title::[html]words {answers} more words"
draft question_of(std::string_view text, std::int64_t line)
{
    draft one;
    one.row = line;
    text = trimmed(text);
    const auto title = take_title(text);
    const auto as = gift::take_format(text, text_format::unsaid);
    const auto open = gift::find_bare(text, "{");
    const auto close = gift::find_last_bare(text, '}');
    if (open == nowhere) {
        one.words = gift::said(text, as, one);
        one.fail("/document/choices", "no_answer",
                 {"답이 없습니다. {…} 안에 답을 적으세요. 서술형이면 {}만 적습니다.",
                  "It has no answer: write it inside of {…}, or {} alone for an essay."});
        return one;
    }
    if (close == nowhere || close < open || gift::find_bare(text.substr(0, close), "{", open + 1) != nowhere) {
        one.words = gift::said(text.substr(0, open), as, one);
        one.fail("/document/choices", "braces",
                 {"중괄호가 맞지 않습니다. {와 }를 한 번씩 쓰고, 문제 안에 빈 줄을 두지 마세요. 글자로 쓰려면 \\{라고 "
                  "적습니다.",
                  "The braces do not match: use { and } once, with no empty line in the question; \\{ is a plain "
                  "brace."});
        return one;
    }
    one.words = gift::said(with_gap(text.substr(0, open), text.substr(close + 1)), as, one);
    if (one.words.empty())
        one.words = gift::said(title, as, one);
    gift::read_answers(text.substr(open + 1, close - open - 1), as, one);
    return one;
}

void add_tag(std::vector<std::string>& to, std::string_view written)
{
    auto name = tag_of(written);
    if (!name.empty() && to.size() < most_tags && std::find(to.begin(), to.end(), name) == to.end())
        to.push_back(std::move(name));
}

// "// [id:12] [tag:safety] [tag:a\]b]"
void read_comment(std::string_view line, std::vector<std::string>& tags)
{
    for (auto at = line.find("[tag:"); at != nowhere; at = line.find("[tag:", at)) {
        at += 5;
        std::string name;
        for (; at < line.size() && line[at] != ']'; ++at) {
            if (line[at] == '\\' && at + 1 < line.size())
                ++at;
            name += line[at];
        }
        add_tag(tags, name);
    }
}

// "$course$/top/Safety/Fire" is Fire; two slashes are a plain one.
std::string category_of(std::string_view path)
{
    std::string last;
    path = trimmed(path);
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool slash = path[i] == '/';
        const bool twice = slash && i + 1 < path.size() && path[i + 1] == '/';
        if (slash && !twice)
            last.clear();
        else
            last += path[i];
        i += twice ? 1 : 0;
    }
    const auto name = tag_of(last);
    return name == "top" || name == "$course$" || name == "$system$" ? std::string{} : name;
}

class gift_text_reader {
public:
    explicit gift_text_reader(std::size_t most) : most_{most} {}

    void line(std::string_view text)
    {
        ++number_;
        text = trimmed(text);
        if (text.empty())
            return end_question();
        if (text.starts_with("//"))
            return read_comment(text, tags_);
        if (text.starts_with("$CATEGORY:")) {
            end_question();
            category_ = category_of(text.substr(10));
            return;
        }
        if (block_.empty())
            begun_ = number_;
        block_.append(text).append(1, '\n');
    }

    void end_question()
    {
        if (block_.empty())
            return;
        if (found_.size() < most_) {
            found_.push_back(question_of(block_, begun_));
            add_tag(tags_, category_);
            found_.back().tags = std::move(tags_);
        }
        block_.clear();
        tags_.clear();
    }

    bool full() const { return found_.size() >= most_; }
    std::vector<draft> take() { return std::move(found_); }

private:
    std::size_t most_;
    std::int64_t number_ = 0;
    std::int64_t begun_ = 0;
    std::string block_;
    std::string category_;
    std::vector<std::string> tags_;
    std::vector<draft> found_;
};

} // namespace

std::vector<draft> read_gift(std::string_view text, std::size_t most)
{
    gift_text_reader reading{most};
    while (!text.empty() && !reading.full()) {
        const auto end = std::min(text.find('\n'), text.size());
        reading.line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    reading.end_question();
    return reading.take();
}

} // namespace ahimmoyak::questions
