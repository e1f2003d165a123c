#include "db/pool.hpp"

#include "db/backend.hpp"

#include <stdexcept>

namespace ahimmoyak::db {

namespace {

std::unique_ptr<backend> open(std::string_view where, const options& with)
{
    if (where.starts_with("sqlite:") && where.size() > 7)
        return open_sqlite(std::string{where.substr(7)}, with);
    if (where.starts_with("postgresql://") || where.starts_with("postgres://"))
        return open_postgres(std::string{where}, with);
    // The address is not repeated: it may hold a password.
    throw std::invalid_argument{"a database is sqlite:FILE or postgresql://USER@HOST:PORT/NAME"};
}

} // namespace

pool::pool(std::string_view where, const options& with)
    : backend_{open(where, with)}, reads_here_{backend_->reads_here()}
{
}

pool::~pool() = default;

void pool::here(job& work) { backend_->here(work); }

task<> pool::elsewhere(access how, job& work)
{
    auto start = [this, how, &work](auto handler) {
        work.open.emplace(asio::make_work_guard(handler));
        work.resume.emplace(std::move(handler));
        backend_->take(how, work);
    };
    return asio::async_initiate<const asio::use_awaitable_t<executor>, void()>(start, use_task);
}

void pool::migrate(std::span<const migration> all) { backend_->migrate(all); }

void pool::finish() { backend_->end_threads(); }

dialect pool::dialect() const { return backend_->dialect(); }

std::shared_ptr<void> pool::after_commit(std::function<void()> f) { return backend_->after_commit(std::move(f)); }

} // namespace ahimmoyak::db
