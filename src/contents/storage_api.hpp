#pragma once

#include "contents/api.hpp"

namespace ahimmoyak::contents {

void add_storage_routes(http::router& to, json::schema_book& book, module& m);

} // namespace ahimmoyak::contents
