#pragma once

#include "mail/message.hpp"

#include <string_view>

namespace ahimmoyak::organisations {

/// What who is invited gets. Where they have no account their language is not known yet, so it says it in both.
mail::message invitation_letter(std::string_view recipient, std::string_view name, std::string_view company,
                                std::string_view link, std::optional<language> speaks = {});

/// What who is invited to the staff of an institution gets.
mail::message staff_letter(std::string_view recipient, std::string_view name, std::string_view institution,
                           std::string_view link, std::optional<language> speaks = {});

} // namespace ahimmoyak::organisations
