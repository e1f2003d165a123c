#include "identity/account.hpp"

#include <algorithm>

namespace ahimmoyak::json {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

} // namespace

void codec<identity::username>::read(const bj::value& in, identity::username& value, reader& at)
{
    if (!read_text(in, value.value, at))
        return;
    const bool fits = value.value.size() >= 3 && value.value.size() <= 20 &&
                      std::all_of(value.value.begin(), value.value.end(), [](char c) {
                          return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '_' || c == '-';
                      });
    if (!fits)
        at.fail("username", {"아이디는 영문 소문자, 숫자, 마침표(.), 밑줄(_), 붙임표(-) 3~20자로 정하세요.",
                             "Use 3 to 20 of lower-case letters a-z, digits, dots, underscores and hyphens."});
}

bj::value codec<identity::username>::schema(schema_book&)
{
    return bj::object{{"type", "string"}, {"pattern", "^[a-z0-9._-]{3,20}$"}};
}

void codec<identity::phone_number>::read(const bj::value& in, identity::phone_number& value, reader& at)
{
    if (!read_text(in, value.value, at))
        return;
    const bool fits = value.value.size() >= 7 && value.value.size() <= 20 &&
                      std::count_if(value.value.begin(), value.value.end(), is_digit) >= 7 &&
                      std::all_of(value.value.begin(), value.value.end(), [](char c) {
                          return is_digit(c) || std::string_view{"+-() "}.find(c) != std::string_view::npos;
                      });
    if (!fits)
        at.fail("phone", {"전화번호는 숫자와 +, -, 괄호, 공백으로 7~20자까지 입력하세요.",
                          "Write the telephone number in 7 to 20 digits, +, -, brackets and spaces."});
}

bj::value codec<identity::phone_number>::schema(schema_book&)
{
    return bj::object{{"type", "string"}, {"pattern", "^[0-9+() -]{7,20}$"}};
}

void codec<identity::consent>::read(const bj::value& in, identity::consent&, reader& at)
{
    if (!in.is_bool() || !in.get_bool())
        at.fail("not_agreed", {"가입하려면 약관에 동의해야 합니다.", "Agree to the terms to sign up."});
}

} // namespace ahimmoyak::json
