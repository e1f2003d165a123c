#pragma once

#include "base/problem.hpp"
#include "db/connection.hpp"
#include "organisations/organisation.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Who belongs where: the one place where that changes. Every function works in the caller's
/// transaction; after its commit, identity's standings must forget the person concerned.
namespace ahimmoyak::organisations {

/// Makes an institution with its first manager. Throws the 409 when the person belongs somewhere
/// already. A business number that is taken fails as unique_violation (see business_number_taken).
institution found_institution(db::connection& in, user_id manager, const new_institution& what, timestamp now);

/// Makes a company with its first supervisor; the person's own waiting requests are withdrawn.
company found_company(db::connection& in, user_id supervisor, const new_company& what, timestamp now);

/// Makes a person without an organisation an approved employee at once, as demonstrations and the
/// adding of employees by their company need it.
affiliation_id employ(db::connection& in, company_id by, user_id who, timestamp now);

/// Makes a person without an organisation a manager of the institution.
void appoint(db::connection& in, institution_id by, user_id who, timestamp now);

/// A person asks a company. 409 when asked already or belonging somewhere; 404 without the company.
affiliation_id ask(db::connection& in, company_id of, user_id who, timestamp now);

/// A company answers one who asked; who that was. 404 for a stranger's, 409 when answered already or
/// when the person belongs to another organisation by now.
user_id answer(db::connection& in, company_id by, affiliation_id which, bool accepted, timestamp now);

/// One's own requests, the latest first.
struct own_affiliation {
    company_id company_id;
    std::string company_name;
    affiliation_state state{};
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(own_affiliation, (), (company_id, company_name, state, created_at))
std::vector<own_affiliation> requests_of(db::connection& in, user_id who);

/// Those who wait for a company's answer, the longest waiting first.
struct waiting_affiliation {
    affiliation_id id;
    user_id user_id;
    std::string name;
    std::string email;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(waiting_affiliation, (), (id, user_id, name, email, created_at))
std::vector<waiting_affiliation> waiting_for(db::connection& in, company_id which, affiliation_id after,
                                             std::int64_t limit);

struct company_choice {
    company_id id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(company_choice, (), (id, name))
/// Companies by name whose name contains `search`, after the given one.
std::vector<company_choice> find_companies(db::connection& in, std::string_view search, std::string_view after_name,
                                           company_id after, std::int64_t limit);

/// The 409 of asking the same company twice.
problem already_requested();

/// The 422 that a unique_violation of a business number is told as; `under` begins the pointer.
problem business_number_taken(std::string_view under = "");

} // namespace ahimmoyak::organisations
