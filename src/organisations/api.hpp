#pragma once

#include "base/rate_limiter.hpp"
#include "base/work_pool.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "identity/api.hpp"
#include "json/schema.hpp"

#include <vector>

namespace ahimmoyak::organisations {

/// Institutions, companies and who belongs to them.
struct module {
    module(db::pool& on, identity::module& people, std::string time_zone = "Asia/Seoul") :db{on}, identity{people},
        zone{std::move(time_zone)}
    {
    }
    db::pool& db;
    identity::module& identity;
    const std::string zone;    ///< of the days in files
    work_pool spreadsheets{1}; ///< reads and writes files; finish() it before the coroutines that wait for it go

    rate_limiter invite_by_company{rate{500, std::chrono::seconds{1}}};
    rate_limiter invite_by_institution{rate{60, std::chrono::seconds{10}}};
    rate_limiter import_by_company{rate{60, std::chrono::seconds{5}}};
    rate_limiter resend_by_invitation{rate{3, std::chrono::minutes{5}}};
    rate_limiter accept_by_address{rate{120, std::chrono::seconds{1}}};
};

void add_routes(http::router& to, json::schema_book& book, module& m);
/// The parts of add_routes.
void add_company_routes(http::router& to, json::schema_book& book, module& m);
void add_institution_routes(http::router& to, json::schema_book& book, module& m);
void add_employee_routes(http::router& to, json::schema_book& book, module& m);
void add_staff_routes(http::router& to, json::schema_book& book, module& m);
void add_invitation_routes(http::router& to, json::schema_book& book, module& m);

/// Deletes what nobody needs any more. Called about once a day.
task<> tidy(module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::organisations
