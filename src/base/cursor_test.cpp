#include "base/cursor.hpp"
#include "base/problem.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;

TEST_CASE("a cursor comes back as it was")
{
    for (const auto& each : {cursor{1, ""}, cursor{9'007'199'254'740'991, "가나다: 12"}, cursor{0, ":"}}) {
        const auto back = cursor::from(each.to_text());
        REQUIRE(back);
        CHECK(back->id == each.id);
        CHECK(back->key == each.key);
    }
    CHECK_FALSE(cursor::from(std::nullopt));
    CHECK_FALSE(cursor::from(""));
}

TEST_CASE("what is no cursor is refused")
{
    for (const std::string bad :
         {"x", "!!!!", "MTIz", "Oi0x", "////", "MTI=", "%00", "MTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDow"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(cursor::from(bad), problem);
    }
    CHECK_THROWS_AS(cursor::from(std::string(2000, 'M')), problem);
}
