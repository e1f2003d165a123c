#pragma once

#include "base/clock.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/page_events.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::notifications {

/// What people are told of what others did: in their pages, and the important ones by mail.
struct module {
    /// `public_address`: where browsers reach the installation, without a slash at the end; mails link there.
    module(db::pool& on, const clock& at, http::page_events& to_pages, std::string public_address) :db{on}, time{at},
        pages{to_pages}, address{std::move(public_address)}
    {
    }
    db::pool& db;
    const clock& time;
    http::page_events& pages;
    const std::string address;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();
void subscribe(events::bus& to, module& m);

} // namespace ahimmoyak::notifications
