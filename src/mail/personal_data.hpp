#pragma once

#include "db/connection.hpp"

#include <string>
#include <string_view>
#include <vector>

/// The letters of one address, for its owner.
namespace ahimmoyak::mail {

struct letter {
    std::string subject;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(letter, (), (subject, created_at))

/// The latest 10,000.
std::vector<letter> letters_to(db::connection& in, std::string_view recipient);
void erase_letters_to(db::connection& in, std::string_view recipient);

} // namespace ahimmoyak::mail
