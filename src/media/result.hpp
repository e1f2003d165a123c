#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace ahimmoyak::media {

/// Why bytes from outside were not understood. In parsers failure is data, not an exception.
enum class errc : std::uint8_t { truncated, malformed, too_large, too_deep, unsupported };

constexpr std::string_view to_text(errc why)
{
    switch (why) {
    case errc::truncated:
        return "ends too early";
    case errc::malformed:
        return "malformed";
    case errc::too_large:
        return "too large";
    case errc::too_deep:
        return "nested too deep";
    case errc::unsupported:
        return "unsupported";
    }
    return "?";
}

template <class T = void>
using result = boost::system::result<T, errc>;

[[noreturn]] inline void throw_exception_from_error(errc why, const boost::source_location&)
{
    throw std::runtime_error{std::string{to_text(why)}};
}

} // namespace ahimmoyak::media
