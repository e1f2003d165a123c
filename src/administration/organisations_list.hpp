#pragma once

#include "administration/member.hpp"
#include "base/cursor.hpp"
#include "db/connection.hpp"
#include "offerings/offering.hpp"
#include "organisations/organisation.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::administration {

/// WITHOUT_STAFF: nobody who may act for it can sign in, so nothing that waits there will ever move.
enum class organisation_state : std::uint8_t { ACTIVE, WITHOUT_STAFF };
BOOST_DESCRIBE_ENUM(organisation_state, ACTIVE, WITHOUT_STAFF)

struct institution_row {
    institution_id id;
    std::string name;
    std::string business_number;
    organisation_state state{};
    std::int64_t staff_count = 0;
    std::int64_t course_count = 0;
    std::int64_t waiting_count = 0; ///< offerings that wait for the institution
    std::int64_t ongoing_count = 0; ///< offerings that run now
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(institution_row, (),
                      (id, name, business_number, state, staff_count, course_count, waiting_count, ongoing_count,
                       created_at))

struct company_row {
    company_id id;
    std::string name;
    std::string business_number;
    organisation_state state{};
    std::int64_t supervisor_count = 0;
    std::int64_t employee_count = 0;
    std::int64_t waiting_count = 0; ///< people and offerings that wait for the company
    std::int64_t ongoing_count = 0; ///< offerings that run now
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(company_row, (),
                      (id, name, business_number, state, supervisor_count, employee_count, waiting_count, ongoing_count,
                       created_at))

struct state_count {
    offerings::course_provide_state state{};
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(state_count, (), (state, count))

struct institution_overview {
    organisations::institution institution;
    organisation_state state{};
    std::int64_t course_count = 0;
    std::vector<state_count> offerings;
    std::vector<member> staff; ///< a hundred at most
};
BOOST_DESCRIBE_STRUCT(institution_overview, (), (institution, state, course_count, offerings, staff))

struct company_overview {
    organisations::company company;
    organisation_state state{};
    std::int64_t employee_count = 0;
    std::int64_t waiting_count = 0; ///< who asked to belong to it
    std::vector<state_count> offerings;
    std::vector<member> supervisors; ///< a hundred at most
};
BOOST_DESCRIBE_STRUCT(company_overview, (),
                      (company, state, employee_count, waiting_count, offerings, supervisors))

/// By name; `search` finds parts of the name and of the business number.
std::vector<institution_row> find_institutions(db::connection& in, std::string_view search, const cursor& after,
                                               std::int64_t limit);
std::vector<company_row> find_companies(db::connection& in, std::string_view search, const cursor& after,
                                        std::int64_t limit);

/// Throw the 404 when there is none.
institution_overview overview(db::connection& in, institution_id which);
company_overview overview(db::connection& in, company_id which);

} // namespace ahimmoyak::administration
