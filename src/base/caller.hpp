#pragma once

#include "base/values.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>

namespace ahimmoyak {

struct user_tag;
struct session_tag;
struct institution_tag;
struct company_tag;
using user_id = id<user_tag>;
using session_id = id<session_tag>;
using institution_id = id<institution_tag>;
using company_id = id<company_tag>;

/// The five roles of the product; the names are those on the wire and in the database.
enum class role : std::uint8_t { NORMAL = 1, EMPLOYEE = 2, SUPERVISOR = 4, MANAGER = 8, ADMIN = 16 };
BOOST_DESCRIBE_ENUM(role, NORMAL, EMPLOYEE, SUPERVISOR, MANAGER, ADMIN)

/// The authenticated person behind a request, true at the moment of the request.
struct caller {
    user_id user;
    session_id session;
    role as = role::NORMAL;
    std::optional<institution_id> institution; ///< set for MANAGER
    std::optional<company_id> company;         ///< set for SUPERVISOR and EMPLOYEE
    bool lacks_second_factor = false;          ///< what the role allows has to wait until there is one

    /// The organisation that queries are scoped by. Only for routes whose right implies it.
    institution_id of_institution() const { return institution.value(); }
    company_id of_company() const { return company.value(); }
};

} // namespace ahimmoyak
