#include "http/endpoint.hpp"
#include "notifications/api.hpp"
#include "notifications/settings.hpp"

namespace ahimmoyak::notifications {

namespace {

constexpr http::body_limit small{4 * 1024};

struct link_query {
    text<1, 200> token;
};
BOOST_DESCRIBE_STRUCT(link_query, (), (token))

/// What a link has brought about.
struct mail_choice {
    notification_topic topic{};
    bool by_mail = false;
};
BOOST_DESCRIBE_STRUCT(mail_choice, (), (topic, by_mail))

task<notification_settings> show(module& m, caller who)
{
    auto ask = [&](db::connection& on) { return settings_of(on, who.user); };
    const auto found = co_await m.db.read(ask);
    co_return found;
}

task<notification_settings> change(module& m, caller who, http::body<notification_settings> to)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) { keep(on, who.user, to.value, now); };
    co_await m.db.write(work);
    co_return to.value;
}

task<mail_choice> choose_by_link(module& m, std::string_view token, bool on_or_off)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) -> std::optional<subscription> {
        const auto found = subscription_in(unsubscribe_key(on, now), token);
        if (found)
            set_mail(on, found->who, found->about, on_or_off, now);
        return found;
    };
    const auto found = co_await m.db.write(work);
    if (!found)
        throw invalid("/token", "wrong_link",
                      {"링크가 잘려 있거나 바르지 않습니다. 메일의 링크를 그대로 여세요.",
                       "The link is cut off or wrong; open it as it stands in the mail."});
    co_return mail_choice{found->about, on_or_off};
}

// RFC 8058: mail programs post "List-Unsubscribe=One-Click" here, without cookies. The link alone says all,
// so the body is not looked at.
task<mail_choice> unsubscribe(module& m, http::query<link_query> q)
{
    const auto chosen = co_await choose_by_link(m, q->token.value, false);
    co_return chosen;
}

task<mail_choice> subscribe_again(module& m, http::query<link_query> q)
{
    const auto chosen = co_await choose_by_link(m, q->token.value, true);
    co_return chosen;
}

// Mail programs that know RFC 2369 only open the address: reading changes nothing, it leads to the page that asks.
task<http::response> to_the_page(module&, http::query<link_query> q)
{
    std::string token;
    for (const char c : q->token.value)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
            c == '_')
            token += c;
    http::response page{200, "text/html; charset=utf-8", {}, {}};
    page.body = "<!DOCTYPE html><html lang=\"ko\"><head><meta charset=\"utf-8\"><title>Ahimmoyak</title>"
                "<meta http-equiv=\"refresh\" content=\"0;url=/unsubscribe?token=" +
                token + "\"></head><body><a href=\"/unsubscribe?token=" + token +
                "\">알림 메일 그만 받기 / Unsubscribe</a></body></html>\n";
    page.with("Cache-Control", "no-store").with("Referrer-Policy", "no-referrer");
    co_return page;
}

} // namespace

void add_settings_routes(http::router& to, json::schema_book& book, module& m)
{
    using namespace http::allow;
    http::routes r{to, book, m};
    r.get("/v1/notifications/settings", signed_in, "What one is told of, in the page and by mail", show);
    r.put("/v1/notifications/settings", signed_in, "Choose what one is told of, in the page and by mail", change,
          small);
    r.get("/v1/notifications/unsubscribe", anyone, "The page of a link that ends mails", to_the_page);
    r.post("/v1/notifications/unsubscribe", anyone, "End the mails about a topic, by the link in one of them",
           unsubscribe, small);
    r.post("/v1/notifications/resubscribe", anyone, "Get the mails about a topic again, by the same link",
           subscribe_again, small);
}

} // namespace ahimmoyak::notifications
