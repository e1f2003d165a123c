#pragma once

#include "db/connection.hpp"
#include "organisations/organisation.hpp"
#include "organisations/paging.hpp"

#include <optional>
#include <string>
#include <vector>

/// The people of a company, as its supervisors look at them.
namespace ahimmoyak::organisations {

/// By name, after the person with that name and id.
std::vector<employee> employees_of(db::connection& in, company_id of, const people_filter& filter, const cursor& after,
                                   std::int64_t limit);

/// The departments that its people and its invitations name.
std::vector<std::string> departments_of(db::connection& in, company_id of);

/// 404 for who is none of the company's.
void set_department(db::connection& in, company_id of, user_id who, const std::optional<std::string>& to,
                    timestamp now);

} // namespace ahimmoyak::organisations
