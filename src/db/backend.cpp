#include "db/backend.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace ahimmoyak::db {

void raw_connection::refuse_if_failed() const
{
    if (failed_)
        throw error{"a statement of this transaction has failed before: nothing more can be done in it"};
}

std::shared_ptr<void> backend::after_commit(std::function<void()> f)
{
    auto token = std::make_shared<std::function<void()>>(std::move(f));
    const std::lock_guard lock{mutex_};
    std::erase_if(after_commit_, [](const auto& each) { return each.expired(); });
    after_commit_.push_back(token);
    return token;
}

void backend::announce()
{
    std::vector<std::shared_ptr<std::function<void()>>> all;
    {
        const std::lock_guard lock{mutex_};
        for (const auto& each : after_commit_)
            if (auto f = each.lock())
                all.push_back(std::move(f));
    }
    for (const auto& each : all)
        (*each)();
}

void finish(job& work)
{
    auto resume = std::move(*work.resume);
    const auto open = std::move(*work.open);
    const auto on = open.get_executor();
    asio::post(on, std::move(resume));
}

void job_queue::push(access how, job& work)
{
    {
        const std::lock_guard lock{mutex_};
        if (waiting_.size() < limit_) {
            waiting_.push_back({how, &work});
            changed_.notify_one();
            return;
        }
    }
    work.failure = std::make_exception_ptr(unavailable{"too many calls wait for the database"});
    finish(work);
}

std::vector<job_queue::entry> job_queue::pop(std::size_t most)
{
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(most, waiting_.size()));
    std::vector<entry> taken{waiting_.begin(), end};
    waiting_.erase(waiting_.begin(), end);
    return taken;
}

void job_queue::close()
{
    const std::lock_guard lock{mutex_};
    closed_ = true;
    changed_.notify_all();
}

} // namespace ahimmoyak::db
