#pragma once

#include "base/clock.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <vector>

namespace ahimmoyak::mail {

/// The mailbox of the installation as its operator reads it.
struct module {
    db::pool& db;
    const clock& time;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::mail
