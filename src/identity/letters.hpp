#pragma once

#include "mail/message.hpp"

#include <string_view>

/// The mails of this module. Nobody's language is known when they are sent, so they say it in both.
namespace ahimmoyak::identity::letters {

mail::message code(std::string_view recipient, std::string_view name, std::string_view code);

} // namespace ahimmoyak::identity::letters
