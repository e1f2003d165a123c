#include "http/endpoint.hpp"
#include "http/server.hpp"
#include "http/test_site.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

namespace ahimmoyak::http {

namespace {

struct thing_tag;

struct new_thing {
    text<1, 10> name;
};
BOOST_DESCRIBE_STRUCT(new_thing, (), (name))

struct thing {
    id<thing_tag> thing_id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(thing, (), (thing_id, name))

struct module {};

task<thing> show(module&, path<"thingId", id<thing_tag>> which) { co_return thing{which.value, "a"}; }
task<thing> latest(module&) { co_return thing{{99}, "latest"}; }
task<created<thing>> make(module&, caller, body<new_thing> in)
{
    co_return created<thing>{{{1}, in->name.value}, "/v1/things/1"};
}
task<thing> broken(module&)
{
    throw std::runtime_error{"secret detail"};
    co_return thing{};
}

router& example(router& site, json::schema_book& book, module& m)
{
    routes<module> r{site, book, m};
    r.get("/v1/things/{thingId}", allow::anyone, "One thing", show);
    r.get("/v1/things/latest", allow::anyone, "The latest", latest);
    r.post("/v1/things", allow::only(role::MANAGER), "Make one", make);
    r.get("/v1/broken", allow::anyone, "Breaks", broken);
    site.add({verb::put,
              "/upload/{key*}",
              allow::anyone,
              "Takes bytes",
              {},
              [](const exchange& x) -> task<response> {
                  std::array<char, 4096> piece{};
                  std::size_t sum = 0;
                  const auto key = std::string{x.in.capture("key")};
                  while (const auto n = co_await x.streamed->read(asio::buffer(piece)))
                      sum += n;
                  co_return response{200, "text/plain", key + " " + std::to_string(sum), {}};
              },
              {1U << 20U, true}});
    return site;
}

// A server on a free port, and a socket to it.
struct running {
    router site;
    json::schema_book book;
    module m;
    runtime threads{2};
    std::optional<server> serves;

    running()
    {
        example(site, book, m);
        server_options with;
        with.address = "127.0.0.1";
        with.port = 0;
        serves.emplace(with, threads, site);
        serves->start();
        threads.start();
    }
    ~running() { threads.stop(); }

