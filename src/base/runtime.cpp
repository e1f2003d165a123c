#include "base/runtime.hpp"

#include <algorithm>

namespace ahimmoyak {

runtime::runtime(int threads)
{
    for (int i = 0; i < std::max(1, threads); ++i) {
        contexts_.push_back(std::make_unique<context>(1));
        open_.push_back(asio::make_work_guard(*contexts_.back()));
    }
}

runtime::~runtime() { stop(); }

void runtime::start()
{
    for (auto& each : contexts_)
        threads_.emplace_back([&serves = *each] { serves.run(); });
}

void runtime::end()
{
    open_.clear();
    for (auto& each : contexts_)
        each->stop();
    threads_.clear();
}

void runtime::stop()
{
    end();
    for (auto& each : contexts_)
        each->drop_waiting();
}

} // namespace ahimmoyak
