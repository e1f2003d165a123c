#include "base/rate_limiter.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace std::chrono_literals;

TEST_CASE("a burst is allowed, then one use for each interval")
{
    rate_limiter limiter{{3, 1000ms}};
    timestamp now{1'000'000ms};
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(limiter.take("a", now));
    CHECK(limiter.take("a", now) == 1);
    CHECK(limiter.take("a", now + 999ms) == 1);
    CHECK_FALSE(limiter.take("a", now + 1000ms));
    CHECK(limiter.take("a", now + 1000ms) == 1);
    CHECK_FALSE(limiter.take("b", now));
}

TEST_CASE("the wait is told in whole seconds, and refused uses cost nothing")
{
    rate_limiter limiter{{1, 60s}};
    timestamp now{1'000'000ms};
    CHECK_FALSE(limiter.take("a", now));
    CHECK(limiter.take("a", now) == 60);
    CHECK(limiter.take("a", now + 30s) == 30);
    CHECK_FALSE(limiter.take("a", now + 60s));
}

TEST_CASE("a clock that is set back makes nobody wait longer")
{
    rate_limiter limiter{{1, 10s}};
    timestamp now{1'000'000ms};
    CHECK_FALSE(limiter.take("a", now));
    CHECK(limiter.take("a", now - 1h) == 10);
    CHECK_FALSE(limiter.take("a", now - 1h + 10s));
}

TEST_CASE("a flood of keys stays within bounds, and the key used last is kept")
{
    rate_limiter limiter{{1, 60s}, 100};
    const timestamp now{1'000'000ms};
    for (int i = 0; i < 1000; ++i)
        limiter.take(std::to_string(i), now);
    CHECK(limiter.keys() == 100);
    CHECK(limiter.take("999", now));
    CHECK_FALSE(limiter.take("0", now));
    limiter.forget("999");
    CHECK_FALSE(limiter.take("999", now));
}

TEST_CASE("an IPv6 subscriber counts as one")
{
    CHECK(address_group("2001:db8:1:2:3::4") == address_group("2001:db8:1:2:ffff::1"));
    CHECK(address_group("2001:db8:1:2::1") != address_group("2001:db8:1:3::1"));
    CHECK(address_group("192.0.2.7") == "192.0.2.7");
    CHECK(address_group("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(address_group("") == "");
}
