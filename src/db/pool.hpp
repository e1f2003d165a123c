#pragma once

#include "base/task.hpp"
#include "db/connection.hpp"
#include "db/migration.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace ahimmoyak::db {

/// Work for the database: a lambda that captures by reference. The awaiting coroutine keeps what it
/// refers to alive; a capture that owns something is refused, so that nothing owned lives inside a
/// co_await expression.
template <class F>
concept work = std::invocable<F&, connection&> && std::is_trivially_destructible_v<F>;

struct options {
    int postgres_connections = 8;       ///< and as many threads
    std::size_t waiting_limit = 10'000; ///< more waiting calls than this are refused as db::unavailable
    std::size_t group_limit = 256;      ///< SQLite: transactions in one commit
    int long_readers = 2;               ///< SQLite: threads of read_long
};

/// A call on its way through a pool. It lives in the awaiting coroutine's frame.
class job {
public:
    virtual void run(connection& on) = 0;

    std::exception_ptr failure;
    // Optional, because Boost 1.81's move assignment of a handler calls itself for ever.
    std::optional<asio::any_completion_handler<void()>> resume;
    std::optional<asio::executor_work_guard<executor>> open;

protected:
    ~job() = default;
};

enum class access { read, read_long, write };

class backend;

/// The database, from coroutines of any io_context; each call resumes on the caller's executor.
///
/// SQLite: reads run at once on the calling thread, with that thread's own connection; writes run one
/// after another on one thread, which takes all that wait into one commit (each in a savepoint of its
/// own) and resumes their callers once it is on the disk. PostgreSQL: a pool of threads, a connection
/// each.
///
/// Destroy the pool before the io_contexts it was called from; it finishes what waits.
class pool {
public:
    /// `where` is "sqlite:FILE" (made if it is not there) or "postgresql://user@host:port/name?…".
    /// Throws std::invalid_argument for anything else, db::error or db::unavailable if it cannot be opened.
    explicit pool(std::string_view where, const options& with = {});
    ~pool();
    pool(pool&&) = delete;

    /// f(connection&) as a transaction that only reads (writing in it is an error), on the calling
    /// thread when the database is SQLite: point reads and pages of rows, not reports. On SQLite all
    /// statements of f see one snapshot. On PostgreSQL each sees its own (READ COMMITTED would not
    /// change that, so BEGIN and COMMIT, two round trips, are spared), and f runs a second time if
    /// the connection turns out to be lost.
    template <work F>
    task<std::invoke_result_t<F&, connection&>> read(F f)
    {
        return call(access::read, f);
    }

    /// As read, but never on the calling thread: for what may take longer than a few milliseconds.
    template <work F>
    task<std::invoke_result_t<F&, connection&>> read_long(F f)
    {
        return call(access::read_long, f);
    }

    /// f(connection&) as a transaction: committed and on the disk when this returns, rolled back when
    /// f throws. Writes behave as if they ran one after another on both databases (SERIALIZABLE on
    /// PostgreSQL). On SQLite f runs once; on PostgreSQL it runs again after a serialization failure,
    /// a deadlock or a connection lost before COMMIT, so whatever it changes outside of the database
    /// must stand being run again: assign, do not append.
    template <work F>
    task<std::invoke_result_t<F&, connection&>> write(F f)
    {
        return call(access::write, f);
    }

    /// Applies what is not applied yet, in this order, each in its own transaction, one process at a
    /// time. A SQLite file that held something is copied to backups/ beside it before (the last five
    /// are kept). Throws db::error naming the migration that fails, or that is applied already but
    /// was different then. Blocks; call it at start.
    void migrate(std::span<const migration> all);

    /// Finishes what was asked for and ends the threads of the database; what is asked for afterwards
    /// never comes back. For the end of the program: once this returns no job works in the frame of a
    /// coroutine, and the coroutines that wait may be destroyed.
    void finish();

    db::dialect dialect() const;

    /// Calls f after each commit whose transaction asked for it (connection::announce), for as long as
    /// the returned token lives. f is called on a thread of the database, must be quick, and may be
    /// called once more while the token goes: it owns what it needs.
    [[nodiscard]] std::shared_ptr<void> after_commit(std::function<void()> f);

private:
    template <class F, class R>
    class call_of final : public job {
    public:
        explicit call_of(F& f) : f_{f} {}
        void run(connection& on) override
        {
            if constexpr (std::is_void_v<R>)
                f_(on);
            else
                result_.emplace(f_(on));
        }
        R take()
        {
            if constexpr (!std::is_void_v<R>)
                return std::move(*result_);
        }

    private:
        F& f_;
        std::optional<std::conditional_t<std::is_void_v<R>, bool, R>> result_;
    };

    template <class F, class R = std::invoke_result_t<F&, connection&>>
    task<R> call(access how, F f)
    {
        call_of<F, R> work{f};
        if (how != access::read || !reads_here_)
            co_await elsewhere(how, work);
        else
            here(work);
        if (work.failure)
            std::rethrow_exception(work.failure);
        co_return work.take();
    }

    void here(job& work);
    task<> elsewhere(access how, job& work);

    std::unique_ptr<backend> backend_;
    bool reads_here_;
};

} // namespace ahimmoyak::db
