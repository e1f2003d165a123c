#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace ahimmoyak::json {

namespace detail {

/// snake_case to camelCase (or CamelCase), at compile time: course_provide_id is courseProvideId on the wire.
template <std::size_t N>
struct cased {
    std::array<char, N> chars{};
    std::size_t size = 0;
    constexpr std::string_view view() const { return {chars.data(), size}; }
};

template <std::size_t N>
constexpr cased<N> camel_case(std::string_view snake, bool capital)
{
    cased<N> out;
    for (const char c : snake) {
        if (c == '_') {
            capital = out.size > 0 || capital;
            continue;
        }
        out.chars[out.size++] = capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        capital = false;
    }
    return out;
}

template <class Member>
struct wire_name_of {
    static constexpr std::string_view snake{Member::name};
    static constexpr auto made = camel_case<snake.size() + 1>(snake, false);
};

/// The whole key of a member as it stands in a document: "courseId":
template <class Member>
struct wire_key_of {
    static constexpr auto name = wire_name_of<Member>::made;
    static constexpr auto made = [] {
        std::array<char, name.size + 3> key{};
        std::size_t at = 0;
        key[at++] = '"';
        for (const char c : name.view())
            key[at++] = c;
        key[at++] = '"';
        key[at] = ':';
        return key;
    }();
};

template <class T>
constexpr std::string_view bare_name()
{
    std::string_view text = __PRETTY_FUNCTION__;
    text = text.substr(text.find("T = ") + 4);
    text = text.substr(0, text.find_first_of(";]<"));
    return text.substr(text.rfind(':') + 1);
}

template <class T>
struct type_name_of {
    static constexpr std::string_view snake = bare_name<T>();
    static constexpr auto made = camel_case<snake.size() + 1>(snake, true);
};

} // namespace detail

/// The name of a described member in JSON and in query strings.
template <class Member>
inline constexpr std::string_view wire_name = detail::wire_name_of<Member>::made.view();

/// The same with its quotes and the colon.
template <class Member>
inline constexpr std::string_view wire_key{detail::wire_key_of<Member>::made.data(),
                                           detail::wire_key_of<Member>::made.size()};

/// The name of a type in the OpenAPI document.
template <class T>
inline constexpr std::string_view type_name = detail::type_name_of<T>::made.view();

/// The noun of an identifier's tag: id<course_tag> identifies a "course".
template <class Tag>
constexpr std::string_view noun_of()
{
    auto name = detail::bare_name<Tag>();
    if (name.ends_with("_tag"))
        name.remove_suffix(4);
    return name;
}

} // namespace ahimmoyak::json
