#pragma once

#include "analysis/charts.hpp"
#include "analysis/company.hpp"
#include "analysis/grids.hpp"
#include "analysis/people.hpp"
#include "base/words.hpp"
#include "tables/write.hpp"

/// Every table of the pages as a sheet: numbers are numbers, so that they can be summed.
namespace ahimmoyak::analysis {

tables::sheet sheet_of(const std::vector<course_month>& rows, language in);
tables::sheet sheet_of(const std::vector<month_figures>& rows, language in);
tables::sheet sheet_of(const std::vector<quarter_figures>& rows, language in);
tables::sheet sheet_of(const std::vector<course_company_attendance>& rows, language in);
tables::sheet sheet_of(const std::vector<contract_row>& rows, language in);
tables::sheet sheet_of(const std::vector<course_provide_row>& rows, language in);
tables::sheet sheet_of(const std::vector<company_attendance_row>& rows, language in);
tables::sheet sheet_of(const std::vector<course_rate_row>& rows, language in);
tables::sheet sheet_of(const std::vector<person_row>& rows, language in);
tables::sheet sheet_of(const std::vector<dashboard_offering>& rows, language in);

} // namespace ahimmoyak::analysis
