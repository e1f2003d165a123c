#pragma once

#include <string>
#include <vector>

namespace ahimmoyak::certificates {

/// The dark squares of a QR code, line by line.
struct qr_code {
    int size = 0; ///< squares of a side
    std::vector<bool> dark;
    bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)]; }
};

/// A quarter of it may be stained: it hangs on walls. Throws std::runtime_error for more than a code can hold.
qr_code qr_of(const std::string& text);

} // namespace ahimmoyak::certificates
