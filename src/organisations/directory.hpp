#pragma once

#include "db/connection.hpp"
#include "organisations/organisation.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What other domains ask of organisations, in their own transactions.
namespace ahimmoyak::organisations {

/// Names for lists; ids that do not exist are left out.
std::map<institution_id, std::string> institution_names(db::connection& in, std::span<const institution_id> which);
std::map<company_id, std::string> company_names(db::connection& in, std::span<const company_id> which);

std::optional<institution> find_institution(db::connection& in, institution_id which);
std::optional<company> find_company(db::connection& in, company_id which);

/// Whether the person is an approved employee (a trainee, not a supervisor) of the company now.
bool is_active_employee(db::connection& in, company_id of, user_id who);

/// Whom to tell about what concerns an institution or a company.
std::vector<user_id> managers_of(db::connection& in, institution_id which);
std::vector<user_id> supervisors_of(db::connection& in, company_id which);

/// A pattern for `lower(x) LIKE $n ESCAPE '\'` that finds `part` anywhere.
std::string containing(std::string_view part);

} // namespace ahimmoyak::organisations
