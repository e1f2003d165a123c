#pragma once

#include "base/caller.hpp"
#include "base/words.hpp"
#include "db/value.hpp"
#include "json/codec.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::identity {

/// What people sign in with beside their e-mail address: 3 to 20 of a-z 0-9 . _ -
struct username {
    std::string value;
};

/// A telephone number as people write it: 7 to 20 digits, +, -, ( ) and spaces.
struct phone_number {
    std::string value;
};

/// Agreement to the terms: nothing but true.
struct consent {};

enum class gender : std::uint8_t { MALE, FEMALE, OTHER };
BOOST_DESCRIBE_ENUM(gender, MALE, FEMALE, OTHER)

/// What somebody may do now, and for which organisation.
struct standing {
    role as = role::NORMAL;
    std::optional<institution_id> institution;
    std::optional<company_id> company;
    bool second_factor = false; ///< there is one; accounts::set_standing leaves it as it is
    bool operator==(const standing&) const = default;
};

/// The account as its owner's pages see it.
struct account {
    user_id user_id;
    std::string username;
    std::string name;
    std::string email;
    ahimmoyak::role role{};
    bool confirmed = false;
    std::optional<ahimmoyak::institution_id> institution_id;
    std::optional<ahimmoyak::company_id> company_id;
    bool second_factor = false; ///< signing in takes a second step
};
BOOST_DESCRIBE_STRUCT(account, (),
                      (user_id, username, name, email, role, confirmed, institution_id, company_id, second_factor))

/// One's own personal data.
struct user {
    user_id id;
    std::string username;
    std::string name;
    std::string email;
    std::optional<std::string> phone;
    std::optional<date> birth;
    std::optional<identity::gender> gender;
    ahimmoyak::role role{};
    std::optional<ahimmoyak::language> language; ///< of letters; the installation's where none was chosen
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(user, (), (id, username, name, email, phone, birth, gender, role, language, created_at))

/// What other people's pages show of somebody.
struct person {
    user_id id;
    std::string username;
    std::string name;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(person, (), (id, username, name, email))

} // namespace ahimmoyak::identity

namespace ahimmoyak::json {

template <>
struct codec<identity::username> {
    static void read(const bj::value& in, identity::username& value, reader& at);
    static bj::value schema(schema_book&);
};

template <>
struct codec<identity::phone_number> {
    static void read(const bj::value& in, identity::phone_number& value, reader& at);
    static bj::value schema(schema_book&);
};

template <>
struct codec<identity::consent> {
    static void read(const bj::value& in, identity::consent&, reader& at);
    static bj::value schema(schema_book&) { return bj::object{{"type", "boolean"}, {"const", true}}; }
};

} // namespace ahimmoyak::json

namespace ahimmoyak::db {

template <>
struct column<identity::phone_number> {
    static parameter put(const identity::phone_number& value) { return column<std::string_view>::put(value.value); }
};

} // namespace ahimmoyak::db
