#pragma once

#include "base/rate_limiter.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "identity/api.hpp"
#include "json/schema.hpp"

#include <string>

namespace ahimmoyak::administration {

/// What the operator of the installation sees and does about people and organisations.
struct module {
    module(identity::module& people, std::string address) : identity{people}, db{people.db}, address{std::move(address)}
    {
    }
    module(module&&) = delete;

    identity::module& identity;
    db::pool& db;
    std::string address; ///< where browsers reach the installation: letters link there
    rate_limiter reminders{{1, std::chrono::hours{24}}}; ///< for each thing that somebody is reminded of
};

void add_routes(http::router& to, json::schema_book& book, module& m);

} // namespace ahimmoyak::administration
