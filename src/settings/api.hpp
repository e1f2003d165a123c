#pragma once

#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "base/work_pool.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "settings/current.hpp"

#include <memory>
#include <string>
#include <vector>

namespace ahimmoyak::settings {

struct module {
    module(db::pool& on, const clock& at, outside given, std::string sealing_key, std::string zone_name) :db{on},
        time{at}, zone{std::move(zone_name)}, now{std::move(given), std::move(sealing_key)}
    {
    }
    module(module&&) = delete;

    db::pool& db;
    const clock& time;
    const std::string zone;
    current now;
    work_pool blocking{1}; ///< for letters that try the mail server
    rate_limiter letters{{10, std::chrono::seconds{10}}};
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

/// Reads what was set; awaited once, before requests are served.
task<> start(module& m);
/// Sees the changes of other processes, for ever.
task<> keep_current(module& m);

/// Hands mails to the server that is set at that moment.
class chosen_transport final : public mail::transport {
public:
    explicit chosen_transport(const current& of) : of_{of} {}
    bool ready() const override { return of_.get()->mail.has_value(); }
    void send(const mail::message& what, timestamp at, std::string_view unique) override;

private:
    const current& of_;
};

} // namespace ahimmoyak::settings
