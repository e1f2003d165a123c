#include "certificates/qr.hpp"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace ahimmoyak::certificates {

qr_code qr_of(const std::string& text)
{
    const std::unique_ptr<QRcode, void (*)(QRcode*)> made{
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_Q), QRcode_free};
    if (!made)
        throw std::runtime_error{"the text is too long for a QR code"};
    qr_code code;
    code.size = made->width;
    const auto count = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    code.dark.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        code.dark.push_back((made->data[i] & 1) != 0);
    return code;
}

} // namespace ahimmoyak::certificates
