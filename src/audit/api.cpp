#include "audit/api.hpp"

#include "audit/csv.hpp"
#include "audit/entries.hpp"
#include "base/cursor.hpp"
#include "http/endpoint.hpp"

#include <limits>

namespace ahimmoyak::audit {

namespace {

constexpr std::int64_t most_exported = 50'000;

struct audit_query {
    std::optional<text<0, 100>> person;
    std::optional<text<0, 200>> action;
    std::optional<timestamp> from;
    std::optional<timestamp> until;
    whole<1, 100, 50> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(audit_query, (), (person, action, from, until, limit, cursor))

struct export_query {
    std::optional<text<0, 100>> person;
    std::optional<text<0, 200>> action;
    std::optional<timestamp> from;
    std::optional<timestamp> until;
};
BOOST_DESCRIBE_STRUCT(export_query, (), (person, action, from, until))

struct audit_page {
    std::vector<entry> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(audit_page, (), (items, next_cursor))

template <class Query>
filter filter_of(const Query& q, timestamp now)
{
    filter which;
    which.from = q.from.value_or(timestamp{});
    which.until = q.until.value_or(now + std::chrono::hours{24});
    if (which.until < which.from)
        throw invalid("/until", "before_from", {"끝이 시작보다 앞섭니다.", "The end is before the beginning."});
    which.person = q.person ? q.person->value : std::string{};
    which.action = q.action ? q.action->value : std::string{};
    return which;
}

task<audit_page> list(module& m, http::query<audit_query> q)
{
    const auto which = filter_of(q.value, m.time.now());
    const auto after = cursor::from(q->cursor);
    const entry_id before{after ? after->id : std::numeric_limits<std::int64_t>::max()};
    const auto limit = q->limit.value;
    auto ask = [&](db::connection& in) { return find(in, which, before, limit + 1); };
    audit_page page;
    page.items = co_await m.db.read_long(ask);
    if (std::ssize(page.items) > limit) {
        page.items.resize(static_cast<std::size_t>(limit));
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    }
    co_return page;
}

task<http::response> save(module& m, http::query<export_query> q)
{
    const auto which = filter_of(q.value, m.time.now());
    auto ask = [&](db::connection& in) {
        return find(in, which, entry_id{std::numeric_limits<std::int64_t>::max()}, most_exported);
    };
    const auto entries = co_await m.db.read_long(ask);
    http::response answer{200, "text/csv; charset=utf-8", to_csv(entries), {}};
    answer.with("Content-Disposition", "attachment; filename=\"audit.csv\"").with("Cache-Control", "no-store");
    co_return answer;
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes r{to, book, m};
    constexpr auto operator_only = http::allow::only(role::ADMIN).of_people();
    r.get("/v1/admin/audit", operator_only, "What people did, the latest first", list);
    r.get("/v1/admin/audit/export", operator_only, "What people did, as CSV, at most 50,000 lines", save);
}

} // namespace ahimmoyak::audit
