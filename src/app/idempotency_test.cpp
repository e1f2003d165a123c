#include "app/idempotency.hpp"
#include "db/test_database.hpp"
#include "http/endpoint.hpp"
#include "http/test_site.hpp"

#include <doctest/doctest.h>

namespace ahimmoyak::app {

namespace {

struct wanted {
    text<1, 10> name;
};
BOOST_DESCRIBE_STRUCT(wanted, (), (name))

struct made {
    std::int64_t number;
};
BOOST_DESCRIBE_STRUCT(made, (), (number))

struct maker {
    std::int64_t count = 0;
};

task<http::created<made>> make(maker& m, caller, http::body<wanted>)
{
    co_return http::created<made>{{++m.count}, "/things"};
}

} // namespace

TEST_CASE("a request that is repeated with its key is answered once more, not done once more")
{
    const auto all = migrations();
    db::for_each_database(all, [](db::pool& database) {
        manual_clock time{timestamp{std::chrono::milliseconds{1'000'000'000'000}}};
        http::router site;
        json::schema_book book;
        maker m;
        http::routes<maker> r{site, book, m};
        r.post("/things", http::allow::signed_in, "Make one", make);
        site.repeat_by(std::make_shared<kept_answers>(database, time));

        caller minsu;
        minsu.user = {1};
        caller jiu;
        jiu.user = {2};
        const auto post = [&](const caller& who, std::string body, std::string key) {
            return http::call(site, http::verb::post, "/things", who, body, {{"idempotency-key", std::move(key)}});
        };
        const auto first = post(minsu, R"({"name":"a"})", "k1");
        CHECK(first.status == 201);
        const auto again = post(minsu, R"({"name":"a"})", "k1");
        CHECK(again.status == 201);
        CHECK(again.body == first.body);
        CHECK(again.header("Location") == "/things");
        CHECK(m.count == 1);

        CHECK(post(minsu, R"({"name":"b"})", "k1").status == 422);
        CHECK(post(jiu, R"({"name":"a"})", "k1").status == 201);
        CHECK(m.count == 2);

        // A refused request changed nothing, and may be sent again when it is mended.
        CHECK(post(minsu, R"({"name":""})", "k2").status == 422);
        CHECK(post(minsu, R"({"name":"c"})", "k2").status == 201);
        CHECK(post(minsu, R"({"name":"c"})", std::string(256, 'k')).status == 400);

        time.advance(std::chrono::hours{25});
        CHECK(post(minsu, R"({"name":"a"})", "k1").status == 201);
        CHECK(m.count == 4);
    });
}

} // namespace ahimmoyak::app
