#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace ahimmoyak {

/// A row's identity. The tag keeps a course's id from being passed for a user's.
template <class Tag>
struct id {
    std::int64_t value = 0;
    auto operator<=>(const id&) const = default;
};

/// Text of Min to Max code points, without leading or trailing white space and without control
/// characters other than line breaks and tabs. The bounds are part of the type, so that decoding
/// enforces them and the OpenAPI document states them.
template <std::size_t Min, std::size_t Max>
struct text {
    std::string value;
};

/// Text that is taken exactly as sent (a password, a token), Min to Max bytes long.
template <std::size_t Min, std::size_t Max>
struct secret {
    std::string value;
};

/// An e-mail address of at most 100 characters, kept in lower case.
struct email {
    std::string value;
    auto operator<=>(const email&) const = default;
};

/// A whole number within bounds; when absent it takes the default, if it has one.
template <std::int64_t Min, std::int64_t Max, auto Default = nullptr>
struct whole {
    std::int64_t value = [] {
        if constexpr (std::is_same_v<decltype(Default), std::nullptr_t>)
            return Min > 0 ? Min : std::int64_t{};
        else
            return static_cast<std::int64_t>(Default);
    }();
};

/// A moment, UTC, to the millisecond. Kept in the database as milliseconds since 1970.
using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// A day of the calendar in the installation's time zone. Kept in the database as 'YYYY-MM-DD'.
struct date {
    std::chrono::sys_days value{};
    auto operator<=>(const date&) const = default;
};

std::string to_rfc3339(timestamp at);
std::string to_text(date day);
std::optional<timestamp> timestamp_from(std::string_view rfc3339);
std::optional<date> date_from(std::string_view yyyy_mm_dd);

/// Unicode code points of valid UTF-8.
std::size_t code_points(std::string_view utf8);
bool is_utf8(std::string_view bytes);

} // namespace ahimmoyak
