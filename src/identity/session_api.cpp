#include "identity/device.hpp"
#include "identity/routes.hpp"

namespace ahimmoyak::identity {

namespace {

struct own_session {
    session_id id;
    std::optional<std::string> browser;
    std::optional<std::string> system;
    std::string address;
    timestamp created_at{};
    timestamp seen_at{};
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(own_session, (), (id, browser, system, address, created_at, seen_at, current))

struct own_sessions {
    std::vector<own_session> items;
};
BOOST_DESCRIBE_STRUCT(own_sessions, (), (items))

struct sign_out_everywhere {
    bool keep_this = false; ///< this session goes on
};
BOOST_DESCRIBE_STRUCT(sign_out_everywhere, (), (keep_this))

task<own_sessions> list(module& m, caller who)
{
    auto ask = [&](db::connection& in) { return m.sessions.open_of(in, who.user); };
    auto found = co_await m.db.read(ask);
    own_sessions all;
    for (auto& each : found) {
        auto from = device_of(each.agent);
        all.items.push_back({each.id, std::move(from.browser), std::move(from.system), std::move(each.address),
                             each.created_at, each.seen_at, each.id == who.session});
    }
    co_return all;
}

task<http::with_headers<http::no_content>> end_one(module& m, caller who, http::path<"sessionId", session_id> which)
{
    auto work = [&](db::connection& in) { return m.sessions.revoke_of(in, who.user, which.value); };
    if (!co_await m.db.write(work))
        throw not_found({"로그인 기기", "the session"});
    end(m, which.value);
    co_return http::with_headers<http::no_content>{{}, which.value == who.session ? cookies_gone(m) : headers{}};
}

task<http::with_headers<http::no_content>> end_all(module& m, caller who, http::body<sign_out_everywhere> what)
{
    const auto but = what->keep_this ? std::optional{who.session} : std::nullopt;
    auto work = [&](db::connection& in) { return m.sessions.revoke_all(in, who.user, but); };
    const auto ended = co_await m.db.write(work);
    end(m, ended);
    co_return http::with_headers<http::no_content>{{}, but ? headers{} : cookies_gone(m)};
}

} // namespace

void add_session_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.get("/auth/v1/sessions", signed_in, "Where one is signed in", list);
    r.remove("/auth/v1/sessions/{sessionId}", signed_in, "End one of the own sessions", end_one);
    r.post("/auth/v1/signout-everywhere", signed_in, "End all own sessions, or all but this one", end_all, small);
}

} // namespace ahimmoyak::identity
