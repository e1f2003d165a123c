#pragma once

#include "base/words.hpp"
#include "mail/message.hpp"

#include <cstdint>
#include <string_view>

/// The mails of this module, in the language that the account has; where it has none, in both.
namespace ahimmoyak::identity::letters {

mail::message code(std::string_view recipient, std::string_view name, std::string_view code,
                   std::optional<language> speaks = {});

/// Says the username too: who has forgotten the password may have forgotten that.
mail::message reset_code(std::string_view recipient, std::string_view name, std::string_view username,
                         std::string_view code, std::optional<language> speaks = {});
mail::message password_changed(std::string_view recipient, std::string_view name, std::optional<language> speaks = {});

mail::message new_email_code(std::string_view recipient, std::string_view name, std::string_view code,
                             std::optional<language> speaks = {});
/// To the old address: before the change and after it.
mail::message email_change_asked(std::string_view recipient, std::string_view name, std::string_view new_email,
                                 std::optional<language> speaks = {});
mail::message email_changed(std::string_view recipient, std::string_view name, std::string_view new_email,
                            std::optional<language> speaks = {});

/// `records_kept`: there are training records, which keep the name for their time.
mail::message account_deleted(std::string_view recipient, std::string_view name, bool records_kept,
                              std::optional<language> speaks = {});

mail::message second_factor_on(std::string_view recipient, std::string_view name, std::optional<language> speaks = {});
mail::message second_factor_off(std::string_view recipient, std::string_view name, std::optional<language> speaks = {});
/// By an administrator.
mail::message second_factor_reset(std::string_view recipient, std::string_view name,
                                  std::optional<language> speaks = {});
/// Somebody has the password and no right code.
mail::message second_factor_tried(std::string_view recipient, std::string_view name,
                                  std::optional<language> speaks = {});
mail::message recovery_codes_made(std::string_view recipient, std::string_view name,
                                  std::optional<language> speaks = {});
mail::message recovery_code_used(std::string_view recipient, std::string_view name, std::int64_t left,
                                 std::optional<language> speaks = {});

/// An account elsewhere opens this one from now on, or no longer; `provider` is what it is called.
mail::message identity_linked(std::string_view recipient, std::string_view name, const words& provider);
mail::message identity_unlinked(std::string_view recipient, std::string_view name, const words& provider);

} // namespace ahimmoyak::identity::letters