    std::string talk(std::string_view bytes) const
    {
        asio::io_context context;
        asio::ip::tcp::socket socket{context};
        socket.connect({asio::ip::address_v4::loopback(), serves->port()});
        boost::system::error_code ec;
        asio::write(socket, asio::buffer(bytes), ec);
        socket.shutdown(asio::ip::tcp::socket::shutdown_send, ec);
        std::string all;
        asio::read(socket, asio::dynamic_buffer(all), ec);
        return all;
    }
};

caller manager()
{
    caller who;
    who.user = {7};
    who.as = role::MANAGER;
    return who;
}

} // namespace

TEST_CASE("the router tells literals, identifiers and methods apart")
{
    router site;
    json::schema_book book;
    module m;
    example(site, book, m);
    CHECK(call(site, verb::get, "/v1/things/5").body == R"({"thingId":5,"name":"a"})");
    CHECK(call(site, verb::get, "/v1/things/latest").body == R"({"thingId":99,"name":"latest"})");
    CHECK(call(site, verb::get, "/v1/things/abc").status == 404);
    CHECK(call(site, verb::get, "/v1/things/").status == 404);
    CHECK(call(site, verb::get, "/nowhere").status == 404);
    const auto wrong = call(site, verb::put, "/v1/things");
    CHECK(wrong.status == 405);
    CHECK(wrong.header("Allow") == "POST");
}

TEST_CASE("rights come before handlers")
{
    router site;
    json::schema_book book;
    module m;
    example(site, book, m);
    CHECK(call(site, verb::post, "/v1/things", std::nullopt, R"({"name":"x"})").status == 401);
    auto trainee = manager();
    trainee.as = role::EMPLOYEE;
    CHECK(call(site, verb::post, "/v1/things", trainee, "not json at all").status == 403);
    CHECK(call(site, verb::post, "/v1/things", manager(), R"({"name":"x"})").status == 201);
    CHECK(call(site, verb::post, "/v1/things", manager(), R"({"name":"x"})", {{"origin", "https://evil.example"}})
              .status == 403);
}

TEST_CASE("what breaks is told bare")
{
    router site;
    json::schema_book book;
    module m;
    example(site, book, m);
    const auto answer = call(site, verb::get, "/v1/broken");
    CHECK(answer.status == 500);
    CHECK(answer.body.find("secret") == std::string::npos);
}

TEST_CASE("two routes that could both match are refused at start")
{
    router site;
    json::schema_book book;
    module m;
    example(site, book, m);
    routes<module> r{site, book, m};
    CHECK_THROWS_AS(r.get("/v1/things/latest", allow::anyone, "Again", latest), std::logic_error);
}

TEST_CASE("routes that part further down name the same place as they like")
{
    router site;
    const auto add = [&](std::string path) {
        route made;
        made.method = verb::get;
        made.path = std::move(path);
        site.add(std::move(made));
    };
    add("/v1/{shelf}/books");
    add("/v1/{room}/chairs/{chair}");
    boost::container::small_vector<pair_view, 4> captures;
    CHECK(site.find(verb::get, "/v1/3/books", captures).found);
    REQUIRE(captures.size() == 1);
    CHECK(captures[0].name == "shelf");
    CHECK(site.find(verb::get, "/v1/3/chairs/4", captures).found);
    REQUIRE(captures.size() == 2);
    CHECK(captures[0].name == "room");
    CHECK(captures[1].name == "chair");
    CHECK(captures[1].value == "4");
    CHECK_THROWS_AS(add("/v1/{box}/books"), std::logic_error);
}

TEST_CASE_FIXTURE(running, "a connection carries several requests")
{
    const auto all = talk("GET /v1/things/1 HTTP/1.1\r\nHost: a\r\n\r\nGET /v1/things/2 HTTP/1.1\r\nHost: "
                          "a\r\nConnection: close\r\n\r\n");
    CHECK(all.find(R"({"thingId":1,)") != std::string::npos);
    CHECK(all.find(R"({"thingId":2,)") != std::string::npos);
}

TEST_CASE_FIXTURE(running, "hostile requests get a problem, not a hang")
{
    CHECK(talk("\x16\x03\x01 garbage\r\n\r\n").starts_with("HTTP/1.1 400"));
    CHECK(talk("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n").starts_with("HTTP/1.1 431"));
    CHECK(talk("POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\n").starts_with("HTTP/1.1 413"));
    CHECK(talk("POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc").starts_with("HTTP/1.1 400"));
    CHECK(talk("").empty());
}

TEST_CASE_FIXTURE(running, "what two readers could understand differently is refused, and nothing behind it is read")
{
    const std::string hidden = "GET /v1/things/2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    for (const std::string fields :
         {"Host: a\r\nTransfer-Encoding: gzip\r\n", "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n",
          "Host: a\r\nTransfer-Encoding:\r\n", "Host: a\r\nHost: b\r\n", "Host: a b\r\n", "X: y\r\n",
          "Host: a\r\nOrigin: http://a\r\nOrigin: http://b\r\n"}) {
        CAPTURE(fields);
        const auto all = talk("GET /v1/things/1 HTTP/1.1\r\n" + fields + "\r\n" + hidden);
        CHECK((all.starts_with("HTTP/1.1 400") || all.starts_with("HTTP/1.1 501")));
        CHECK(all.find("\"thingId\":2") == std::string::npos);
    }
    CHECK(
        talk("GET http://a/v1/things/1 HTTP/1.1\r\nHost: A\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));
    CHECK(
        talk("GET http://b/v1/things/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 400"));
    CHECK(talk("GET /v1/things/1 HTTP/1.0\r\n\r\n").starts_with("HTTP/1.1 200"));
}

TEST_CASE_FIXTURE(running, "a streamed body arrives whole and is bounded")
{
    const std::string bytes(100'000, 'b');
    CHECK(talk("PUT /upload/a/b.bin HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + bytes)
              .ends_with("a/b.bin 100000"));
    CHECK(talk("PUT /upload/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n" + bytes)
              .starts_with("HTTP/1.1 413"));
}

TEST_CASE_FIXTURE(running, "who is refused in the middle of a long body still reads why")
{
    asio::io_context context;
    asio::ip::tcp::socket socket{context};
    socket.connect({asio::ip::address_v4::loopback(), serves->port()});
    // More than the sockets' buffers hold: without being heard out, the rest would reset the connection.
    const std::string body(8'000'000, 'b');
    asio::write(socket, asio::buffer("POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: " +
                                     std::to_string(body.size()) + "\r\n\r\n"));
    asio::write(socket, asio::buffer(body));
    socket.shutdown(asio::ip::tcp::socket::shutdown_send);
    std::string all;
    boost::system::error_code ec;
    asio::read(socket, asio::dynamic_buffer(all), ec);
    CHECK(ec == asio::error::eof);
    CHECK(all.starts_with("HTTP/1.1 413"));
}

TEST_CASE_FIXTURE(running, "a HEAD has the length and no body")
{
    const auto all = talk("HEAD /v1/things/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(all.find("Content-Length: 24") != std::string::npos);
    CHECK(all.ends_with("\r\n\r\n"));
}

TEST_CASE_FIXTURE(running, "draining ends idle connections and returns")
{
    asio::io_context context;
    asio::ip::tcp::socket socket{context};
    socket.connect({asio::ip::address_v4::loopback(), serves->port()});
    asio::write(socket, asio::buffer(std::string_view{"GET /v1/things/1 HTTP/1.1\r\nHost: a\r\n\r\n"}));
    std::array<char, 1024> answer{};
    CHECK(socket.read_some(asio::buffer(answer)) > 0);
    serves->drain(std::chrono::seconds{5});
    boost::system::error_code ec;
    std::string rest;
    asio::read(socket, asio::dynamic_buffer(rest), ec);
    CHECK(ec == asio::error::eof);
    CHECK_THROWS(asio::ip::tcp::socket{context}.connect({asio::ip::address_v4::loopback(), serves->port()}));
}

TEST_CASE_FIXTURE(running, "who never comes to the end of his request is cut off, and others are not")
{
    server_options hasty;
    hasty.address = "127.0.0.1";
    hasty.port = 0;
    hasty.header = std::chrono::seconds{1};
    server quick{hasty, threads, site};
    quick.start();
    asio::io_context context;
    asio::ip::tcp::socket slow{context};
    asio::ip::tcp::socket patient{context};
    for (auto* each : {&slow, &patient})
        each->connect({asio::ip::address_v4::loopback(), quick.port()});
    asio::write(slow, asio::buffer(std::string_view{"GET /v1/things/1 HTTP/1.1\r\nHost: a\r\n\r\nGET /v1/th"}));
    std::string all;
    boost::system::error_code ec;
    asio::read(slow, asio::dynamic_buffer(all), ec);
    CHECK(ec == asio::error::eof);
    CHECK(all.starts_with("HTTP/1.1 200"));
    asio::write(patient, asio::buffer(std::string_view{"GET /v1/things/1 HTTP/1.1\r\nHost: a\r\n\r\n"}));
    std::array<char, 1024> answer{};
    CHECK(patient.read_some(asio::buffer(answer)) > 0);
    quick.drain(std::chrono::seconds{5});
}

} // namespace ahimmoyak::http
