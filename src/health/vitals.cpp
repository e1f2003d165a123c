#include "health/vitals.hpp"

#include "health/percentile.hpp"

#include <fstream>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace ahimmoyak::health {

namespace {

constexpr std::chrono::milliseconds beat{500};
constexpr int beats_of_signs = 60;
constexpr std::size_t most_signs = 480;

double cpu_seconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& of) {
        return static_cast<double>(of.tv_sec) + static_cast<double>(of.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::int64_t resident_bytes()
{
    std::ifstream in{"/proc/self/statm"};
    std::int64_t all = 0;
    std::int64_t resident = 0;
    in >> all >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

double processors() { return std::max(1.0, static_cast<double>(std::thread::hardware_concurrency())); }

} // namespace

vitals::vitals(std::function<std::int64_t()> viewers)
    : viewers_{std::move(viewers)}, pages_{http::metrics::request_seconds(false)},
      media_{http::metrics::request_seconds(true)}
{
}

void vitals::watch(runtime& threads)
{
    cpu_before_ = cpu_seconds();
    pages_before_ = pages_.read();
    media_before_ = media_.read();
    for (std::size_t i = 0; i < threads.size(); ++i)
        spawn(threads.at(i).get_executor(), "vitals", feel(i == 0));
}

task<> vitals::feel(bool keeps)
{
    for (int beats = 1;; ++beats) {
        const auto before = std::chrono::steady_clock::now();
        co_await sleep_for(beat);
        const auto late = std::chrono::steady_clock::now() - before - beat;
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(late).count();
        for (auto longest = longest_lag_.load(); micros > longest;)
            if (longest_lag_.compare_exchange_weak(longest, micros))
                break;
        // The first ones after a moment, so that there are some as soon as somebody looks.
        if (keeps && (beats == 2 || beats == 10 || beats % beats_of_signs == 0))
            keep();
    }
}

void vitals::keep()
{
    const auto wall = std::chrono::steady_clock::now();
    const auto cpu = cpu_seconds();
    auto pages = pages_.read();
    auto media = media_.read();
    const std::chrono::duration<double> passed = wall - wall_before_;
    const auto seconds = std::max(passed.count(), 0.001);
    const auto answered = (pages.count - pages_before_.count) + (media.count - media_before_.count);
    vital_signs now;
    now.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    now.cpu_percent = (cpu - cpu_before_) / seconds / processors() * 100;
    now.memory_bytes = resident_bytes();
    now.lag_milliseconds = static_cast<double>(longest_lag_.exchange(0)) / 1000;
    now.requests_per_second = static_cast<double>(answered) / seconds;
    if (const auto p95 = percentile_between(pages_before_, pages, 0.95))
        now.p95_milliseconds = *p95 * 1000;
    now.viewer_count = viewers_();
    cpu_before_ = cpu;
    pages_before_ = std::move(pages);
    media_before_ = std::move(media);
    wall_before_ = wall;
    const std::lock_guard lock{mutex_};
    signs_.push_back(now);
    if (signs_.size() > most_signs)
        signs_.pop_front();
}

std::vector<vital_signs> vitals::all() const
{
    const std::lock_guard lock{mutex_};
    return {signs_.begin(), signs_.end()};
}

} // namespace ahimmoyak::health
