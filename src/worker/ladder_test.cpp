#include "worker/ladder.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ahimmoyak::worker;

namespace {

std::string told(std::vector<int> wished, int size, bool may_copy)
{
    std::string out;
    for (const auto& each : ladder(std::move(wished), size, may_copy))
        out += std::to_string(each.size) + (each.copied ? "c " : " ");
    return out;
}

} // namespace

TEST_CASE("a video gets the sizes that it has")
{
    const std::vector<int> all{1080, 720, 360};
    CHECK(told(all, 2160, false) == "1080 720 360 ");
    CHECK(told(all, 1080, true) == "1080c 720 360 ");
    CHECK(told(all, 1080, false) == "1080 720 360 ");
    CHECK(told(all, 720, true) == "720c 360 ");
    CHECK(told(all, 480, false) == "480 360 ");
    CHECK(told(all, 480, true) == "480c 360 ");
    CHECK(told(all, 180, false) == "180 ");
    CHECK(told(all, 181, true) == "182c ");
    CHECK(told({180, 360}, 360, true) == "360c 180 ");
}

TEST_CASE("the shorter side is the size")
{
    CHECK(sized(1920, 1080, 360).width == 640);
    CHECK(sized(1080, 1920, 360).height == 640);
    CHECK(sized(321, 181, 90).width % 2 == 0);
    CHECK(most_bits(360) == 800'000);
}
