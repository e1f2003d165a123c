#include "app/modules.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

namespace ahimmoyak::app {

TEST_CASE("a service starts after what it needs and stops before it")
{
    std::string log;
    modules all;
    const auto note = [&log](std::string text) { return [&log, text] { log += text; }; };
    all.add("database", {}, note("+d"), note("-d"));
    all.add("boards", {"database"}, note("+b"), note("-b"));
    all.add("live", {"database"}, note("+l"), note("-l"));
    all.start({"boards"});
    CHECK(all.runs("database"));
    CHECK_FALSE(all.runs("live"));
    all.start({"live", "boards"});
    all.stop();
    CHECK(log == "+d+b+l-l-b-d");
}

TEST_CASE("unknown services and circles are refused")
{
    modules all;
    all.add("a", {"b"}, [] {});
    all.add("b", {"a"}, [] {});
    CHECK_THROWS_AS(all.start({"c"}), std::runtime_error);
    CHECK_THROWS_AS(all.start({"a"}), std::logic_error);
}

} // namespace ahimmoyak::app
