#include "studio/api.hpp"

#include "base/problem.hpp"
#include "http/endpoint.hpp"
#include "live/lecture_api.hpp"
#include "live/lectures.hpp"
#include "studio/message.hpp"
#include "studio/session.hpp"

namespace ahimmoyak::studio {

namespace {

struct studio_token {
    std::string token;
    timestamp token_expiration_time{};
    std::string studio_endpoint;
};
BOOST_DESCRIBE_STRUCT(studio_token, (), (token, token_expiration_time, studio_endpoint))

// A page that reconnects every second for a minute, and then every two.
constexpr rate token_rate{60, std::chrono::seconds{2}};

task<studio_token> issue(module& m, caller who, http::path<"channelId", channel_id> channel, http::incoming in)
{
    m.asked.count(std::to_string(who.user.value), m.lectures.time.now());
    const auto lecture = co_await m.lectures.db.read(
        [&](db::connection& c) { return live::lectures::managed_by(c, who, channel.value); });
    if (lecture.over())
        throw conflict("lecture_over", json::codec<live::lecture_status>::name(lecture.state),
                       {"끝났거나 취소된 강의는 방송할 수 없습니다.", "A lecture that is over takes no broadcast."});
    auto issued = m.tokens.issue({lecture.id, lecture.stream_key, who.user, who.session});
    // http://… and https://… become ws://… and wss://…
    co_return studio_token{std::move(issued.token), issued.expires,
                           "ws" + live::origin_of(*in.value, m.lectures.with).substr(4) + "/studio"};
}

} // namespace

module::module(live::module& of, options given) :lectures{of}, with{given}, tokens{of.time}, asked{token_rate}
{
    live::connect(broadcast, of);
}

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    r.post("/v1/live/{channelId}/studio-token", http::allow::only(role::MANAGER),
           "Get a token to broadcast a lecture from the browser", issue);
    to.add(http::socket_route{"/studio", http::allow::anyone, "A broadcast from the browser",
                              [&m](http::socket_request& asked) { return serve(m, asked); }, largest_message});
}

task<> work(module& m)
{
    while (!m.stopping) {
        m.open.each([&](connection& one) {
            if (one.silent_for() < m.with.idle)
                return;
            if (one.closed()) // it does not even answer the close frame
                one.abort();
            else {
                one.heard();
                one.close(closing::silent, "silent for too long");
            }
        });
        co_await sleep_for(std::chrono::milliseconds{500});
    }
}

void end_session(module& m, session_id which)
{
    m.tokens.forget_if([&](const grant& each) { return each.signed_in == which; });
    m.open.each([&](connection& one) {
        if (one.signed_in == which)
            one.close(closing::signed_out, "signed out");
    });
}

task<> drain(module& m)
{
    constexpr int rounds = 20;
    m.stopping = true;
    m.open.each([](connection& one) { one.close(closing::restarting, "the server restarts"); });
    for (int i = 0; i < rounds && m.open.count() > 0; ++i) {
        if (i == rounds / 2)
            m.open.each([](connection& one) { one.abort(); });
        co_await sleep_for(std::chrono::milliseconds{100});
    }
}

} // namespace ahimmoyak::studio
