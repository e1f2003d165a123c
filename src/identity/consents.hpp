#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Who agreed to what, by version (Personal Information Protection Act, articles 15 and 22): an agreement is to
/// the text that was shown.
namespace ahimmoyak::identity::consents {

enum class document : std::uint8_t { TERMS, PRIVACY };
BOOST_DESCRIBE_ENUM(document, TERMS, PRIVACY)

struct edition {
    consents::document document{};
    std::string version;
};
BOOST_DESCRIBE_STRUCT(edition, (), (document, version))

struct consent {
    consents::document document{};
    std::string version;
    timestamp agreed_at{};
};
BOOST_DESCRIBE_STRUCT(consent, (), (document, version, agreed_at))

/// The editions in force. Whoever changes a text of the pages (identity.json: signup.terms) changes its version here.
const std::vector<edition>& in_force();

/// Notes that somebody agreed to what is in force; what was agreed to before stays as it was.
void agree(db::connection& in, user_id who, timestamp now);

/// The latest first.
std::vector<consent> of(db::connection& in, user_id who);

/// Those in force that the person has not agreed to.
std::vector<edition> due(const std::vector<consent>& given);

} // namespace ahimmoyak::identity::consents
