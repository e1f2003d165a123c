#pragma once

#include "base/clock.hpp"
#include "base/work_pool.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/path_pass.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "objects/store.hpp"
#include "videos/shelf.hpp"

#include <atomic>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ahimmoyak::videos {

struct options {
    std::filesystem::path worker; ///< the program; empty: beside this one
    std::string heights = "1080,720,360";
    std::string name;         ///< of this process and no other: what it began it takes up again after a restart
    std::string playback_key; ///< at least 32 bytes, secret, the same over restarts
    std::chrono::seconds silence{300}; ///< of a worker, after which it is taken for stuck
    std::chrono::seconds pause{1};     ///< before the second attempt; twice as long before the third
    std::uint64_t memory_mib = 3072;   ///< of a worker, at most
};

/// What makes a lesson's video playable everywhere: renditions, poster, small pictures, captions, chapters.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, objects::store& keeps, work_pool& waits, options given);

    db::pool& database;
    const ahimmoyak::clock& time;
    objects::store& store;
    work_pool& blocking;
    const options with;
    const http::path_pass pass; ///< opens /vod/{video}/
    videos::shelf shelf;
    std::atomic<bool> stopping{false};
    std::atomic<bool> working{false};
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

/// Hears of lessons' new videos and of those that go.
void subscribe(events::bus& bus, module& m);

/// Takes up what was begun before, then prepares one video after another until stop(): spawn it once.
task<> keep_preparing(module& m);
/// Ends the worker; what it was at will be begun anew. Returns when keep_preparing() has.
task<> stop(module& m);

} // namespace ahimmoyak::videos
