#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Prometheus metrics of the process. A counter or gauge is looked up once and kept. Thread-safe.
namespace ahimmoyak::http::metrics {

class counter {
public:
    void add(double by = 1) const;

private:
    friend counter make_counter(std::string_view, std::string_view, std::string_view, std::string_view);
    void* of_ = nullptr;
};

class gauge {
public:
    void add(double by) const;
    void set(double to) const;

private:
    friend gauge make_gauge(std::string_view, std::string_view);
    void* of_ = nullptr;
};

/// What a histogram has seen so far.
struct reading {
    std::vector<double> upto;             ///< the bounds of its buckets, but for the last, which has none
    std::vector<std::uint64_t> cumulated; ///< how much was at most that
    std::uint64_t count = 0;
};

class histogram {
public:
    void observe(double seconds) const;
    reading read() const;

private:
    friend histogram make_histogram(std::string_view, std::string_view, std::string_view, std::string_view);
    void* of_ = nullptr;
};

counter make_counter(std::string_view name, std::string_view help, std::string_view label = {},
                     std::string_view value = {});
gauge make_gauge(std::string_view name, std::string_view help);
/// Of seconds, with buckets from 1 ms to 10 s.
histogram make_histogram(std::string_view name, std::string_view help, std::string_view label = {},
                         std::string_view value = {});

/// The time to answer requests; that of media apart, since a player's request waits for the picture that it asks for.
histogram request_seconds(bool of_media);

/// The text exposition format.
std::string text();

} // namespace ahimmoyak::http::metrics
