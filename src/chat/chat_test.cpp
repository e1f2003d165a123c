#include "base/problem.hpp"
#include "base/run.hpp"
#include "base/runtime.hpp"
#include "chat/api.hpp"
#include "db/test_database.hpp"
#include "http/server.hpp"
#include "http/test_site.hpp"

#include <boost/asio/connect.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace ahimmoyak::chat {

namespace {

namespace bj = boost::json;
namespace beast = boost::beast;
using http::call;
using http::verb;

/// Lecture 12 is for everybody, 13 is over, others do not exist.
struct open_gate final : room_gate {
    task<admission> admit(caller who, channel_id room) override
    {
        if (room.value != 12 && room.value != 13)
            throw not_found();
        co_return admission{"이름" + std::to_string(who.user.value), who.as == role::MANAGER, room.value == 12};
    }
};

caller person(std::int64_t user, role as)
{
    caller who;
    who.user = {user};
    who.as = as;
    return who;
}

struct site {
    explicit site(db::pool& db) : m{db, time, gate} { add_routes(to, book, m); }

    manual_clock time{timestamp{std::chrono::seconds{1'763'870'400}}};
    open_gate gate;
    http::router to;
    json::schema_book book;
    module m;
};

message said(std::string id, std::string content, timestamp at)
{
    return {std::move(id), {12}, {7}, "이영희", role::EMPLOYEE, std::move(content), at, {}};
}

std::vector<std::string> contents(const std::vector<chat_message>& of)
{
    std::vector<std::string> all;
    for (const auto& each : of)
        all.push_back(each.content);
    return all;
}

} // namespace

TEST_CASE("a token is for managers and trainees of the lecture, while it is not over")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        site s{db};
        const auto trainee = person(7, role::EMPLOYEE);
        const auto given =
            call(s.to, verb::post, "/v1/live/12/chat-token", trainee, {}, {{"host", "lms.example:8080"}});
        REQUIRE(given.status == 200);
        const auto token = bj::parse(given.body);
        CHECK(token.at("messagingEndpoint") == "ws://lms.example:8080/chat");
        CHECK(token.at("tokenExpirationTime") == to_rfc3339(s.time.now() + std::chrono::minutes{1}).c_str());
        CHECK(token.at("sessionExpirationTime") == to_rfc3339(s.time.now() + std::chrono::minutes{60}).c_str());

        CHECK(call(s.to, verb::post, "/v1/live/12/chat-token", person(8, role::MANAGER)).status == 200);
        CHECK(call(s.to, verb::post, "/v1/live/12/chat-token", person(8, role::SUPERVISOR)).status == 403);
        CHECK(call(s.to, verb::post, "/v1/live/12/chat-token").status == 401);
        CHECK(call(s.to, verb::post, "/v1/live/99/chat-token", trainee).status == 404);
        CHECK(call(s.to, verb::post, "/v1/live/x/chat-token", trainee).status == 404);
        const auto over = call(s.to, verb::post, "/v1/live/13/chat-token", trainee);
        CHECK(over.status == 409);
        CHECK(bj::parse(over.body).at("code") == "chat_closed");
        CHECK(call(s.to, verb::get, "/v1/live/13/chat/messages", trainee).status == 200);
        CHECK(call(s.to, verb::get, "/v1/live/99/chat/messages", trainee).status == 404);
    });
}

