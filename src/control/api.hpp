#pragma once

#include "base/rate_limiter.hpp"
#include "base/work_pool.hpp"
#include "db/migration.hpp"
#include "http/router.hpp"
#include "live/api.hpp"
#include "media/rtmp/server.hpp"
#include "objects/access_keys.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace ahimmoyak::control {

/// The IVS-shaped control planes of the live lectures. What it refers to outlives it.
struct module {
    module(live::module& of, work_pool& disk, std::filesystem::path keys) :live{of}, blocking{disk},
        keys{std::move(keys)}
    {
    }

    live::module& live;
    work_pool& blocking;
    const objects::access_keys keys;
    /// Calls of one access key: IVS allows 5 a second to most, and more in all.
    rate_limiter calls{{100, std::chrono::milliseconds{20}}, 10'000};
};

std::vector<db::migration> migrations();

/// The routes of /ivs and /ivschat.
void add_routes(http::router& to, module& m);

/// Lets free channels be broadcast too, and notes every session. After live::connect(), which it asks about lectures;
/// once for each door that publishers come in by: RTMP, the studio.
void connect(media::rtmp_server::options& into, module& m);

} // namespace ahimmoyak::control
