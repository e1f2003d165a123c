#include "learning/journal.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak::learning;

TEST_CASE("playing on is one piece; a jump, a pause, another rate and looking away begin another")
{
    journal kept{""};
    CHECK(kept.add({0, 10'000, {0, 10'000, 100}}));
    CHECK(kept.add({10'000, 20'000, {10'000, 20'000, 100}}));
    CHECK(kept.to_text() == "0-20000:0-20000@100");
    CHECK(kept.add({20'000, 30'000, {50'000, 60'000, 100}}));
    CHECK(kept.add({90'000, 95'000, {60'000, 65'000, 100}}));
    CHECK(kept.add({95'000, 96'000, {65'000, 67'000, 200}}));
    CHECK(kept.add({96'000, 97'000, {67'000, 69'000, 200}, piece_kind::HIDDEN}));
    CHECK(kept.to_text() == "0-20000:0-20000@100 20000-30000:50000-60000@100 90000-95000:60000-65000@100 "
                            "95000-96000:65000-67000@200 96000-97000:67000-69000@200h");
    const auto pieces = journal::read(kept.to_text());
    REQUIRE(pieces);
    REQUIRE(pieces->size() == 5);
    CHECK(pieces->at(3) == played_piece{95'000, 96'000, {65'000, 67'000, 200}});
    CHECK(pieces->at(4).kind == piece_kind::HIDDEN);
    CHECK(kept.add({97'000, 98'000, {69'000, 71'000, 200}, piece_kind::OVER_LIMIT}));
    CHECK(kept.to_text().ends_with(" 97000-98000:69000-71000@200d"));
    CHECK(journal::read(kept.to_text())->back().kind == piece_kind::OVER_LIMIT);
}

TEST_CASE("a journal has an end, and what is none is not read")
{
    journal kept{""};
    std::int64_t i = 0;
    while (i < 100'000 && kept.add({i * 10, i * 10 + 1, {i * 3, i * 3 + 1, 100}}))
        ++i;
    CHECK(i < 100'000);
    CHECK(kept.to_text().size() <= journal::longest_text);
    for (const auto* wrong : {"1", "0-1:0-1", "0-1:0-1@", "a", "0-1:0-1@100x", "0-1:0-1@100  0-1:0-1@100"})
        CHECK_FALSE(journal::read(wrong));
}
