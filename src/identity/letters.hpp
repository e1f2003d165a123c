#pragma once

#include "mail/message.hpp"

#include <string_view>

/// The mails of this module. Nobody's language is known when they are sent, so they say it in both.
namespace ahimmoyak::identity::letters {

mail::message code(std::string_view recipient, std::string_view name, std::string_view code);

/// Says the username too: who has forgotten the password may have forgotten that.
mail::message reset_code(std::string_view recipient, std::string_view name, std::string_view username,
                         std::string_view code);
mail::message password_changed(std::string_view recipient, std::string_view name);

mail::message new_email_code(std::string_view recipient, std::string_view name, std::string_view code);
/// To the old address: before the change and after it.
mail::message email_change_asked(std::string_view recipient, std::string_view name, std::string_view new_email);
mail::message email_changed(std::string_view recipient, std::string_view name, std::string_view new_email);

/// `records_kept`: there are training records, which keep the name for their time.
mail::message account_deleted(std::string_view recipient, std::string_view name, bool records_kept);

} // namespace ahimmoyak::identity::letters
