#pragma once

#include "base/words.hpp"
#include "organisations/invitation.hpp"
#include "tables/write.hpp"

#include <string>
#include <vector>

/// The workbooks that a company takes home.
namespace ahimmoyak::organisations {

/// What people are imported from: the headings, and a second sheet that says what goes where.
std::vector<tables::sheet> import_template(language in);

/// Everybody who belongs to the company or is invited. `zone`: of the dates.
std::vector<tables::sheet> people_sheets(const std::vector<employee>& people, const std::vector<invitation>& invited,
                                         const std::string& zone, language in);

} // namespace ahimmoyak::organisations
