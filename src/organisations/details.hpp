#pragma once

#include "db/connection.hpp"
#include "organisations/organisation.hpp"

#include <optional>
#include <string_view>

/// What an organisation says of itself, and how that changes.
namespace ahimmoyak::organisations {

/// What companies and their people may know of any institution: who it is and how it is reached.
struct institution_card {
    institution_id id;
    std::string name;
    std::optional<std::string> certified_number;
    std::string email;
    std::string phone;
};
BOOST_DESCRIBE_STRUCT(institution_card, (), (id, name, certified_number, email, phone))

/// 404 without the institution.
institution_card card_of(db::connection& in, institution_id which);

/// `based_on`: the version that was edited; 412 when it is not the newest. A business number that is
/// taken fails as unique_violation.
institution change_institution(db::connection& in, institution_id which, std::optional<std::int64_t> based_on,
                               const new_institution& to, timestamp now);
company change_company(db::connection& in, company_id which, std::optional<std::int64_t> based_on,
                       const new_company& to, timestamp now);

/// Whether an address is of the domain that the company's own address has. Never for domains where
/// anybody gets an address: there it says nothing about the company.
bool of_the_same_domain(std::string_view company_email, std::string_view email);

} // namespace ahimmoyak::organisations
