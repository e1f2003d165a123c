#include "http/endpoint.hpp"
#include "offerings/api.hpp"
#include "offerings/inbox.hpp"

namespace ahimmoyak::offerings {

namespace {

struct inbox_query {
    std::optional<text<0, 100>> search;
    std::optional<course_provide_state> state;
    std::optional<inbox_order> sort;
    whole<1, 100'000, 1> page;
    whole<1, 100, 20> limit;
};
BOOST_DESCRIBE_STRUCT(inbox_query, (), (search, state, sort, page, limit))

/// `total` is of the state asked for; `counts` of all that the search finds.
struct inbox_page {
    std::vector<course_provide_summary> items;
    std::int64_t page = 1;
    std::int64_t total = 0;
    std::vector<inbox_count> counts;
};
BOOST_DESCRIBE_STRUCT(inbox_page, (), (items, page, total, counts))

task<inbox_page> look(module& m, caller who, http::query<inbox_query> asked)
{
    const auto of = who.of_institution();
    inbox_wish wish;
    wish.search = asked->search ? std::string_view{asked->search->value} : std::string_view{};
    wish.state = asked->state;
    wish.order = asked->sort.value_or(inbox_order::NEWEST);
    wish.most = asked->limit.value;
    wish.skip = (asked->page.value - 1) * wish.most;
    inbox_page page;
    page.page = asked->page.value;
    auto ask = [&](db::connection& in) {
        page.items = inbox(in, of, wish);
        page.counts = count_states(in, of, wish.search);
    };
    co_await m.database.read_long(ask);
    for (const auto& each : page.counts)
        if (!wish.state || each.state == *wish.state)
            page.total += each.count;
    co_return page;
}

} // namespace

void add_inbox_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    r.get("/v1/institutions/requests", http::allow::only(role::MANAGER),
          "The requests that the institution received, by search, state and order, a page at a time", look);
}

} // namespace ahimmoyak::offerings
