#include "certificates/code.hpp"
#include "certificates/masking.hpp"
#include "certificates/paper.hpp"
#include "certificates/qr.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::certificates;

TEST_CASE("a code is taken as people type it, and nothing else is one")
{
    const auto made = code::make();
    CHECK(made.size() == 23);
    CHECK(code::from_typed(made) == made);
    CHECK(code::from_typed("abcde fghjk mnpqr stuvw") == "ABCDE-FGHJK-MNPQR-STUVW");
    CHECK(code::from_typed("ABCDEFGHJKMNPQRSTUVW") == "ABCDE-FGHJK-MNPQR-STUVW");
    CHECK_FALSE(code::from_typed(""));
    CHECK_FALSE(code::from_typed(made + "A"));
    CHECK_FALSE(code::from_typed(made.substr(1)));
    CHECK_FALSE(code::from_typed("ABCDE-FGHIK-MNPQR-STUVW")); // no I
    CHECK_FALSE(code::from_typed("ABCDE-FGHJK-MNPQR-STUV가"));
    CHECK(code::make() != code::make());
}

TEST_CASE("a name shows its ends only")
{
    CHECK(masked("홍길동") == "홍*동");
    CHECK(masked("김구") == "김*");
    CHECK(masked("김") == "김");
    CHECK(masked("남궁가나") == "남**나");
    CHECK(masked("Ann Lee") == "A** **e");
    CHECK(masked("").empty());
}

TEST_CASE("lengths as certificates write them")
{
    CHECK(duration_text(0, language::ko) == "1분");
    CHECK(duration_text(90, language::en) == "2 min");
    CHECK(duration_text(3'600, language::ko) == "1시간");
    CHECK(duration_text(3'600 * 20 + 60 * 5, language::en) == "20 h 5 min");
}

TEST_CASE("the paper is the same each time, and another in each language")
{
    certificate what;
    what.number = "2026-0001-00001";
    what.code = "ABCDE-FGHJK-MNPQR-STUVW";
    what.printed.name = "김하늘";
    what.printed.requirements = {{requirement_kind::PROGRESS, 80, 90}, {requirement_kind::EXAM_SCORE, 60, 88}};
    const auto once = paper_of(what, language::ko, "https://lms.example.kr");
    CHECK(once.starts_with("%PDF-1.5"));
    CHECK(once == paper_of(what, language::ko, "https://lms.example.kr"));
    CHECK(once != paper_of(what, language::en, "https://lms.example.kr"));
    // Whatever an institution may write finds room.
    for (auto* each : {&what.printed.name, &what.printed.company_name, &what.printed.course_title,
                       &what.printed.institution_name, &what.printed.owner_name}) {
        each->clear();
        for (int i = 0; i < 100; ++i)
            *each += "긴W";
    }
    CHECK(paper_of(what, language::en, "https://" + std::string(200, 'a') + ".kr").size() > 1'000);
    CHECK(qr_of(confirming_address(what, "https://lms.example.kr")).size >= 33);
}
