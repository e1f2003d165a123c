#include "mail/api.hpp"

#include "base/cursor.hpp"
#include "http/endpoint.hpp"
#include "mail/post.hpp"

namespace ahimmoyak::mail {

namespace {

struct mailbox_query {
    std::optional<mail_state> state;
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(mailbox_query, (), (state, limit, cursor))

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
    auto ask = [&](db::connection& in) { return newest(in, before, limit + 1, q->state); };
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

task<mailbox_item> resend(module& m, http::path<"mailId", mail_id> which)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& in) {
        send_again(in, which.value, now);
        return find(in, which.value).value();
    };
    auto shown = co_await m.db.write(work);
    co_return shown;
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes r{to, book, m};
    constexpr auto operator_only = http::allow::only(role::ADMIN);
    r.get("/v1/admin/mailbox", operator_only.of_people(), "The mails of the installation, the latest first", list);
    r.get("/v1/admin/mailbox/{mailId}", operator_only.of_people(), "One mail of the installation", show);
    r.post("/v1/admin/mailbox/{mailId}/resend", operator_only, "Try a mail that failed once more", resend);
}

} // namespace ahimmoyak::mail
