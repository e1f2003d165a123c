#include "base/run.hpp"
#include "db/test_database.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ahimmoyak;

namespace {

const std::vector<db::migration> schema{
    {"test/0001_note", "CREATE TABLE note (n BIGINT PRIMARY KEY, body TEXT NOT NULL)"}};
constexpr db::query insert{"INSERT INTO note (n, body) VALUES ($1, $2)"};
constexpr db::query all_notes{"SELECT n FROM note"};

task<> write_for_ever(db::pool& on, int writer, int acknowledge)
{
    const std::string body(200, 'x');
    for (std::int64_t i = 0;; ++i) {
        const std::int64_t n = i * 100 + writer;
        co_await on.write([&](db::connection& c) { c.run(insert, n, body); });
        if (::write(acknowledge, &n, sizeof n) != sizeof n)
            ::_exit(1);
    }
}

} // namespace

TEST_CASE("kill -9: every acknowledged row is there")
{
    for (const auto which : db::test_dialects()) {
        db::test_database base{schema, which};
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            db::pool own{base.where()};
            asio::io_context context{1};
            for (int i = 0; i < 8; ++i)
                spawn(context.get_executor(), "test", write_for_ever(own, i, ends[1]));
            context.run();
            ::_exit(0);
        }
        ::close(ends[1]);
        std::set<std::int64_t> acknowledged;
        std::int64_t n = 0;
        while (acknowledged.size() < 300 && ::read(ends[0], &n, sizeof n) == sizeof n)
            acknowledged.insert(n);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        while (::read(ends[0], &n, sizeof n) == sizeof n) // acknowledged before it died
            acknowledged.insert(n);
        ::close(ends[0]);
        CHECK(acknowledged.size() >= 300);

        base.reopen();
        const auto kept = run(base.pool().read([](db::connection& c) { return c.all<std::int64_t>(all_notes); }));
        const std::set<std::int64_t> there{kept.begin(), kept.end()};
        CHECK(std::ranges::includes(there, acknowledged));
    }
}

TEST_CASE("a full disk: every caller of the group is told, nothing is half kept, reads and later writes go on")
{
    // A file-size limit stands for the full disk; the process that meets it is a child of its own.
    db::test_database base{schema};
    run(base.pool().write([](db::connection& c) { c.run(insert, 1, "kept"); }));
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        db::pool own{base.where()};
        const rlimit full{512 * 1024, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &full);
        asio::io_context context{1};
        static int told = 0;
        auto write = [](db::pool& on, std::int64_t n) -> task<> {
            const std::string body(200'000, 'x');
            try {
                co_await on.write([&](db::connection& c) { c.run(insert, n, body); });
            } catch (const db::storage_full&) {
                ++told;
            } catch (const db::error&) {
                ++told;
            }
        };
        for (std::int64_t n = 10; n < 20; ++n)
            spawn(context.get_executor(), "test", write(own, n));
        context.run();
        const auto rows = run(own.read([](db::connection& c) { return c.all<std::int64_t>(all_notes); }));
        const auto missing = 10 - (static_cast<int>(rows.size()) - 1);
        const rlimit free{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &free);
        const bool later = [&] {
            try {
                run(own.write([](db::connection& c) { c.run(insert, 99, "later"); }));
                return true;
            } catch (...) {
                return false;
            }
        }();
        ::_exit(told > 0 && told == missing && later ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    base.reopen();
    const auto rows = run(base.pool().read([](db::connection& c) { return c.all<std::int64_t>(all_notes); }));
    CHECK(std::ranges::count(rows, 1) == 1);
    CHECK(std::ranges::count(rows, 99) == 1);
}
