#pragma once

#include "http/router.hpp"
#include "json/schema.hpp"

namespace ahimmoyak::app {

class installation;

/// GET /v1/installation, which every page asks first, and POST /v1/setup, which makes the
/// administrator of a new one.
void add_setup_routes(http::router& to, json::schema_book& book, app::installation& all);

} // namespace ahimmoyak::app
