#pragma once

#include "http/endpoint.hpp"
#include "marking/api.hpp"
#include "marking/mark.hpp"

namespace ahimmoyak::marking {

using in_exam = http::path<"examId", exams::exam_id>;
inline constexpr auto manager = http::allow::only(role::MANAGER);

void add_desk_routes(http::routes<module>& r);
void add_copy_routes(http::routes<module>& r);
void add_regrade_routes(http::routes<module>& r);

} // namespace ahimmoyak::marking
