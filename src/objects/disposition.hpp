#pragma once

#include "objects/store.hpp"

#include <string>

namespace ahimmoyak::objects {

/// The value of Content-Disposition (RFC 6266), with the UTF-8 form of RFC 8187 and a plain one for what does not know it.
std::string disposition(const presentation& as);

} // namespace ahimmoyak::objects
