#include "base/problem.hpp"
#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/outbox.hpp"
#include "http/test_site.hpp"
#include "quiz/api.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace ahimmoyak::quiz {

namespace {

namespace bj = boost::json;
using http::call;
using http::verb;

constexpr timestamp start{std::chrono::seconds{1'763'870'400}};

/// Institution 1 holds lecture 12 (on air), 13 (planned) and 14 (over); users 101 to 199 take part.
struct fixed_gate final : channel_gate {
    task<managed> may_manage(caller who, channel_id channel) override
    {
        if (who.institution != institution_id{1} || channel.value < 12 || channel.value > 14)
            throw not_found();
        const bool on = channel.value == 12;
        co_return managed{on, on ? "ON" : channel.value == 13 ? "CREATED" : "END", channel.value != 14};
    }
    task<taker_id> may_take(caller who, channel_id channel) override
    {
        if (who.user.value <= 100 || who.user.value >= 200 || channel.value < 12 || channel.value > 14)
            throw not_found();
        co_return taker_id{who.user.value + 1'000};
    }
    task<std::vector<person>> people(channel_id) override
    {
        co_return std::vector<person>{{{101}, "이영희"}, {{102}, "박철수"}};
    }
};

caller manager(std::int64_t institution = 1)
{
    caller who;
    who.user = {1};
    who.as = role::MANAGER;
    who.institution = institution_id{institution};
    return who;
}

caller trainee(std::int64_t user = 101)
{
    caller who;
    who.user = {user};
    who.as = role::EMPLOYEE;
    return who;
}

std::vector<db::migration> all_migrations()
{
    auto all = events::migrations();
    for (auto& each : migrations())
        all.push_back(std::move(each));
    return all;
}

struct told {
    std::string topic;
    std::string type;
    bj::value data;
};

struct site {
    explicit site(db::pool& db)
        : m{db, time, gate, [this](std::string_view topic, std::string_view type, std::string_view json) {
                pages.push_back({std::string{topic}, std::string{type}, bj::parse({json.data(), json.size()})});
            }}
    {
        add_routes(to, book, m);
    }

    manual_clock time{start};
    fixed_gate gate;
    std::vector<told> pages;
    http::router to;
    json::schema_book book;
    module m;

    http::test_answer post(const std::string& target, const caller& who, std::string_view body = {})
    {
        return call(to, verb::post, target, who, body);
    }
    bj::value get(const std::string& target, const caller& who)
    {
        const auto answer = call(to, verb::get, target, who);
        REQUIRE(answer.status == 200);
        return bj::parse(answer.body);
    }
    /// The address of a new quiz in lecture 12 whose answer is 2.
    std::string prepared(std::string_view limit = "null")
    {
        const auto made =
            post("/v1/live/12/quizzes", manager(),
                 R"({"question":"1+1?","options":["1","2","3"],"answer":2,"solution":"더하기","timeLimitSeconds":)" +
                     std::string{limit} + "}");
        REQUIRE(made.status == 201);
        return made.header("Location");
    }
    std::string launched(std::string_view limit = "null")
    {
        const auto at = prepared(limit);
        REQUIRE(post(at + "/launch", manager()).status == 200);
        return at;
    }
    http::test_answer choose(const std::string& at, int option, const caller& who = trainee())
    {
        return post(at + "/answers", who, R"({"option":)" + std::to_string(option) + "}");
    }
};

std::string code_of(const http::test_answer& answer)
{
    return bj::parse(answer.body).as_object().contains("code")
               ? std::string{bj::parse(answer.body).at("code").as_string()}
               : std::string{};
}

constexpr db::query events_told{"SELECT payload FROM outbox WHERE name = 'quiz.stepped' ORDER BY id"};

std::vector<std::string> actions(db::pool& db)
{
    const auto payloads = run(db.read([](db::connection& c) { return c.all<std::string>(events_told); }));
    std::vector<std::string> all;
    for (const auto& each : payloads)
        all.emplace_back(bj::parse(each).at("action").as_string());
    return all;
}

template <class F>
void on_each(F f)
{
    db::for_each_database(all_migrations(), [&](db::pool& db) {
        site s{db};
        f(s, db);
    });
}

} // namespace

TEST_CASE("a quiz goes its way, and each step writes its event")
{
    on_each([](site& s, db::pool& db) {
        const auto at = s.prepared("30");
        auto seen = s.get(at, manager());
        CHECK(seen.at("state") == "DRAFT");
        CHECK(seen.at("answer") == 2);
        CHECK(seen.at("options").as_array().size() == 3);
        CHECK(seen.at("options").at(1).at("idx") == 2);
        CHECK(seen.at("openedAt").is_null());
        CHECK(call(s.to, verb::get, at, trainee()).status == 404); // nobody may look ahead
        CHECK(s.get("/v1/live/12/quizzes", trainee()).at("items").as_array().empty());
        CHECK(s.get("/v1/live/12/quizzes", manager()).at("items").as_array().size() == 1);

        CHECK(code_of(s.post(at + "/close", manager())) == "quiz_not_open");
        CHECK(code_of(s.post(at + "/reveal", manager())) == "quiz_not_closed");
        const auto opened = s.post(at + "/launch", manager());
        REQUIRE(opened.status == 200);
        CHECK(bj::parse(opened.body).at("closesAt") == to_rfc3339(start + std::chrono::seconds{30}).c_str());
        const auto again = s.post(at + "/launch", manager());
        CHECK(again.status == 409);
        CHECK(bj::parse(again.body).at("state") == "OPEN");

        seen = s.get(at, trainee());
        CHECK(seen.at("state") == "OPEN");
        CHECK(seen.at("answer").is_null());
        CHECK(seen.at("solution").is_null());
        CHECK(seen.at("myAnswer").is_null());
        CHECK(s.choose(at, 2).status == 201);
        CHECK(s.get(at, trainee()).at("myAnswer") == 2);
        CHECK(s.get("/v1/live/12/quizzes", trainee()).at("items").at(0).at("myAnswer") == 2);

        CHECK(s.post(at + "/close", manager()).status == 200);
        CHECK(s.get(at, trainee()).at("answer").is_null());
        CHECK(s.post(at + "/reveal", manager()).status == 200);
        seen = s.get(at, trainee());
        CHECK(seen.at("state") == "REVEALED");
        CHECK(seen.at("answer") == 2);
        CHECK(seen.at("solution") == "더하기");
        CHECK(s.post(at + "/close", manager()).status == 409);
        CHECK(actions(db) == std::vector<std::string>{"open", "close", "reveal"});
    });
}

TEST_CASE("an answer counts once")
{
    on_each([](site& s, db::pool&) {
        const auto at = s.launched();
        const auto first = s.choose(at, 1);
        REQUIRE(first.status == 201);
        CHECK(bj::parse(first.body).at("option") == 1);
        s.time.advance(std::chrono::seconds{3});
        CHECK(s.choose(at, 1).body == first.body); // the same answer, with its first time
        const auto other = s.choose(at, 2);
        CHECK(other.status == 409);
        CHECK(code_of(other) == "already_answered");
        CHECK(s.choose(at, 2, trainee(102)).status == 201);

        REQUIRE(s.post(at + "/close", manager()).status == 200);
        CHECK(code_of(s.choose(at, 2, trainee(103))) == "quiz_closed");
        CHECK(s.choose(at, 1).body == first.body); // sent again by who did not hear of it

        const auto results = s.get(at + "/results", manager());
        CHECK(results.at("total") == 2);
        CHECK(results.at("options").at(0).at("count") == 1);
        CHECK(results.at("options").at(1).at("count") == 1);
        CHECK(results.at("options").at(2).at("count") == 0);
        CHECK(results.at("answers").at(0).at("name") == "이영희");
        CHECK(results.at("answers").at(0).at("correct") == false);
        CHECK(results.at("answers").at(1).at("correct") == true);
    });
}

TEST_CASE("answers that arrive at once count once")
{
    on_each([](site& s, db::pool& db) {
        const auto at = s.launched();
        const quiz_id which{bj::parse(call(s.to, verb::get, at, manager()).body).at("id").as_int64()};
        asio::io_context context;
        int taken = 0;
        int refused = 0;
        const auto one = [](db::pool& on, quiz_id quiz, std::int64_t user, std::int64_t option, int& yes,
                            int& no) -> task<> {
            try {
                co_await on.write([&](db::connection& c) { answer(c, quiz, {user + 1'000}, {user}, option, start); });
                ++yes;
            } catch (const problem& why) {
                CHECK(why.code() == "already_answered");
                ++no;
            }
        };
        // Two hundred people, each with three tabs that choose differently.
        for (std::int64_t user = 101; user <= 300; ++user)
            for (std::int64_t option = 1; option <= 3; ++option)
                spawn(context.get_executor(), "answer", one(db, which, user, option, taken, refused));
        context.run();
        CHECK(taken == 200);
        CHECK(refused == 400);
        CHECK(s.get(at + "/results", manager()).at("total") == 200);
    });
}

TEST_CASE("a quiz closes by itself after its limit, also after a restart")
{
    on_each([](site& s, db::pool& db) {
        const auto at = s.launched("10");
        run(tend(s.m));
        s.time.advance(std::chrono::seconds{10});
        run(tend(s.m));
        CHECK(s.get(at, manager()).at("state") == "OPEN");
        CHECK(s.choose(at, 2).status == 201); // the picture comes later than the clock
        s.time.advance(grace);
        site after_restart{db};
        after_restart.time.advance(s.time.now() - start);
        run(tend(after_restart.m));
        CHECK(s.get(at, manager()).at("state") == "CLOSED");
        CHECK(code_of(s.choose(at, 2, trainee(102))) == "quiz_closed");
        CHECK(actions(db) == std::vector<std::string>{"open", "close"});
    });
}

TEST_CASE("an answer after the limit is refused before anybody has closed the quiz")
{
    on_each([](site& s, db::pool&) {
        const auto at = s.launched("10");
        s.time.advance(std::chrono::seconds{10} + grace + std::chrono::milliseconds{1});
        CHECK(code_of(s.choose(at, 2)) == "quiz_closed");
    });
}

TEST_CASE("the staff hears the counts once per round, however many answered")
{
    on_each([](site& s, db::pool&) {
        const auto at = s.launched();
        run(tend(s.m));
        s.pages.clear();
        for (std::int64_t user = 101; user <= 110; ++user)
            CHECK(s.choose(at, user % 2 == 0 ? 2 : 3, trainee(user)).status == 201);
        run(tend(s.m));
        REQUIRE(s.pages.size() == 1);
        CHECK(s.pages[0].topic == "live:12:staff");
        CHECK(s.pages[0].type == "quizResults");
        CHECK(s.pages[0].data.at("total") == 10);
        CHECK(bj::serialize(s.pages[0].data.at("counts")) == "[0,5,5]");
        run(tend(s.m));
        CHECK(s.pages.size() == 1);
    });
}

TEST_CASE("wrong quizzes and answers are refused with what to change")
{
    on_each([](site& s, db::pool&) {
        struct row {
            std::string_view body;
            int status;
            std::string_view pointer;
        };
        const std::vector<row> rows{
            {"{", 400, ""},
            {R"({"options":["1","2"],"answer":1})", 422, "/question"},
            {R"({"question":"","options":["1","2"],"answer":1})", 422, "/question"},
            {R"({"question":"q","options":["1"],"answer":1})", 422, "/options"},
            {R"({"question":"q","options":["1","2","3","4","5","6","7","8","9","10","11"],"answer":1})", 422,
             "/options"},
            {R"({"question":"q","options":["1",""],"answer":1})", 422, "/options/1"},
            {R"({"question":"q","options":["1","2"],"answer":0})", 422, "/answer"},
            {R"({"question":"q","options":["1","2"],"answer":3})", 422, "/answer"},
            {R"({"question":"q","options":["1","2"],"answer":1,"timeLimitSeconds":4})", 422, "/timeLimitSeconds"},
            {R"({"question":"q","options":["1","2"],"answer":1,"timeLimitSeconds":601})", 422, "/timeLimitSeconds"},
            {R"({"question":"q","options":["1","2"],"answer":1,"extra":1})", 422, "/extra"},
        };
        for (const auto& each : rows) {
            CAPTURE(each.body);
            const auto answer = s.post("/v1/live/12/quizzes", manager(), each.body);
            CHECK(answer.status == each.status);
            if (!each.pointer.empty())
                CHECK(std::string_view{bj::parse(answer.body).at("errors").at(0).at("pointer").as_string()} ==
                      each.pointer);
        }
        CHECK(s.get("/v1/live/12/quizzes", manager()).at("items").as_array().empty());
        CHECK(s.post("/v1/live/14/quizzes", manager(), R"({"question":"q","options":["1","2"],"answer":1})").status ==
              409);

        const auto at = s.launched();
        CHECK(s.choose(at, 4).status == 422);
        CHECK(s.choose(at, 0).status == 422);
        CHECK(s.post(at + "/answers", trainee(), "{}").status == 422);
        CHECK(s.get(at + "/results", manager()).at("total") == 0);
    });
}

TEST_CASE("strangers find no quiz, and the wrong role is refused")
{
    on_each([](site& s, db::pool&) {
        const auto at = s.launched();
        const auto foreign = manager(2);
        const auto outsider = trainee(300);
        for (const auto& path : {at, at + "/results", std::string{"/v1/live/12/quizzes"}})
            CHECK(call(s.to, verb::get, path, foreign).status == 404);
        for (const auto* step : {"/launch", "/close", "/reveal"})
            CHECK(s.post(at + step, foreign).status == 404);
        CHECK(call(s.to, verb::get, at, outsider).status == 404);
        CHECK(call(s.to, verb::get, "/v1/live/12/quizzes", outsider).status == 404);
        CHECK(s.choose(at, 2, outsider).status == 404);
        CHECK(s.choose(at, 2, manager()).status == 403);
        CHECK(s.post(at + "/close", trainee()).status == 403);
        CHECK(call(s.to, verb::get, at + "/results", trainee()).status == 403);
        CHECK(s.choose("/v1/quizzes/999", 1).status == 404);
        CHECK(s.get(at, manager()).at("state") == "OPEN");
    });
}

TEST_CASE("a quiz is launched only while the lecture is on air")
{
    on_each([](site& s, db::pool&) {
        const auto made =
            s.post("/v1/live/13/quizzes", manager(), R"({"question":"q","options":["1","2"],"answer":1})");
        REQUIRE(made.status == 201); // prepared before the lecture
        const auto early = s.post(made.header("Location") + "/launch", manager());
        CHECK(early.status == 409);
        CHECK(code_of(early) == "lecture_not_on");
        CHECK(bj::parse(early.body).at("state") == "CREATED");
    });
}

} // namespace ahimmoyak::quiz
