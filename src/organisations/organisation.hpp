#pragma once

#include "base/caller.hpp"
#include "identity/account.hpp"
#include "organisations/business_number.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>

namespace ahimmoyak::organisations {

struct affiliation_tag;
using affiliation_id = id<affiliation_tag>;

/// A training institution (훈련기관).
struct institution {
    institution_id id;
    std::string name;
    std::string owner_name;
    std::string business_number;
    std::optional<std::string> certified_number;
    std::string email;
    std::string phone;
    timestamp created_at{};
    std::int64_t version = 1; ///< grows with every change; the ETag
};
BOOST_DESCRIBE_STRUCT(institution, (),
                      (id, name, owner_name, business_number, certified_number, email, phone, created_at, version))

/// A company (기업) that buys courses for its people.
struct company {
    company_id id;
    std::string name;
    std::string owner_name;
    std::string business_number;
    std::string email;
    std::string phone;
    timestamp created_at{};
    std::int64_t version = 1; ///< grows with every change; the ETag
};
BOOST_DESCRIBE_STRUCT(company, (), (id, name, owner_name, business_number, email, phone, created_at, version))

struct new_company {
    text<1, 100> name;
    text<1, 50> owner_name;
    organisations::business_number business_number;
    ahimmoyak::email email;
    identity::phone_number phone;
};
BOOST_DESCRIBE_STRUCT(new_company, (), (name, owner_name, business_number, email, phone))

struct new_institution {
    text<1, 100> name;
    text<1, 50> owner_name;
    organisations::business_number business_number;
    std::optional<text<1, 50>> certified_number;
    ahimmoyak::email email;
    identity::phone_number phone;
};
BOOST_DESCRIBE_STRUCT(new_institution, (), (name, owner_name, business_number, certified_number, email, phone))

/// REQUESTED by the person, APPROVED by the company. A declined one is deleted: one may ask again.
enum class affiliation_state : std::uint8_t { REQUESTED, APPROVED };
BOOST_DESCRIBE_ENUM(affiliation_state, REQUESTED, APPROVED)

/// One who belongs to a company.
struct employee {
    user_id user_id;
    std::string username;
    std::string name;
    std::string email;
    std::optional<std::string> department;
    bool is_supervisor = false;
    timestamp since{};
};
BOOST_DESCRIBE_STRUCT(employee, (), (user_id, username, name, email, department, is_supervisor, since))

} // namespace ahimmoyak::organisations
