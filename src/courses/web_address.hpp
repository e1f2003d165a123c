#pragma once

#include <string_view>

namespace ahimmoyak::courses {

/// An address that a page may lead to: https, a host, no name and password before it, nothing that is no
/// address (so no javascript:, no white space, no control characters).
bool is_web_address(std::string_view address);

} // namespace ahimmoyak::courses
