#pragma once

#include "backups/manifest.hpp"
#include "backups/place.hpp"
#include "backups/progress.hpp"
#include "base/clock.hpp"
#include "base/work_pool.hpp"
#include "db/migration.hpp"
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
    module(place of, const clock& now, std::vector<db::migration> all)
        : where{std::move(of)}, time{now}, known{std::move(all)}
    {
    }
    module(module&&) = delete;

    const place where;
    const clock& time;
    const std::vector<db::migration> known;
    work_pool blocking{1};

    /// Ends the program and starts it anew: it completes a restore before it opens anything.
    std::function<void()> restart = [] {};

    std::mutex mutex;
    std::optional<backups::running> now;       // guarded by mutex
    std::optional<std::string> restore_failed; // guarded by mutex: why the last restore was refused
};

void add_routes(http::router& to, json::schema_book& book, module& m);

/// Gives up what is being made; from any thread.
void stop(module& m);

} // namespace ahimmoyak::backups
