#include "base/values.hpp"

#include <doctest/doctest.h>

namespace ahimmoyak {

TEST_CASE("times and days are written as RFC 3339 has them and read back as the same")
{
    using std::chrono::milliseconds;
    const std::pair<std::int64_t, const char*> times[]{
        {0, "1970-01-01T00:00:00.000Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {951'782'400'007, "2000-02-29T00:00:00.007Z"},
        {1'795'478'709'040, "2026-11-24T00:05:09.040Z"},
        {253'402'300'799'999, "9999-12-31T23:59:59.999Z"},
        {-62'135'596'800'000, "0001-01-01T00:00:00.000Z"},
    };
    for (const auto& [count, text] : times) {
        const timestamp at{milliseconds{count}};
        CHECK(to_rfc3339(at) == text);
        CHECK(timestamp_from(text) == at);
        const date day{std::chrono::floor<std::chrono::days>(at)};
        CHECK(to_text(day) == std::string{text}.substr(0, 10));
        CHECK(date_from(to_text(day)).value().value == day.value);
    }
}

TEST_CASE("what is no day is refused")
{
    for (const char* wrong : {"", "2026", "2026-11", "2026-11-31", "2026-02-29", "2026-13-01", "2026-1-01", "2026-11-1",
                              "20x6-11-01", "2026-11-23 ", "-026-11-23", "+026-11-23"})
        CHECK_FALSE(date_from(wrong));
}

} // namespace ahimmoyak
