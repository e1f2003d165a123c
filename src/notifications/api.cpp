#include "notifications/api.hpp"

#include "base/cursor.hpp"
#include "http/endpoint.hpp"
#include "notifications/notices.hpp"

#include <limits>

namespace ahimmoyak::notifications {

namespace {

struct notification {
    notification_id id;
    notification_kind kind{};
    std::string title;
    std::string body;
    std::optional<std::string> link;
    std::optional<timestamp> read_at;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(notification, (), (id, kind, title, body, link, read_at, created_at))

struct notification_page {
    std::vector<notification> items;
    std::int64_t unread_count = 0;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(notification_page, (), (items, unread_count, next_cursor))

struct notification_query {
    std::optional<bool> unread;
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(notification_query, (), (unread, limit, cursor))

struct read_notifications {
    notification_id up_to;
};
BOOST_DESCRIBE_STRUCT(read_notifications, (), (up_to))

task<notification_page> list(module& m, caller who, http::incoming in, http::query<notification_query> q)
{
    const auto after = cursor::from(q->cursor);
    const notification_id before{after ? after->id : std::numeric_limits<std::int64_t>::max()};
    const auto limit = q->limit.value;
    std::vector<stored_notification> rows;
    notification_page page;
    auto ask = [&](db::connection& on) {
        rows = newest(on, who.user, q->unread.value_or(false), before, limit + 1);
        page.unread_count = unread_count(on, who.user);
    };
    co_await m.db.read(ask);
    if (std::ssize(rows) > limit) {
        rows.resize(static_cast<std::size_t>(limit));
        page.next_cursor = cursor{rows.back().id.value}.to_text();
    }
    for (auto& each : rows) {
        const auto shown = render(each.kind, json::decode<parameters>(each.parameters));
        page.items.push_back({each.id, each.kind, shown.title.in(in->speaks), shown.body.in(in->speaks),
                              std::move(each.link), each.read_at, each.created_at});
    }
    co_return page;
}

void tell_pages(module& m, user_id who, std::int64_t unread)
{
    m.pages.publish("user:" + std::to_string(who.value), "notification",
                    "{\"unreadCount\":" + std::to_string(unread) + "}");
}

task<http::no_content> read(module& m, caller who, http::body<read_notifications> what)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) {
        mark_read(on, who.user, what->up_to, now);
        return unread_count(on, who.user);
    };
    const auto left = co_await m.db.write(work);
    tell_pages(m, who.user, left); // the person's other pages show it too
    co_return http::no_content{};
}

task<http::no_content> read_one(module& m, caller who, http::path<"notificationId", notification_id> which)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) {
        mark_one_read(on, who.user, which.value, now);
        return unread_count(on, who.user);
    };
    const auto left = co_await m.db.write(work);
    tell_pages(m, who.user, left);
    co_return http::no_content{};
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes r{to, book, m};
    r.get("/v1/notifications", http::allow::signed_in, "Own notifications, the latest first", list);
    r.post("/v1/notifications/read", http::allow::signed_in.kept_elsewhere(),
           "Mark own notifications as read, up to one", read);
    r.post("/v1/notifications/{notificationId}/read", http::allow::signed_in.kept_elsewhere(),
           "Mark one of the own notifications as read", read_one);
    add_settings_routes(to, book, m);
}

} // namespace ahimmoyak::notifications
