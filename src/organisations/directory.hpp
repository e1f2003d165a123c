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

/// Everybody who belongs to a company now, supervisors too, by affiliation. `after`: affiliation id.
struct employee_row {
    affiliation_id affiliation;
    user_id user_id;
    std::string username;
    std::string name;
    std::string email;
    bool is_supervisor = false;
    timestamp since{};
    BOOST_DESCRIBE_CLASS(employee_row, (), (affiliation, user_id, username, name, email, is_supervisor, since), (), ())
};
/// `search`: part of a name, username or e-mail address; empty: all.
std::vector<employee_row> employees(db::connection& in, company_id of, std::string_view search, affiliation_id after,
                                    std::int64_t limit);

/// Whom to tell about what concerns an institution or a company.
std::vector<user_id> managers_of(db::connection& in, institution_id which);
std::vector<user_id> supervisors_of(db::connection& in, company_id which);

/// A pattern for `lower(x) LIKE $n ESCAPE '\'` that finds `part` anywhere.
std::string containing(std::string_view part);

} // namespace ahimmoyak::organisations
