#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/bus.hpp"

#include <doctest/doctest.h>

#include <latch>
#include <stdexcept>
#include <thread>

using namespace ahimmoyak;

namespace {

using offering_id = id<struct offering_tag>;

struct registered {
    static constexpr std::string_view event_name = "offerings.registered";
    offering_id offering{};
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(registered, (), (offering, number))

struct cancelled {
    static constexpr std::string_view event_name = "offerings.cancelled";
    offering_id offering{};
    std::optional<std::string> reason{};
};
BOOST_DESCRIBE_STRUCT(cancelled, (), (offering, reason))

const std::vector<db::migration> schema = [] {
    auto all = events::migrations();
    all.push_back({"test/0001_effect", "CREATE TABLE effect (number BIGINT NOT NULL)"});
    return all;
}();

constexpr db::query add_effect{"INSERT INTO effect (number) VALUES ($1)"};
constexpr db::query effects{"SELECT number FROM effect ORDER BY number"};

constexpr events::bus_options quick{.first_pause = std::chrono::milliseconds{5},
                                    .longest_pause = std::chrono::milliseconds{20},
                                    .look_again = std::chrono::milliseconds{10}};

task<> publish(db::pool& on, offering_id offering, std::int64_t number)
{
    co_await on.write([&](db::connection& c) { events::publish(c, registered{offering, number}, offering); });
}

/// What a subscriber heard, and how it behaves.
struct listener {
    std::vector<std::int64_t> heard{};
    std::vector<std::int64_t> ids{};
    std::int64_t refuse = -1; ///< the number it fails on
    int failures_left = 0;
};

task<> hear(listener& by, events::delivery<registered> what)
{
    if (what.event.number == by.refuse && by.failures_left > 0) {
        --by.failures_left;
        throw std::runtime_error{"not now"};
    }
    by.heard.push_back(what.event.number);
    by.ids.push_back(what.event_id);
    co_return;
}

void listen(events::bus& on, std::string_view name, listener& by)
{
    on.on<registered>(name, [&by](const events::delivery<registered>& what) { return hear(by, what); });
}

/// Runs f(bus) while the bus runs.
template <class F>
task<> while_running(events::bus& bus, F f)
{
    spawn(co_await asio::this_coro::executor, "bus", bus.run());
    co_await f(bus);
    co_await bus.stop();
}

/// Looks again and again until the condition holds; the tests' own limit is the runner's.
template <class F>
task<> until(events::bus& bus, F holds)
{
    while (!holds()) {
        co_await bus.settled();
        co_await sleep_for(std::chrono::milliseconds{2});
    }
}

using numbers = std::vector<std::int64_t>;

} // namespace

TEST_CASE("what is committed is delivered to every subscriber in order, what is rolled back is not")
{
    db::for_each_database(schema, [](db::pool& pool) {
        listener a, b;
        std::optional<std::string> reason;
        events::bus bus{pool, quick};
        listen(bus, "a", a);
        listen(bus, "b", b);
        bus.on<cancelled>("b", [&](const events::delivery<cancelled>& what) {
            return [](std::optional<std::string>& to, std::optional<std::string> from) -> task<> {
                to = std::move(from);
                co_return;
            }(reason, what.event.reason);
        });
        run(while_running(bus, [&](events::bus& running) {
            return [](db::pool& on, events::bus& with) -> task<> {
                for (std::int64_t i = 1; i <= 150; ++i)
                    co_await publish(on, {1}, i);
                try {
                    co_await on.write([](db::connection& c) {
                        events::publish(c, registered{{1}, 999}, "offering:1");
                        throw std::runtime_error{"rolled back"};
                    });
                } catch (const std::runtime_error&) {
                }
                co_await on.write([](db::connection& c) { events::publish(c, cancelled{{1}, "폐강"}, "offering:1"); });
                co_await with.settled();
            }(pool, running);
        }));
        numbers all;
        for (std::int64_t i = 1; i <= 150; ++i)
            all.push_back(i);
        CHECK(a.heard == all);
        CHECK(b.heard == all);
        CHECK(reason == "폐강");
    });
}

TEST_CASE("what was committed before a crash is delivered after the restart, once")
{
    db::for_each_database(schema, [](db::test_database& base) {
        run(publish(base.pool(), {1}, 1));
        base.reopen(); // nobody had listened yet
        listener first;
        {
            events::bus bus{base.pool(), quick};
            listen(bus, "a", first);
            run(while_running(bus, [](events::bus& b) { return b.settled(); }));
        }
        CHECK(first.heard == numbers{1});
        run(publish(base.pool(), {1}, 2));
        base.reopen();
        listener second, late;
        events::bus bus{base.pool(), quick};
        listen(bus, "a", second);
        listen(bus, "late", late);
        run(while_running(bus, [](events::bus& b) { return b.settled(); }));
        CHECK(second.heard == numbers{2});
        CHECK(late.heard == numbers{1, 2});
    });
}

TEST_CASE("a failing subscriber holds up its own aggregate only, and keeps its order")
{
    db::for_each_database(schema, [](db::pool& pool) {
        listener good, bad{.refuse = 1, .failures_left = 3};
        events::bus bus{pool, quick};
        listen(bus, "bad", bad);
        listen(bus, "good", good);
        run(while_running(bus, [&](events::bus& running) {
            return [](db::pool& on, events::bus& with, listener& failing) -> task<> {
                co_await publish(on, {1}, 1);
                co_await publish(on, {1}, 2);
                co_await publish(on, {2}, 3);
                co_await with.settled();
                co_await publish(on, {1}, 4);
                co_await until(with, [&] { return failing.heard.size() == 4; });
            }(pool, running, bad);
        }));
        CHECK(good.heard == numbers{1, 2, 3, 4});
        CHECK(bad.heard.front() == 3); // another aggregate, while 1 and 2 waited
        numbers first_aggregate;
        std::ranges::copy_if(bad.heard, std::back_inserter(first_aggregate), [](auto n) { return n != 3; });
        CHECK(first_aggregate == numbers{1, 2, 4});
    });
}

TEST_CASE("first_time lets an effect happen once although its handler is run again")
{
    db::for_each_database(schema, [](db::pool& pool) {
        static int runs;
        runs = 0;
        events::bus bus{pool, quick};
        bus.on<registered>("once", [&pool](const events::delivery<registered>& what) {
            return [](db::pool& on, events::delivery<registered> given) -> task<> {
                co_await on.write([&](db::connection& c) {
                    if (events::first_time(c, "once", given.event_id))
                        c.run(add_effect, given.event.number);
                });
                if (++runs < 3)
                    throw std::runtime_error{"the process dies before the delivery is noted"};
            }(pool, what);
        });
        run(while_running(bus, [&](events::bus& running) {
            return [](db::pool& on, events::bus& with) -> task<> {
                co_await publish(on, {1}, 7);
                co_await until(with, [] { return runs == 3; });
            }(pool, running);
        }));
        const auto kept = run(pool.read([](db::connection& c) { return c.all<std::int64_t>(effects); }));
        CHECK(kept == numbers{7});
    });
}

TEST_CASE("stop lets the running handler finish, and what follows waits for the next start")
{
    db::for_each_database(schema, [](db::pool& pool) {
        static listener heard;
        heard = {};
        const auto slow = [](events::bus& own, events::delivery<registered> what) -> task<> {
            // Asks for the stop itself: it must still be allowed to end.
            spawn(co_await asio::this_coro::executor, "stopping", own.stop());
            co_await sleep_for(std::chrono::milliseconds{20});
            heard.heard.push_back(what.event.number);
        };
        run(publish(pool, {1}, 1));
        run(publish(pool, {1}, 2));
        {
            events::bus bus{pool, quick};
            bus.on<registered>("a", [&](const events::delivery<registered>& what) { return slow(bus, what); });
            run(bus.run());
            CHECK(heard.heard == numbers{1});
        }
        listener rest;
        events::bus bus{pool, quick};
        listen(bus, "a", rest);
        run(while_running(bus, [](events::bus& b) { return b.settled(); }));
        CHECK(rest.heard == numbers{2});
    });
}

TEST_CASE("progress is settled and marks are forgotten without delivering anything again")
{
    db::for_each_database(schema, [](db::pool& pool) {
        listener a;
        events::bus bus{pool, quick};
        listen(bus, "a", a);
        run(while_running(bus, [&](events::bus& running) {
            return [](db::pool& on, events::bus& with, listener& by) -> task<> {
                for (std::int64_t round = 0; round < 20; ++round) {
                    for (std::int64_t i = 0; i < 5; ++i)
                        co_await publish(on, {i}, round * 5 + i);
                    co_await sleep_for(std::chrono::milliseconds{15}); // lets the housekeeping in between
                }
                co_await until(with, [&] { return by.heard.size() >= 100; });
                co_await with.settled();
            }(pool, running, a);
        }));
        CHECK(a.heard.size() == 100);
        const auto marks = run(pool.read(
            [](db::connection& c) { return c.first<std::int64_t>({"SELECT COUNT(*) FROM event_delivery"}).value(); }));
        if (pool.dialect() == db::dialect::sqlite)
            CHECK(marks < 100);
        events::progress progress{pool};
        run(progress.prune(std::chrono::milliseconds{-1'000}));
        const auto left = run(pool.read(
            [](db::connection& c) { return c.first<std::int64_t>({"SELECT COUNT(*) FROM outbox"}).value(); }));
        CHECK(left == 0);
    });
}

TEST_CASE("an event whose transaction commits after that of a later event is not lost")
{
    for (const auto which : db::test_dialects()) {
        if (which != db::dialect::postgres)
            continue; // SQLite has one writer: there is no such thing
        db::test_database base{schema, which};
        auto& pool = base.pool();
        listener a;
        events::bus bus{pool, quick};
        listen(bus, "a", a);
        std::latch written{1}, may_commit{1};
        std::thread slow{[&] {
            run(pool.write([&](db::connection& c) {
                events::publish(c, registered{{1}, 1}, "offering:1");
                written.count_down();
                may_commit.wait();
            }));
        }};
        written.wait();
        run(while_running(bus, [&](events::bus& running) {
            return [](db::pool& on, events::bus& with, listener& by, std::latch& go) -> task<> {
                co_await publish(on, {2}, 2);
                co_await with.settled();
                CHECK(by.heard == numbers{2});
                // Settling now must not step over the event that is still to come.
                events::progress progress{on};
                CHECK(co_await progress.settle("a") == 0);
                go.count_down();
                co_await until(with, [&] { return by.heard.size() == 2; });
            }(pool, running, a, may_commit);
        }));
        slow.join();
        CHECK(a.heard == numbers{2, 1});
        CHECK(a.ids[0] > a.ids[1]);
    }
}

TEST_CASE("a look passes over what concerns others, so that the next one need not go through it again")
{
    for (const auto which : db::test_dialects()) {
        db::test_database base{schema, which};
        auto& pool = base.pool();
        events::progress progress{pool};
        run(progress.enter("a", {"offerings.cancelled"}));
        for (const std::int64_t number : {1, 2, 3})
            run(publish(pool, {1}, number));
        const auto none = run(progress.next("a", 0, 64));
        CHECK(none.events.empty());
        CHECK(none.upto == 3);
        run(pool.write([](db::connection& c) { events::publish(c, cancelled{{1}}, "offering:1"); }));
        const auto one = run(progress.next("a", none.upto, 64));
        REQUIRE(one.events.size() == 1);
        CHECK(one.events.front().id == 4);
        CHECK(run(progress.next("a", one.upto, 64)).upto == 4);
        // A full page says nothing of what comes after it.
        run(progress.enter("b", {"offerings.registered"}));
        CHECK(run(progress.next("b", 0, 2)).upto == 2);
    }
}
