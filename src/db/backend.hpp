#pragma once

#include "db/pool.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

namespace ahimmoyak::db {

/// A connection as the backends know it: it also runs scripts, which are not literals.
class raw_connection : public connection {
public:
    /// Any number of statements, without parameters or rows.
    virtual void script(const std::string& sql) = 0;

    /// Whether the transaction asked to be announced; forgets it.
    bool take_announcement() { return std::exchange(announced_, false); }

protected:
    /// Refuses to go on with a transaction of which a statement has failed.
    void refuse_if_failed() const;
};

/// One of the databases behind a pool.
class backend {
public:
    virtual ~backend() = default;
    virtual db::dialect dialect() const = 0;
    /// Whether here() may be used.
    virtual bool reads_here() const = 0;
    /// Runs a read on the calling thread; its exceptions come straight out.
    virtual void here(job& work) = 0;
    /// Takes a call that will be finished later, from a thread of the backend.
    virtual void take(access how, job& work) = 0;
    virtual void migrate(std::span<const migration> all) = 0;
    /// Finishes what waits and ends the threads; safe to repeat.
    virtual void end_threads() = 0;

    std::shared_ptr<void> after_commit(std::function<void()> f);

protected:
    void announce();

private:
    std::mutex mutex_;
    std::vector<std::weak_ptr<std::function<void()>>> after_commit_;
};

/// Resumes the caller of a job on its executor. The job may be gone when this returns.
void finish(job& work);

/// Calls that wait for a thread, first come, first served.
class job_queue {
public:
    struct entry {
        access how;
        job* work;
    };

    explicit job_queue(std::size_t limit) : limit_{limit} {}

    /// Finishes the job at once with db::unavailable when too many wait.
    void push(access how, job& work);
    /// Waits for at least one, then takes at most `most`; none once the queue is closed and empty.
    std::vector<entry> pop(std::size_t most);
    void close();

private:
    std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<entry> waiting_;
    bool closed_ = false;
};

/// Applies migrations through a connection that holds whatever lock keeps other processes out
/// between `begin` and COMMIT. `before_first` runs before the first that is not applied, if any
/// was applied before.
void apply_migrations(raw_connection& on, std::span<const migration> all, const std::string& begin,
                      const std::function<void()>& before_first);

std::unique_ptr<backend> open_sqlite(const std::string& file, const options& with);
std::unique_ptr<backend> open_postgres(const std::string& url, const options& with);

} // namespace ahimmoyak::db
