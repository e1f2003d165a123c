#pragma once

#include "mail/message.hpp"

#include <string_view>

namespace ahimmoyak::organisations {

/// What who is invited gets. Their language is not known yet, so it says it in both.
mail::message invitation_letter(std::string_view recipient, std::string_view name, std::string_view company,
                                std::string_view link);

/// What who is invited to the staff of an institution gets.
mail::message staff_letter(std::string_view recipient, std::string_view name, std::string_view institution,
                           std::string_view link);

} // namespace ahimmoyak::organisations