TEST_CASE("the history shows what was just said, and what was written before a restart")
{
    db::for_each_database(migrations(), [](db::test_database& db) {
        manual_clock time{timestamp{std::chrono::seconds{1'763'870'400}}};
        {
            history kept{db.pool(), time};
            kept.add(said("aaaaaaaaaaa1", "하나", time.now()));
            kept.add(said("aaaaaaaaaaa2", "둘", time.now()));
            CHECK(contents(run(kept.recent({12}))) == std::vector<std::string>{"하나", "둘"});
            run(kept.flush());
            kept.add(said("aaaaaaaaaaa3", "셋", time.now()));
            CHECK(contents(run(kept.recent({12}))) == std::vector<std::string>{"하나", "둘", "셋"});
            kept.remove({12}, "aaaaaaaaaaa1"); // written already
            kept.remove({12}, "aaaaaaaaaaa3"); // still waiting
            kept.remove({13}, "aaaaaaaaaaa2"); // of another room
            CHECK(contents(run(kept.recent({12}))) == std::vector<std::string>{"둘"});
            run(kept.flush());
        }
        db.reopen();
        history kept{db.pool(), time};
        const auto found = run(kept.recent({12}));
        REQUIRE(contents(found) == std::vector<std::string>{"둘"});
        CHECK(found[0].id == "aaaaaaaaaaa2");
        CHECK(found[0].sender_id == "7");
        CHECK(found[0].sender_name == "이영희");
        CHECK(found[0].sent_at == time.now());
        CHECK(run(kept.recent({13})).empty());
    });
}

TEST_CASE("the history is the last hundred messages, in order")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        manual_clock time{timestamp{std::chrono::seconds{1'763'870'400}}};
        history kept{db, time};
        for (int i = 0; i < 150; ++i) {
            kept.add(said("id" + std::to_string(i), std::to_string(i), time.now()));
            if (i == 90)
                run(kept.flush());
        }
        const auto shown = contents(run(kept.recent({12})));
        REQUIRE(shown.size() == 100);
        CHECK(shown.front() == "50");
        CHECK(shown.back() == "149");
    });
}

namespace {

using tcp_client = beast::websocket::stream<asio::ip::tcp::socket>;

/// A browser: the token is the only subprotocol it offers.
struct client {
    asio::io_context context;
    tcp_client ws{context};
    beast::websocket::response_type answer;

    boost::system::error_code connect(std::uint16_t port, const std::string& token)
    {
        ws.next_layer().connect({asio::ip::address_v4::loopback(), port});
        ws.set_option(beast::websocket::stream_base::decorator(
            [token](beast::websocket::request_type& asked) { asked.set("Sec-WebSocket-Protocol", token); }));
        boost::system::error_code failure;
        ws.handshake(answer, "127.0.0.1:" + std::to_string(port), "/chat", failure);
        return failure;
    }
    void send(std::string_view text) { ws.write(asio::buffer(text)); }
    bj::object receive()
    {
        beast::flat_buffer buffer;
        ws.read(buffer);
        return bj::parse(beast::buffers_to_string(buffer.data())).as_object();
    }
    /// How the connection ends: "closed" with a close frame, "torn" without.
    std::string ending()
    {
        beast::flat_buffer buffer;
        boost::system::error_code failure;
        while (!failure)
            ws.read(buffer, failure);
        return failure == beast::websocket::error::closed ? "closed" : "torn";
    }
};

} // namespace

TEST_CASE("two people talk over real connections, and a drained server tears them")
{
    db::test_database db{migrations()};
    system_clock time;
    open_gate gate;
    http::router to;
    json::schema_book book;
    module m{db.pool(), time, gate};
    add_routes(to, book, m);
    runtime threads{2};
    http::server_options with;
    with.address = "127.0.0.1";
    with.port = 0;
    http::server serves{with, threads, to};
    serves.start();
    threads.start();

    const auto token_of = [&](std::int64_t user, role as) {
        return m.tokens
            .issue({{12},
                    {user},
                    "이름" + std::to_string(user),
                    as,
                    as == role::MANAGER,
                    time.now() + std::chrono::hours{1}})
            .token;
    };
    const auto token = token_of(1, role::MANAGER);
    {
        client teacher;
        REQUIRE_FALSE(teacher.connect(serves.port(), token));
        CHECK(std::string{teacher.answer["Sec-WebSocket-Protocol"]} == token);
        client thief;
        CHECK(thief.connect(serves.port(), token)); // used
        CHECK(thief.answer.result_int() == 401);

        client trainee;
        REQUIRE_FALSE(trainee.connect(serves.port(), token_of(2, role::EMPLOYEE)));
        // Whoever gets an answer is in the room.
        trainee.send(R"({"Action":"SEND_MESSAGE","RequestId":"1","Content":"들리나요?"})");
        CHECK(trainee.receive().at("RequestId") == "1");
        teacher.send(R"({"Action":"SEND_MESSAGE","RequestId":"2","Content":"네!"})");
        auto heard = teacher.receive();
        if (heard.at("Content") == "들리나요?") // unless the teacher entered a moment later
            heard = teacher.receive();
        CHECK(heard.at("Content") == "네!");
        CHECK(heard.at("RequestId") == "2");
        heard = trainee.receive();
        CHECK(heard.at("Content") == "네!");
        CHECK_FALSE(heard.contains("RequestId"));

        teacher.send(R"({"Action":"DISCONNECT_USER","RequestId":"3","UserId":"2","Reason":"test"})");
        CHECK(trainee.receive().at("EventName") == "aws:DISCONNECT_USER");
        CHECK(trainee.ending() == "closed");
        CHECK(teacher.receive().at("RequestId") == "3");

        run(drain(m));
        CHECK(teacher.receive().at("ErrorCode") == 401);
        CHECK(teacher.ending() == "torn");
    }
    serves.drain(std::chrono::seconds{5});
    threads.stop();
    CHECK(contents(run(m.said.recent({12}))).size() == 2);
}

} // namespace ahimmoyak::chat
