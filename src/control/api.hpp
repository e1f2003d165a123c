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

    // What the RTMP server would have asked without us.
    std::function<task<std::optional<media::publication>>(std::string, std::string)> lecture_may_publish;
    std::function<task<>(std::string, media::publication_info)> lecture_started;
    std::function<task<>(std::string)> lecture_ended;
};

std::vector<db::migration> migrations();

/// The routes of /ivs and /ivschat.
void add_routes(http::router& to, module& m);

/// Lets free channels be broadcast too, and notes every session. After live::connect(), which it asks about lectures.
void connect(media::rtmp_server::options& into, module& m);

} // namespace ahimmoyak::control
