#pragma once

#include "app/modules.hpp"
#include "app/options.hpp"
#include "app/pages.hpp"
#include "base/clock.hpp"
#include "base/runtime.hpp"
#include "base/work_pool.hpp"
#include "contents/api.hpp"
#include "courses/api.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/page_events.hpp"
#include "http/router.hpp"
#include "identity/api.hpp"
#include "json/schema.hpp"
#include "learning/api.hpp"
#include "live/api.hpp"
#include "mail/api.hpp"
#include "mail/sender.hpp"
#include "mail/smtp.hpp"
#include "notifications/api.hpp"
#include "objects/api.hpp"
#include "offerings/api.hpp"
#include "organisations/api.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::app {

/// All rooms of the house, made in order of need and joined. Only the services that were asked for
/// have routes and workers; the others are libraries.
class installation {
public:
    /// Opens the database and brings it up to date. `workers`: whether what runs by itself (events,
    /// mail, dates, lectures) is started by start(); a command that looks or fills needs none.
    installation(options with, runtime& on);
    ~installation();
    installation(installation&&) = delete;

    /// Adds the routes of the wanted services and, with `workers`, starts what runs by itself.
    void open_services(bool workers);
    /// Ends what runs by itself, connections of pages first. Blocks.
    void stop();

    http::router& site() { return site_; }
    db::pool& database() { return database_; }
    identity::module& identity() { return *identity_; }
    const options& with() const { return with_; }
    const clock& time() const { return clock_; }
    bool runs(const std::string& service) const { return services_.runs(service); }

private:
    void plan(bool workers);

    options with_;
    runtime& on_;
    system_clock clock_;
    work_pool blocking_;
    db::pool database_;
    json::schema_book book_;
    http::router site_;
    http::page_events page_events_;
    events::bus bus_;
    app::pages pages_;
    objects::embedded_store objects_;
    modules services_;

    mail::module mail_;
    std::optional<mail::smtp> smtp_;
    std::optional<mail::sender> sender_;
    std::optional<identity::module> identity_;
    std::optional<organisations::module> organisations_;
    std::optional<courses::module> courses_;
    std::optional<contents::module> contents_;
    std::optional<offerings::module> offerings_;
    std::optional<learning::module> learning_;
    std::optional<notifications::module> notifications_;
};

/// Every migration of the product, in order of dependency.
std::vector<db::migration> all_migrations();

} // namespace ahimmoyak::app
