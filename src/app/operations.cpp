#include "app/operations.hpp"

#include "base/problem.hpp"
#include "http/metrics.hpp"
#include "http/openapi.hpp"

namespace ahimmoyak::app {

namespace {

constexpr db::query one_row{"SELECT CAST(1 AS BIGINT) AS one"};

task<http::response> say_ready(db::pool& database)
{
    try {
        co_await database.read([](db::connection& c) { return c.first<std::int64_t>(one_row); });
    } catch (const db::error&) {
        throw unavailable({"데이터베이스에 연결할 수 없습니다.", "The database cannot be reached."}, 5);
    }
    co_return http::response{200, "text/plain", std::string{"ready\n"}, {}};
}

task<http::response> show_document(std::shared_ptr<const std::string> document)
{
    http::gathered body{{asio::buffer(*document)}, document};
    http::response out{200, "application/json", std::move(body), {}};
    out.with("Cache-Control", "no-cache");
    co_return out;
}

http::route plain(std::string path, std::string summary, http::endpoint handle)
{
    return {http::verb::get, std::move(path), http::allow::anyone, std::move(summary), {}, std::move(handle), {}};
}

} // namespace

void add_operations(http::router& site, const json::schema_book& book, db::pool& database, std::string version)
{
    site.add(plain("/healthz", "The process lives", [](const http::exchange&) -> task<http::response> {
        co_return http::response{200, "text/plain", std::string{"ok\n"}, {}};
    }));
    site.add(plain("/readyz", "It can answer", [&database](const http::exchange&) { return say_ready(database); }));
    site.add(plain("/metrics", "For Prometheus", [](const http::exchange&) -> task<http::response> {
        co_return http::response{200, "text/plain; version=0.0.4", http::metrics::text(), {}};
    }));
    const auto document = std::make_shared<const std::string>(http::openapi(site, book, version));
    site.add(
        plain("/openapi.json", "The interface", [document](const http::exchange&) { return show_document(document); }));
}

} // namespace ahimmoyak::app
