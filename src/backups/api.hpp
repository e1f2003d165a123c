#pragma once

#include "backups/manifest.hpp"
#include "backups/place.hpp"
#include "backups/progress.hpp"
#include "base/clock.hpp"
#include "backups/schedule.hpp"
#include "base/work_pool.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::backups {

/// What is being done now. One thing at a time.
struct running {
    bool restores = false;
    backup_kind kind{};
    timestamp begun_at{};
    std::shared_ptr<backups::progress> progress;
};

/// Backups of a running installation. One thread of its own makes them.
struct module {
    module(place of, const clock& now, std::vector<db::migration> all, db::pool& on, std::string in_zone)
        : where{std::move(of)}, time{now}, known{std::move(all)}, db{on}, zone{std::move(in_zone)}
    {
    }
    module(module&&) = delete;

    const place where;
    const clock& time;
    const std::vector<db::migration> known;
    db::pool& db;
    const std::string zone;
    const timestamp started_at = time.now();
    work_pool blocking{1};

    /// When backups are made by themselves; nothing: never.
    std::function<std::optional<schedule>()> plan = [] { return std::nullopt; };
    timestamp settled{}; ///< the last one due, once it is over; touched by keep_daily() only

    /// Ends the program and starts it anew: it completes a restore before it opens anything.
    std::function<void()> restart = [] {};

    std::mutex mutex;
    std::optional<backups::running> now;       // guarded by mutex
    std::optional<std::string> restore_failed; // guarded by mutex: why the last restore was refused
};

void add_routes(http::router& to, json::schema_book& book, module& m);

std::vector<db::migration> migrations();

/// Gives up what is being made; from any thread.
void stop(module& m);

} // namespace ahimmoyak::backups
