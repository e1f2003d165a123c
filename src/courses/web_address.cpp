#include "courses/web_address.hpp"

#include <algorithm>

namespace ahimmoyak::courses {

bool is_web_address(std::string_view address)
{
    constexpr std::string_view scheme = "https://";
    if (!address.starts_with(scheme) || address.size() > 2'000)
        return false;
    address.remove_prefix(scheme.size());
    const auto host = address.substr(0, address.find_first_of("/?#"));
    if (host.empty() || host.starts_with('.') || host.starts_with(':') || host.find('@') != std::string_view::npos ||
        host.find('\\') != std::string_view::npos)
        return false;
    return std::none_of(address.begin(), address.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '`';
    });
}

} // namespace ahimmoyak::courses
