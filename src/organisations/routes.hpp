#pragma once

#include "base/cursor.hpp"
#include "organisations/api.hpp"
#include "organisations/invitation.hpp"
#include "organisations/paging.hpp"

#include <span>
#include <string_view>

// What the routes about the people of an organisation share; inside of this folder only.
namespace ahimmoyak::organisations {

struct people_query {
    std::optional<text<0, 100>> search;
    std::optional<department_name> department;
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(people_query, (), (search, department, limit, cursor))

people_filter filter_of(const people_query& q);

/// The address in a letter that opens an invitation.
std::string link_of(const module& m, std::string_view secret);

/// Invites all who are not invited yet, with a letter each; how many those are.
std::int64_t invite_all(module& m, db::connection& in, company_id by, std::span<const new_employee> whom,
                        timestamp now);

} // namespace ahimmoyak::organisations
