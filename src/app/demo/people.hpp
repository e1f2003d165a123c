#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Who is in the demonstration. All names, numbers and addresses are made up; example.kr addresses
/// are nobody's.
namespace ahimmoyak::app {

struct demo_person {
    std::string login;
    std::string name;
    std::string role; ///< as it is printed: ADMIN, MANAGER, SUPERVISOR, EMPLOYEE
    std::string organisation;
};

/// The administrator, two managers, two supervisors, and the trainees of both companies.
const std::vector<demo_person>& demo_people();

/// A business number with a right checksum for nine digits.
std::string business_number(std::string_view nine_digits);

} // namespace ahimmoyak::app
