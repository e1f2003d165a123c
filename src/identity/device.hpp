#pragma once

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::identity {

/// What somebody signed in with, in the words people use for it.
struct device {
    std::optional<std::string> browser; ///< "Chrome", or the name a program gives itself
    std::optional<std::string> system;  ///< "Windows", "iPhone"
};
BOOST_DESCRIBE_STRUCT(device, (), (browser, system))

/// As far as a User-Agent tells: anybody may send anything, so it is a hint for its owner and nothing more.
device device_of(std::string_view agent);

} // namespace ahimmoyak::identity
