#include "chat/api.hpp"

#include "base/log.hpp"
#include "base/problem.hpp"
#include "chat/room_api.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::chat {

namespace {

struct chat_token {
    std::string token;
    timestamp token_expiration_time{};
    timestamp session_expiration_time{};
    std::string messaging_endpoint;
};
BOOST_DESCRIBE_STRUCT(chat_token, (), (token, token_expiration_time, session_expiration_time, messaging_endpoint))

struct chat_history {
    std::vector<chat_message> items;
    std::optional<std::string> next_cursor{}; // the history ends where a late comer's interest does
};
BOOST_DESCRIBE_STRUCT(chat_history, (), (items, next_cursor))

task<chat_token> issue_token(module& m, caller who, http::path<"channelId", channel_id> channel, http::incoming in)
{
    if (m.stopping) // it would open nothing: the client asks the process that comes after this one
        throw unavailable();
    const auto admitted = co_await m.gate.admit(who, channel.value);
    if (!admitted.open)
        throw conflict("chat_closed", "CLOSED",
                       {"강의가 끝나 채팅에 참여할 수 없습니다.", "The lecture is over, so its chat takes nobody in."});
    co_await set_up_room(m, channel.value, admitted.institution);
    grant to{channel.value, who.user, admitted.display_name, who.as, admitted.moderates, m.time.now() + m.with.session,
             who.session};
    const auto session_ends = to.session_ends;
    auto issued = m.tokens.issue(std::move(to));
    co_return chat_token{std::move(issued.token), issued.expires, session_ends,
                         messaging_endpoint(*in.value, m.with.public_origin)};
}

task<chat_history> list_messages(module& m, caller who, http::path<"channelId", channel_id> channel)
{
    co_await m.gate.admit(who, channel.value);
    co_return chat_history{co_await m.said.recent(channel.value)};
}

class socket_outlet final : public outlet {
public:
    explicit socket_outlet(http::websocket to) : to_{std::move(to)} {}
    void post(frame out) override { to_.post(std::move(out)); }
    void close(std::uint16_t code, std::string reason) override { to_.close(code, std::move(reason)); }
    void abort() override { to_.abort(); }

private:
    http::websocket to_;
};

/// What a frame asks for, a message once it was reviewed.
task<> act(module& m, member& me, std::string_view text, std::string_view remote_address)
{
    auto heard = m.open.hear(me, text);
    if (!heard)
        co_return;
    auto* said = std::get_if<send_message>(&heard->what);
    if (said && m.review.asks() && me.who.sends()) {
        said->id = new_id();
        auto judged = co_await m.review.review(me.who, *said, remote_address);
        if (!judged.allowed) {
            const std::string why = judged.reason.empty() ? "The message was rejected by review" : judged.reason;
            m.open.refuse(me, error_code::rejected, why, heard->request_id);
            co_return;
        }
        said->content = std::move(judged.content);
    }
    m.open.carry_out(me, *heard);
}

task<> talk(module& m, http::socket_request& asked)
{
    const std::string token{asked.in().header("sec-websocket-protocol")};
    if (m.stopping)
        throw unavailable();
    auto granted = m.tokens.redeem(token);
    if (!granted)
        throw problem{401,
                      "chat_token_invalid",
                      {"채팅 토큰이 없거나 만료되었거나 이미 쓰였습니다. 새 토큰을 받으세요.",
                       "The chat token is missing, expired or used. Ask for a new one."}};
    auto socket = co_await asked.accept(token);
    auto out = std::make_shared<socket_outlet>(socket);
    const auto me = m.open.join(std::move(*granted), out);
    if (!me) {
        out->post(
            error_frame(new_id(), error_code::too_many, "The room is full, or you have too many connections to it"));
        out->close(1013, "full");
        co_return;
    }
    if (m.is_over(me->who.signed_in))
        out->close(4401, "signed out");
    std::exception_ptr failure;
    try {
        while (auto text = co_await socket.receive())
            co_await act(m, *me, *text, asked.in().remote_address);
    } catch (...) {
        failure = std::current_exception();
    }
    m.open.leave(me);
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace

module::module(db::pool& db, const clock& now, room_gate& by, options given) :db{db}, time{now}, gate{by},
    with{std::move(given)}, tokens{now, std::chrono::seconds{60}, 100'000}, said{db, now},
    open{now, with.limits,
         keeper{[this](const message& each) {
                    if (each.room.value > 0) // rooms of programs have numbers below 0, and keep nothing
                        said.add(each);
                },
                [this](channel_id room, const std::string& id) {
                    if (room.value > 0)
                        said.remove(room, id);
                }}},
    review{with.review}
{
}

std::string messaging_endpoint(const http::request& in, const std::string& public_origin)
{
    if (public_origin.starts_with("http")) // http://… and https://… become ws://… and wss://…
        return "ws" + public_origin.substr(4) + "/chat";
    const bool tls = in.header("x-forwarded-proto") == "https";
    return (tls ? "wss://" : "ws://") + std::string{in.header("host")} + "/chat";
}

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    constexpr auto participants = http::allow::only(role::MANAGER, role::EMPLOYEE);
    http::routes<module> r{to, book, m};
    r.post("/v1/live/{channelId}/chat-token", participants.kept_elsewhere(),
           "Get a token for the chat room of a lecture", issue_token);
    r.get("/v1/live/{channelId}/chat/messages", participants, "The last hundred messages of a chat room",
          list_messages);
    add_staff_routes(to, book, m);
    to.add(http::socket_route{"/chat", http::allow::anyone, "Chat by the IVS Chat messaging protocol",
                              [&m](http::socket_request& asked) { return talk(m, asked); }});
}

void end_session(module& m, session_id which)
{
    m.tokens.forget_if([which](const grant& each) { return each.signed_in == which; });
    m.open.end_session(which);
}

task<> work(module& m)
{
    for (int round = 0; !m.stopping; ++round) {
        co_await sleep_for(std::chrono::milliseconds{250});
        try {
            co_await m.said.flush();
            if (round % 4 == 0)
                m.open.end_expired();
        } catch (const std::exception& e) {
            log::error("the chat history is not written; it is tried again", {{"reason", e.what()}});
        }
    }
}

task<> drain(module& m)
{
    m.stopping = true;
    m.open.tell_to_renew();
    co_await sleep_for(std::chrono::milliseconds{100}); // lets the frames leave
    m.open.abort_all();
    co_await m.said.flush();
}

} // namespace ahimmoyak::chat
