#pragma once

#include "backups/place.hpp"
#include "base/clock.hpp"
#include "base/work_pool.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "health/facts.hpp"
#include "health/vitals.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::health {

/// What health is read from and cannot be reached from here.
struct sources {
    std::string zone;
    std::string https_host; ///< empty without HTTPS
    std::function<bool()> sends_mail = [] { return false; };
    std::function<bool()> backs_up_daily = [] { return false; };
    /// Why the outside store of uploaded files cannot be used; nothing when it can. Empty when there is none. Blocks.
    std::function<std::optional<std::string>()> store_trouble{};
    /// Nothing when live lectures are off.
    std::function<std::optional<live_facts>()> live = [] { return std::nullopt; };
};

struct module {
    module(db::pool& on, const clock& now, backups::place of, std::vector<db::migration> all, sources from)
        : db{on}, time{now}, where{std::move(of)}, known{std::move(all)}, from{std::move(from)}, pulse{[this] {
              const auto live = this->from.live();
              return live ? live->viewer_count : 0;
          }}
    {
    }
    module(module&&) = delete;

    db::pool& db;
    const clock& time;
    const backups::place where;
    const std::vector<db::migration> known;
    const sources from;
    vitals pulse;
    work_pool blocking{1};

    struct counted_objects {
        std::chrono::steady_clock::time_point at{};
        std::int64_t count = 0;
        std::int64_t bytes = -1; ///< not counted yet
    } objects; ///< touched on `blocking` only

    struct asked_store {
        std::chrono::steady_clock::time_point at{};
        store_facts is;
    };
    std::optional<asked_store> store; ///< touched on `blocking` only
};

void add_routes(http::router& to, json::schema_book& book, module& m);

} // namespace ahimmoyak::health
