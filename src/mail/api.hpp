#pragma once

#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <vector>

namespace ahimmoyak::mail {

/// The mailbox of the installation as its operator reads it.
struct module {
    explicit module(db::pool& on) : db{on} {}
    db::pool& db;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::mail
