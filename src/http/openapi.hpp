#pragma once

#include "http/router.hpp"
#include "json/schema.hpp"

#include <string>
#include <string_view>

namespace ahimmoyak::http {

/// The OpenAPI 3.1 document of every documented route added so far.
std::string openapi(const router& routes, const json::schema_book& book, std::string_view version);

} // namespace ahimmoyak::http
