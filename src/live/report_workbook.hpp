#pragma once

#include "base/words.hpp"
#include "live/curve.hpp"
#include "tables/write.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::live {

/// The report of a lecture's attendance for a spreadsheet: the trainees, and the minutes.
std::vector<tables::sheet> report_sheets(const lecture& of, const attendance& shown,
                                         const std::vector<lecture_minute>& curve, timestamp now,
                                         const std::string& zone, language in);

} // namespace ahimmoyak::live
