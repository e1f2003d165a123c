#include "administration/organisations_list.hpp"
#include "administration/routes.hpp"

namespace ahimmoyak::administration {

namespace {

struct organisations_query {
    std::optional<text<0, 100>> search;
    whole<1, 100, 50> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(organisations_query, (), (search, limit, cursor))

struct institution_page {
    std::vector<institution_row> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(institution_page, (), (items, next_cursor))

struct company_page {
    std::vector<company_row> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(company_page, (), (items, next_cursor))

template <class Page>
Page paged(decltype(Page::items) rows, std::int64_t limit)
{
    Page page;
    page.items = std::move(rows);
    if (cut(page.items, limit))
        page.next_cursor = cursor{page.items.back().id.value, page.items.back().name}.to_text();
    return page;
}

std::string search_of(const organisations_query& q) { return q.search ? q.search->value : std::string{}; }

task<institution_page> list_institutions(module& m, http::query<organisations_query> q)
{
    const auto search = search_of(q.value);
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    auto ask = [&](db::connection& in) { return find_institutions(in, search, after, limit + 1); };
    auto rows = co_await m.db.read_long(ask);
    co_return paged<institution_page>(std::move(rows), limit);
}

task<company_page> list_companies(module& m, http::query<organisations_query> q)
{
    const auto search = search_of(q.value);
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    auto ask = [&](db::connection& in) { return find_companies(in, search, after, limit + 1); };
    auto rows = co_await m.db.read_long(ask);
    co_return paged<company_page>(std::move(rows), limit);
}

task<institution_overview> show_institution(module& m, http::path<"institutionId", institution_id> which)
{
    auto ask = [&](db::connection& in) { return overview(in, which.value); };
    auto shown = co_await m.db.read_long(ask);
    co_return shown;
}

task<company_overview> show_company(module& m, http::path<"companyId", company_id> which)
{
    auto ask = [&](db::connection& in) { return overview(in, which.value); };
    auto shown = co_await m.db.read_long(ask);
    co_return shown;
}

} // namespace

void add_organisation_routes(http::routes<module>& r)
{
    r.get("/v1/admin/institutions", operator_only, "All institutions, by name", list_institutions);
    r.get("/v1/admin/institutions/{institutionId}", operator_only.of_people(), "An institution and its people",
          show_institution);
    r.get("/v1/admin/companies", operator_only, "All companies, by name", list_companies);
    r.get("/v1/admin/companies/{companyId}", operator_only.of_people(), "A company and its supervisors", show_company);
}

} // namespace ahimmoyak::administration
