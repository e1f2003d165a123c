#pragma once

#include "health/facts.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::health {

/// Of the first certificate in a PEM text.
std::optional<certificate_facts> read_certificate(std::string_view pem);

/// The one that the front shows for a host: the file it was given, or what Caddy has got (DATA/front). Blocks.
std::optional<certificate_facts> certificate_of_front(const std::filesystem::path& front, const std::string& host);

} // namespace ahimmoyak::health
