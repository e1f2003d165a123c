#include "mail/api.hpp"

#include "base/cursor.hpp"
#include "http/endpoint.hpp"
#include "mail/post.hpp"

namespace ahimmoyak::mail {

namespace {

struct mailbox_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(mailbox_query, (), (limit, cursor))

struct mailbox_page {
    std::vector<mailbox_item> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(mailbox_page, (), (items, next_cursor))

task<mailbox_page> list(module& m, http::query<mailbox_query> q)
{
    const auto after = cursor::from(q->cursor);
    const auto limit = q->limit.value;
    const auto before = after ? std::optional{after->id} : std::nullopt;
    auto ask = [&](db::connection& in) { return newest(in, before, limit + 1); };
    mailbox_page page;
    page.items = co_await m.db.read(ask);
    if (std::ssize(page.items) > limit) {
        page.items.resize(static_cast<std::size_t>(limit));
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    }
    co_return page;
}

task<mailbox_item> show(module& m, http::path<"mailId", mail_id> which)
{
    auto ask = [&](db::connection& in) { return find(in, which.value); };
    auto found = co_await m.db.read(ask);
    if (!found)
        throw not_found({"메일", "this mail"});
    co_return std::move(*found);
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes r{to, book, m};
    constexpr auto operator_only = http::allow::only(role::ADMIN);
    r.get("/v1/admin/mailbox", operator_only.of_people(), "The mails of the installation, the latest first", list);
    r.get("/v1/admin/mailbox/{mailId}", operator_only.of_people(), "One mail of the installation", show);
}

} // namespace ahimmoyak::mail
