#pragma once

#include "base/values.hpp"

#include <atomic>
#include <chrono>
#include <string>

namespace ahimmoyak {

/// The time, injected so that tests need not wait. Thread-safe.
class clock {
public:
    virtual ~clock() = default;
    virtual timestamp now() const = 0;

    /// The calendar day of a moment in an IANA time zone such as "Asia/Seoul"; unknown zones are UTC.
    static date day_of(timestamp at, const std::string& zone);
    /// The same to the minute, as it is shown: "2026-11-25 15:00".
    static std::string minute_of(timestamp at, const std::string& zone);
};

class system_clock final : public clock {
public:
    timestamp now() const override;
};

/// A clock that a test moves by hand.
class manual_clock final : public clock {
public:
    explicit manual_clock(timestamp start) : at_{start.time_since_epoch().count()} {}
    timestamp now() const override { return timestamp{std::chrono::milliseconds{at_.load()}}; }
    void advance(std::chrono::milliseconds by) { at_ += by.count(); }

private:
    std::atomic<std::int64_t> at_;
};

} // namespace ahimmoyak
