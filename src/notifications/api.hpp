#pragma once

#include "base/clock.hpp"
#include "base/words.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/page_events.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ahimmoyak::notifications {

/// Where letters lead and how they speak.
struct options {
    std::string public_address; ///< where browsers reach the installation, without a slash at the end
    std::function<language()> speaks = [] { return language::ko; }; ///< to who has chosen no language
    std::string zone = "Asia/Seoul";
};

/// What people are told of what others did: in their pages and by mail, as each of them wants it.
struct module {
    module(db::pool& on, const clock& at, http::page_events& to_pages, options with) :db{on}, time{at}, pages{to_pages},
        address{std::move(with.public_address)}, speaks{std::move(with.speaks)}, zone{std::move(with.zone)}
    {
    }
    db::pool& db;
    const clock& time;
    http::page_events& pages;
    const std::string address;
    const std::function<language()> speaks;
    const std::string zone;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
/// Of these, the settings and the unsubscribing.
void add_settings_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();
void subscribe(events::bus& to, module& m);

} // namespace ahimmoyak::notifications
