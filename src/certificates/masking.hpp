#pragma once

#include <string>
#include <string_view>

namespace ahimmoyak::certificates {

/// A name without its middle: 홍*동, 김*, A***************n. Who has the paper sees that it is the same; who has not
/// learns no name.
std::string masked(std::string_view name);

} // namespace ahimmoyak::certificates
