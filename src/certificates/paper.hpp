#pragma once

#include "base/words.hpp"
#include "certificates/certificate.hpp"

#include <string>

namespace ahimmoyak::certificates {

/// The certificate as an A4 page, PDF with its typefaces in it: the same bytes each time from the same record, language
/// and address. `address`: where browsers reach the installation, for the QR code. Blocks for some
/// hundredths of a second; from one thread at a time.
std::string paper_of(const certificate& what, language in, const std::string& address);

/// What the page that confirms a certificate is reached by.
std::string confirming_address(const certificate& what, const std::string& address);

/// "3 h 20 min", as certificates write it.
std::string duration_text(std::int64_t seconds, language in);

} // namespace ahimmoyak::certificates
