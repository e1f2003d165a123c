#pragma once

#include "administration/api.hpp"
#include "http/endpoint.hpp"

// The routes by noun; inside of this folder only.
namespace ahimmoyak::administration {

inline constexpr auto operator_only = http::allow::only(role::ADMIN);

/// Cuts the row that was read only to know whether there is more; true when there is.
template <class Row>
bool cut(std::vector<Row>& rows, std::int64_t limit)
{
    if (std::ssize(rows) <= limit)
        return false;
    rows.resize(static_cast<std::size_t>(limit));
    return true;
}

void add_member_routes(http::routes<module>& r);
void add_organisation_routes(http::routes<module>& r);
void add_stuck_routes(http::routes<module>& r);

} // namespace ahimmoyak::administration
