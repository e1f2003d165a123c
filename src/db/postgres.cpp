#include "base/log.hpp"
#include "db/backend.hpp"
#include "db/postgres_connection.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

namespace ahimmoyak::db {

namespace {

// With other transactions. Under load half of all attempts may be in vain (a foreign key's check reads
// the index page that others insert into): twelve would still refuse one request in four thousand.
constexpr int most_meetings = 40;
constexpr int most_connections = 2; // tried for one call

// "ahimmoya" in ASCII: any number that other programs on the same database do not take.
constexpr const char* lock_migrations = "SET statement_timeout = 0; SELECT pg_advisory_lock(7019267248024157537)";

/// A server. Each thread has a connection, made when first needed and again when it is lost.
class postgres_backend final : public backend {
public:
    postgres_backend(const std::string& url, const options& with) : url_{url}, waiting_{with.waiting_limit}
    {
        // Not to be reached at the start is a mistake of the configuration: say so at once.
        auto first = std::make_unique<postgres_connection>(url_);
        for (int i = 0; i < std::max(1, with.postgres_connections); ++i)
            threads_.emplace_back([this, mine = std::move(first)]() mutable { serve(std::move(mine)); });
    }

    ~postgres_backend() override { end(); }

    void end_threads() override { end(); }

    db::dialect dialect() const override { return db::dialect::postgres; }
    bool reads_here() const override { return false; }
    void here(job& work) override
    {
        postgres_connection own{url_};
        own.read(work);
    }
    void take(access how, job& work) override { waiting_.push(how, work); }

    void migrate(std::span<const migration> all) override
    {
        postgres_connection own{url_};
        own.script(lock_migrations); // kept until this connection closes
        apply_migrations(own, all, "BEGIN", [] {});
    }

private:
    void end()
    {
        waiting_.close();
        for (auto& each : threads_)
            each.join();
        threads_.clear();
    }
    void serve(std::unique_ptr<postgres_connection> mine)
    {
        for (auto next = waiting_.pop(1); !next.empty(); next = waiting_.pop(1)) {
            const auto [how, work] = next.front();
            try {
                run(mine, how, *work);
            } catch (const unavailable& why) {
                log::warning("the database is unavailable", {{"cause", why.cause()}});
                work->failure = std::current_exception();
            } catch (...) {
                work->failure = std::current_exception();
            }
            const bool announced = mine && mine->take_announcement() && !work->failure;
            finish(*work);
            if (announced)
                announce();
        }
    }

    void run(std::unique_ptr<postgres_connection>& mine, access how, job& work)
    {
        int meetings = 0;
        int connections = 0;
        for (;;) {
            if (!mine)
                mine = std::make_unique<postgres_connection>(url_);
            try {
                if (how == access::write)
                    mine->write(work);
                else
                    mine->read(work);
                return;
            } catch (...) {
                const bool unknown = mine->committing();
                switch (mine->after_failure()) {
                case postgres_connection::state::sound:
                    throw;
                case postgres_connection::state::again:
                    if (++meetings == most_meetings)
                        throw unavailable{"the transaction met others again and again"};
                    break;
                case postgres_connection::state::lost:
                    mine.reset();
                    log::warning("lost a connection to the database", {{"during_commit", unknown}});
                    if (unknown)
                        throw unavailable{"the connection broke during COMMIT"};
                    if (++connections == most_connections)
                        throw unavailable{"the connection to the database broke"};
                    break;
                }
            }
            if (meetings > 0)
                step_aside(meetings);
        }
    }

    /// Those who met must not meet again at once.
    static void step_aside(int meetings)
    {
        thread_local std::minstd_rand dice{std::random_device{}()};
        const int most = (1 << std::min(meetings, 6)) * 500;
        std::this_thread::sleep_for(std::chrono::microseconds{std::uniform_int_distribution{most / 4, most}(dice)});
    }

    std::string url_;
    job_queue waiting_;
    std::vector<std::thread> threads_;
};

} // namespace

std::unique_ptr<backend> open_postgres(const std::string& url, const options& with)
{
    return std::make_unique<postgres_backend>(url, with);
}

} // namespace ahimmoyak::db
