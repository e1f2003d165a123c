#include "backups/api.hpp"
#include "backups/daily.hpp"
#include "backups/shelf.hpp"
#include "backups/turns.hpp"
#include "base/random.hpp"
#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/outbox.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <unistd.h>

namespace ahimmoyak::backups {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

timestamp at(std::string_view text) { return timestamp_from(text).value(); }

constexpr db::query failures_told{"SELECT COUNT(*) FROM outbox WHERE name = 'backups.daily_failed'"};

std::vector<db::migration> needed()
{
    auto all = events::migrations();
    for (auto& each : migrations())
        all.push_back(std::move(each));
    return all;
}

/// An installation at half past two in Seoul whose backups are made at three.
struct night {
    explicit night(const std::string& database)
        : pool{database}, m{{fs::temp_directory_path() / ("daily-" + random_alphanumeric(12)), database, "test"}, time, {}, pool, "Asia/Seoul"}
    {
        fs::create_directories(m.where.data);
        m.plan = [this] { return plan; };
    }
    ~night()
    {
        m.blocking.finish();
        pool.finish();
        fs::remove_all(m.where.data);
    }
    night(night&&) = delete;

    std::size_t look()
    {
        run(look_for_daily(m));
        return shelf::list(m.where).size();
    }
    std::int64_t told()
    {
        auto ask = [](db::connection& in) { return in.first<std::int64_t>(failures_told).value(); };
        return run(pool.read_long(ask));
    }

    manual_clock time{at("2026-11-24T17:30:00Z")};
    db::pool pool;
    std::optional<schedule> plan = schedule{180, 2, at("2026-11-20T00:00:00Z")};
    module m;
};

} // namespace

TEST_CASE("a moment of a day in its zone")
{
    const date day{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}};
    CHECK(to_rfc3339(moment_of(day, 180, "Asia/Seoul")) == "2026-11-24T18:00:00.000Z");
    CHECK(to_rfc3339(moment_of(day, 0, "America/New_York")) == "2026-11-25T05:00:00.000Z");
    CHECK(to_rfc3339(moment_of(day, 1439, "Pacific/Kiritimati")) == "2026-11-25T09:59:00.000Z");
    const schedule by{180, 7, {}};
    CHECK(to_rfc3339(last_due(by, at("2026-11-24T17:59:59Z"), "Asia/Seoul")) == "2026-11-23T18:00:00.000Z");
    CHECK(to_rfc3339(next_due(by, at("2026-11-24T17:59:59Z"), "Asia/Seoul")) == "2026-11-24T18:00:00.000Z");
    CHECK(to_rfc3339(last_due(by, at("2026-11-24T18:00:00Z"), "Asia/Seoul")) == "2026-11-24T18:00:00.000Z");
    CHECK(to_rfc3339(next_due(by, at("2026-11-24T18:00:00Z"), "Asia/Seoul")) == "2026-11-25T18:00:00.000Z");
}

TEST_CASE("one process has a turn, another takes over when it is silent, three attempts are enough")
{
    const auto all = migrations();
    db::for_each_database(all, [](db::pool& db) {
        const auto due = at("2026-11-24T18:00:00Z");
        const auto take = [&](timestamp now) {
            auto work = [&](db::connection& in) { return turns::take(in, due, now + 5min, now); };
            return run(db.write(work));
        };
        const auto state = [&](timestamp now) {
            auto ask = [&](db::connection& in) { return turns::state_of(in, due, now); };
            return run(db.read_long(ask));
        };
        CHECK(state(due) == turns::state::open);
        CHECK(take(due) == 1);
        CHECK_FALSE(take(due + 1min));
        CHECK(state(due + 1min) == turns::state::taken);
        auto hold = [&](db::connection& in) { turns::hold(in, due, due + 10min); };
        run(db.write(hold));
        CHECK_FALSE(take(due + 6min));
        CHECK(take(due + 10min) == 2);
        CHECK(take(due + 20min) == 3);
        CHECK_FALSE(take(due + 40min));
        CHECK(state(due + 40min) == turns::state::over);
        auto other = [&](db::connection& in) { turns::finish(in, due, due + 41min); };
        run(db.write(other));
        CHECK(state(due + 41min) == turns::state::over);
    });
}

TEST_CASE("daily backups are made when they are due, once, and the newest are kept")
{
    const auto all = needed();
    db::test_database fresh{all};
    night in{fresh.where()};
    CHECK(in.look() == 0); // the one of the night before was missed; the server has its first minutes
    in.time.advance(6min);
    CHECK(in.look() == 1);
    CHECK(in.look() == 1);
    in.time.advance(24min); // three o'clock
    CHECK(in.look() == 2);
    CHECK(in.look() == 2);
    CHECK(shelf::list(in.m.where)[0].kind == backup_kind::SCHEDULED);
    in.time.advance(24h);
    CHECK(in.look() == 2); // two are kept
    in.plan.reset();
    in.time.advance(24h);
    CHECK(in.look() == 2);
    // Decided at noon: nothing is owed of the hours before.
    in.time.advance(9h);
    in.plan = schedule{180, 5, in.time.now()};
    CHECK(in.look() == 2);
    CHECK(in.told() == 0);
}

TEST_CASE("a daily backup that fails is told of once and tried again after an hour")
{
    const auto all = needed();
    db::test_database fresh{all};
    night in{fresh.where()};
    in.time.advance(30min);
    // Where its files would be gathered lies something that cannot be removed by it.
    fs::create_directories(in.m.where.shelf());
    std::ofstream{in.m.where.data / "secret"} << "x";
    fs::create_directories(in.m.where.shelf() / ("." + shelf::name_of(in.time.now(), backup_kind::SCHEDULED) + ".part") / "taken");
    CHECK(in.look() == 1);
    CHECK(shelf::list(in.m.where)[0].failure);
    CHECK(in.told() == 1);
    in.time.advance(30min);
    CHECK(in.look() == 1);
    in.time.advance(31min);
    CHECK(in.look() == 2);
    CHECK_FALSE(shelf::list(in.m.where)[0].failure);
    CHECK(in.told() == 1);
}

} // namespace ahimmoyak::backups
