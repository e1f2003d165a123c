#pragma once

#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "identity/api.hpp"
#include "json/schema.hpp"

#include <vector>

namespace ahimmoyak::organisations {

/// Institutions, companies and who belongs to them.
struct module {
    module(db::pool& on, identity::module& people) :db{on}, identity{people} {}
    db::pool& db;
    identity::module& identity;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
/// The parts of add_routes.
void add_company_routes(http::router& to, json::schema_book& book, module& m);
void add_institution_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::organisations
