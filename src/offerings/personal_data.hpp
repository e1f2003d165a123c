#pragma once

#include "db/connection.hpp"
#include "offerings/offering.hpp"

#include <optional>
#include <string>
#include <vector>

/// What this module keeps of a trainee, for the trainee.
namespace ahimmoyak::offerings {

struct own_enrolment {
    std::string course;
    std::string institution;
    std::string company;
    date begin_date;
    date end_date;
    std::string state;
    std::optional<date> certificate_date;
};
BOOST_DESCRIBE_STRUCT(own_enrolment, (), (course, institution, company, begin_date, end_date, state, certificate_date))

/// The latest 10,000.
std::vector<own_enrolment> enrolments_of(db::connection& in, user_id who);

/// Takes somebody off the lists that no institution has registered yet. Gives the last day of the latest training
/// that he was registered for, whose records have to be kept.
std::optional<date> leave_lists(db::connection& in, user_id who);

} // namespace ahimmoyak::offerings
