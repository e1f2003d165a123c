#include "json/reader.hpp"

#include "base/values.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace ahimmoyak::json {

namespace mistake {

void required(reader& at) { at.fail("required", {"필수 항목입니다.", "This field is required."}); }

void unknown_field(reader& at, std::string_view name)
{
    at.within(name, [&] {
        at.fail("unknown_field", {"알 수 없는 항목입니다. 빼고 보내세요.", "This field is not known; leave it out."});
    });
}

void type(reader& at, words expected)
{
    at.fail("wrong_type", say("{0} 형식이어야 합니다.", "It must be {1}.", expected.ko, expected.en));
}

void length(reader& at, std::size_t least, std::size_t most)
{
    at.fail("length", say("{}자 이상 {}자 이하로 입력하세요.", "It must have {} to {} characters.", least, most));
}

void range(reader& at, std::int64_t least, std::int64_t most)
{
    if (most == std::numeric_limits<std::int64_t>::max())
        at.fail("range", say("{} 이상이어야 합니다.", "It must be {} or more.", least));
    else
        at.fail("range", say("{}부터 {} 사이여야 합니다.", "It must be from {} to {}.", least, most));
}

void choice(reader& at, std::string_view choices)
{
    at.fail("choice", say("다음 중 하나여야 합니다: {}", "It must be one of: {}", choices));
}

void count(reader& at, std::size_t least, std::size_t most)
{
    at.fail("count", say("{}개 이상 {}개 이하여야 합니다.", "It must have {} to {} items.", least, most));
}

} // namespace mistake

namespace {

std::size_t names_in(const bj::value& of)
{
    std::size_t count = 0;
    if (const auto* object = of.if_object()) {
        count = object->size();
        for (const auto& [unused, value] : *object)
            count += names_in(value);
    } else if (const auto* array = of.if_array()) {
        for (const auto& value : *array)
            count += names_in(value);
    }
    return count;
}

// Where in valid JSON the string that begins at `begin` ends.
std::size_t end_of_string(std::string_view json, std::size_t begin)
{
    std::size_t at = begin + 1;
    while (json[at] != '"')
        at += json[at] == '\\' ? 2 : 1;
    return at;
}

// In valid JSON a colon outside of a string follows a name.
std::size_t names_written(std::string_view json)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < json.size(); ++i)
        if (json[i] == '"')
            i = end_of_string(json, i);
        else if (json[i] == ':')
            ++count;
    return count;
}

// The first name that an object has twice, as it is written; empty when it is written in two ways.
std::string_view repeated_name(std::string_view json)
{
    std::vector<std::vector<std::string_view>> open;
    std::string_view last;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (json[i] == '"') {
            const auto end = end_of_string(json, i);
            last = json.substr(i + 1, end - i - 1);
            i = end;
        } else if (json[i] == '{') {
            open.emplace_back();
        } else if (json[i] == '}') {
            open.pop_back();
        } else if (json[i] == ':') {
            auto& names = open.back();
            if (std::find(names.begin(), names.end(), last) != names.end())
                return last;
            names.push_back(last);
        }
    }
    return {};
}

// RFC 8259 §4 leaves open which of two counts: a proxy, a log and we could each take another.
void refuse_repeated_names(const bj::value& read, std::string_view json)
{
    if (names_in(read) == names_written(json))
        return;
    const auto name = repeated_name(json).substr(0, 100);
    throw bad_request("duplicate_name",
                      say("요청 본문의 한 객체에 같은 이름이 두 번 있습니다{0}. 하나만 보내세요.",
                          "An object of the body has the same name twice{0}; send it once.",
                          name.empty() || !is_utf8(name) ? std::string{} : ": \"" + std::string{name} + "\""));
}

} // namespace

bj::value parse(std::string_view body)
{
    boost::system::error_code ec;
    bj::parse_options strict;
    strict.max_depth = 32; // a list in a list with a link in it has eighteen
    bj::stream_parser parser{{}, strict};
    const auto used = parser.write_some(body.data(), body.size(), ec);
    if (!ec && used < body.size() && body.find_first_not_of(" \t\r\n", used) != std::string_view::npos)
        ec = bj::error::extra_data;
    if (!ec)
        parser.finish(ec);
    if (ec)
        throw bad_request("malformed_json", say("요청 본문이 올바른 JSON이 아닙니다 ({}번째 바이트 부근).",
                                                "The body is not valid JSON (near byte {}).", used));
    auto read = parser.release();
    refuse_repeated_names(read, body.substr(0, used));
    return read;
}

bool read_text(const bj::value& in, std::string& out, reader& at)
{
    const auto* s = in.if_string();
    if (!s) {
        mistake::type(at, {"문자열", "a string"});
        return false;
    }
    // PostgreSQL cannot keep a NUL in text, and nobody means one.
    if (!is_utf8({s->data(), s->size()}) || s->find('\0') != bj::string::npos) {
        at.fail("encoding", {"UTF-8 문자열이어야 합니다.", "It must be UTF-8 text."});
        return false;
    }
    out.assign(s->data(), s->size());
    return true;
}

bool read_whole(const bj::value& in, std::int64_t& out, reader& at)
{
    boost::system::error_code ec;
    const auto number = in.to_number<std::int64_t>(ec);
    if (ec || in.is_double()) {
        mistake::type(at, {"정수", "a whole number"});
        return false;
    }
    out = number;
    return true;
}

} // namespace ahimmoyak::json
