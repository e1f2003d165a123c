#pragma once

#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <string>

namespace ahimmoyak::app {

/// /healthz (the process lives), /readyz (it can answer: the database does), /metrics,
/// and /openapi.json. Added last: the document describes every route before it.
void add_operations(http::router& site, const json::schema_book& book, db::pool& database, std::string version);

} // namespace ahimmoyak::app
