#include "json/reader.hpp"

#include "base/values.hpp"

#include <limits>

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

bj::value parse(std::string_view body)
{
    boost::system::error_code ec;
    bj::parse_options strict;
    strict.max_depth = 16;
    bj::stream_parser parser{{}, strict};
    const auto used = parser.write_some(body.data(), body.size(), ec);
    if (!ec && used < body.size() && body.find_first_not_of(" \t\r\n", used) != std::string_view::npos)
        ec = bj::error::extra_data;
    if (!ec)
        parser.finish(ec);
    if (ec)
        throw bad_request("malformed_json", say("요청 본문이 올바른 JSON이 아닙니다 ({}번째 바이트 부근).",
                                                "The body is not valid JSON (near byte {}).", used));
    return parser.release();
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
