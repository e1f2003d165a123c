#pragma once

#include "mail/message.hpp"

#include <string>
#include <string_view>

namespace ahimmoyak::mail {

/// Who a mail comes from.
struct sender_name {
    std::string address;
    std::string name; ///< shown beside the address; may be empty
};

/// An address that may stand in a header and in an SMTP command: printable ASCII, one @, no angle
/// brackets, quotes, commas or white space.
bool is_plain_address(std::string_view address);

/// The mail as it goes over SMTP (RFC 5322, lines ended by CRLF): subject and names as encoded words
/// (RFC 2047), the text as base64 of UTF-8 (RFC 2045); with a letter, text and HTML as alternatives (RFC 2046,
/// 5.1.4), and how to unsubscribe in the header (RFC 2369, and RFC 8058 where the address is https). Nothing of
/// the message can become a header of its own. `unique` makes the Message-ID. Throws std::invalid_argument for
/// an address that is not plain.
std::string compose(const message& what, const sender_name& from, timestamp at, std::string_view unique);

} // namespace ahimmoyak::mail
