#include "tables/zip.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <stdexcept>

using namespace ahimmoyak;

namespace {

constexpr timestamp moment{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}};

} // namespace

TEST_CASE("an archive holds its files, made one after another")
{
    int held = 0;
    std::vector<tables::zip_entry> entries;
    for (int i = 0; i < 3; ++i)
        entries.push_back({fmt::format("수료증/{}.txt", i), [i, &held] {
                               ++held;
                               return std::string(static_cast<std::size_t>(i) * 100'000, 'x');
                           }});
    const auto made = tables::write_zip(entries, moment);
    REQUIRE(made);
    CHECK(held == 3);
    const auto read = tables::read_zip(fmt::format("/proc/self/fd/{}", *made->descriptor), 1 << 20);
    REQUIRE(read);
    REQUIRE(read->size() == 3);
    CHECK(read->at(2).first == "수료증/2.txt");
    CHECK(read->at(2).second == std::string(200'000, 'x'));
    CHECK_FALSE(tables::read_zip(fmt::format("/proc/self/fd/{}", *made->descriptor), 299'999));
}

TEST_CASE("a file that cannot be made says so, and what is no archive is none")
{
    const std::vector<tables::zip_entry> entries{{"a", [] { return std::string{"a"}; }},
                                                 {"b", []() -> std::string { throw std::runtime_error{"no b"}; }}};
    CHECK_THROWS_WITH(tables::write_zip(entries, moment), "no b");
    CHECK_FALSE(tables::read_zip("/proc/self/exe", 1 << 20));
}
