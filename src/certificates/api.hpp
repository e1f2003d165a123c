#pragma once

#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "base/work_pool.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/endpoint.hpp"
#include "json/schema.hpp"
#include "learning/advances.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::certificates {

struct options {
    std::string public_address{};   ///< such as https://lms.example.kr; empty: that of each request
    std::string zone = "Asia/Seoul"; ///< IANA name: where days turn over
};

/// Certificates: issued when the rules of an offering are met, drawn when somebody asks, confirmed to anybody. Thread-safe.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, learning::advances& got_on, options with) :database{on}, time{now},
        advances{got_on}, public_address{std::move(with.public_address)}, zone{std::move(with.zone)}
    {
    }

    db::pool& database;
    const ahimmoyak::clock& time;
    learning::advances& advances;
    const std::string public_address;
    const std::string zone;
    work_pool drawing{1}; ///< finish() it before the coroutines that wait for it go

    rate_limiter papers{{.burst = 30, .every = std::chrono::seconds{2}}};             ///< by person
    rate_limiter bundles{{.burst = 5, .every = std::chrono::seconds{20}}};            ///< by person
    rate_limiter confirmations{{.burst = 30, .every = std::chrono::seconds{2}}};      ///< by address
};

void add_routes(http::router& to, json::schema_book& book, module& m);
/// Of these, what institutions and companies ask of an offering.
void add_offering_routes(http::routes<module>& r);
std::vector<db::migration> migrations();

/// Issues when an offering ends and when the attendance of a lecture is final.
void subscribe(events::bus& to, module& m);

/// Issues to those who get on, every two seconds, and looks at everybody once an hour and at the start; for ever.
task<> keep_issuing(module& m);

/// One round of it.
task<> issue_to_advanced(module& m);
task<> issue_to_everybody(module& m);

/// Where certificates are confirmed: of the installation, or of who asks.
std::string address_for(const module& m, const http::request& in);
http::response pdf_answer(std::string bytes, const std::string& name);

} // namespace ahimmoyak::certificates
