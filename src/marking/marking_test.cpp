#include "events/outbox.hpp"
#include "exams/test_hall.hpp"
#include "marking/api.hpp"
#include "marking/comparing.hpp"
#include "marking/copies.hpp"
#include "marking/record.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::marking;

namespace {

const std::string essay_text =
    "작업을 시작하기 전에 관리자는 그날의 위험 요인을 근로자와 함께 하나씩 짚어 보아야 한다. 보호구는 몸에 맞는 것을 "
    "고르고 "
    "끈이 풀리거나 금이 간 곳이 없는지 매번 살핀다. 사고가 났을 때에는 기계를 먼저 세우고 다친 사람을 안전한 곳으로 "
    "옮긴 뒤 "
    "신고한다. 마지막으로 같은 일이 되풀이되지 않도록 원인을 적어 모두가 읽을 수 있는 자리에 붙인다.";

struct desk : exams::hall {
    static constexpr caller third{{4}, {1}, role::MANAGER, institution_id{1}, {}};
    marking::module marks{database, time};

    explicit desk(db::pool& on) : hall{on} { marking::add_routes(site, book, marks); }

    /// An institution that has a third to decide between two.
    void have_third()
    {
        for (const std::int64_t who : {1, 2, 4})
            run(database.write([&](db::connection& in) {
                static constexpr db::query add{
                    "INSERT INTO manager (user_id, institution_id, created_at, updated_at) VALUES ($1, 1, 0, 0)"};
                static constexpr db::query person{
                    R"(INSERT INTO users (id, username, name, email, role, institution_id, confirmed, created_at, updated_at)
                       VALUES ($1, 'user4', 'user4', 'user4', 'MANAGER', 1, TRUE, 0, 0) ON CONFLICT DO NOTHING)"};
                if (who == 4)
                    in.run(person, who);
                in.run(add, who);
            }));
    }
    /// What is heard of everything that was handed in.
    void hear()
    {
        run(database.write([&](db::connection& in) {
            static constexpr db::query told{"SELECT payload FROM outbox WHERE name = 'exams.submitted' ORDER BY id"};
            for (const auto& each : in.all<std::string>(told)) {
                const auto what = json::decode<exams::submitted>(each);
                note_essays(in, what, time.now());
                regrade_handed_in(in, what.exam_id, what.submission_id, time.now());
            }
        }));
        for (;;) {
            const auto step = run(database.read_long([](db::connection& in) { return compare_some(in); }));
            if (!step)
                return;
            run(database.write([&](db::connection& in) { keep_step(in, *step, time.now()); }));
        }
    }
    static std::string at(std::int64_t submission, std::int64_t position = 1)
    {
        return fmt::format("/v1/marking/answers/{}/{}", submission, position);
    }
    answer mark(const caller& who, std::int64_t submission, std::int64_t points, std::string_view more = {},
                std::string_view if_match = {})
    {
        std::vector<std::pair<std::string, std::string>> headers;
        if (!if_match.empty())
            headers.emplace_back("if-match", if_match);
        return call(http::verb::post, at(submission) + "/marks", who,
                    fmt::format(R"({{"pointsHundredths":{},"criteriaHundredths":[]{}}})", points, more),
                    std::move(headers));
    }
    std::string rule(std::int64_t exam, bool second, int tolerance = 2)
    {
        return put(fmt::format("/v1/marking/exams/{}/rule", exam), manager,
                   fmt::format(R"({{"secondMarker":{},"tolerancePoints":{},"anonymous":true}})", second, tolerance))
            .verdict();
    }
    std::string state(std::int64_t submission)
    {
        static constexpr db::query now_is{
            "SELECT state || ' ' || COALESCE(CAST(score AS TEXT), '-') FROM exam_submission WHERE id = $1"};
        return run(database.read([&](db::connection& in) { return in.first<std::string>(now_is, submission); }))
            .value_or("");
    }
    std::int64_t version_of(std::int64_t question)
    {
        static constexpr db::query newest{"SELECT version_id FROM question WHERE id = $1"};
        return run(database.read([&](db::connection& in) { return in.first<std::int64_t>(newest, question); })).value();
    }
    int told(std::string_view name)
    {
        const auto all = events_told();
        return static_cast<int>(std::ranges::count(all, name));
    }
};

} // namespace

TEST_CASE("marking: One person marks an essay, corrects it with a reason, and the trainee reads why")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        const auto question = d.essay_question();
        const auto exam = d.open_exam({question, d.choice_question()});
        const auto one = d.take(exam, d.trainee(21), {d.writing("안전은 모두의 일이다"), d.choosing(1)});
        const auto other = d.take(exam, d.trainee(22), {d.writing("살피고 또 살핀다"), d.choosing(0)});
        CHECK(d.get("/v1/marking/waiting", d.manager).number("/answers") == 2);
        CHECK(d.get("/v1/marking/waiting", d.other_manager).number("/answers") == 0);
        const auto shown = d.get(fmt::format("/v1/marking/exams/{}", exam), d.manager);
        CHECK(shown.size("/questions") == 1);
        CHECK(shown.number("/questions/0/ownWaitingCount") == 2);

        const auto next = fmt::format(R"({{"questionId":{}}})", question);
        const auto first = d.post(fmt::format("/v1/marking/exams/{}/next", exam), d.manager, next);
        CHECK(first.number("/answer/submissionId") == one);
        CHECK(first.at("/answer/traineeName").is_null()); // marking is anonymous
        CHECK(first.string("/answer/response/text") == "안전은 모두의 일이다");
        CHECK(first.text.find("user21") == std::string::npos);

        CHECK(d.mark(d.manager, one, 1'100).issues() == "/pointsHundredths:too_many");
        CHECK(d.post(d.at(one) + "/marks", d.manager, R"({"pointsHundredths":500,"criteriaHundredths":[400]})")
                  .issues() == "/criteriaHundredths:sum");
        const auto marked =
            d.post(d.at(one) + "/marks", d.manager,
                   R"({"pointsHundredths":500,"criteriaHundredths":[500],"comment":"핵심이 하나 빠졌습니다"})");
        CHECK(marked.verdict() == "200");
        CHECK(marked.number("/pointsHundredths") == 500);
        CHECK(d.state(one) == "MARKED 75");
        CHECK(d.state(other) == "SUBMITTED -");
        const auto own = d.get(fmt::format("/v1/marking/own/{}", one), d.trainee(21));
        CHECK(own.string("/items/0/comment") == "핵심이 하나 빠졌습니다");
        CHECK(d.get(fmt::format("/v1/marking/own/{}", one), d.trainee(22)).status == 404);

        CHECK(d.mark(d.manager, one, 1'000).issues() == "/reason:required");
        CHECK(d.mark(d.manager, one, 1'000, R"(,"reason":"다시 읽었습니다")", "\"0\"").status == 412);
        CHECK(d.mark(d.manager, one, 1'000, R"(,"reason":"다시 읽었습니다")", "\"1\"").verdict() == "200");
        CHECK(d.state(one) == "MARKED 100");
        CHECK(d.get(d.at(one), d.colleague).size("/marks") == 2); // the earlier one stays
        CHECK(d.get(d.at(one), d.other_manager).status == 404);
        CHECK(d.mark(d.other_manager, one, 0).status == 404);
    });
}

TEST_CASE("marking: Two markers at once get different answers")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        const auto question = d.essay_question();
        const auto exam = d.open_exam({question});
        const auto one = d.take(exam, d.trainee(21), {d.writing("하나")});
        const auto other = d.take(exam, d.trainee(22), {d.writing("둘")});
        const auto next = [&](const caller& who, std::int64_t after = 0) {
            return d.post(fmt::format("/v1/marking/exams/{}/next", exam), who,
                          fmt::format(R"({{"questionId":{},"after":{}}})", question, after));
        };
        CHECK(next(d.manager).number("/answer/submissionId") == one);
        CHECK(next(d.colleague).number("/answer/submissionId") == other);
        CHECK(d.mark(d.colleague, one, 500).verdict() == "409 held HELD");
        CHECK(d.post(d.at(one) + "/take", d.colleague, "{}").verdict() == "409 held HELD");
        CHECK(d.get(d.at(one), d.colleague).string("/heldBy") == "user1");
        // Who opens another lets go of the one before; after the last comes the first.
        CHECK(next(d.manager, one).number("/answer/submissionId") == one);
        d.time.advance(std::chrono::minutes{11});
        CHECK(next(d.manager, one).number("/answer/submissionId") == other);
        CHECK(d.mark(d.colleague, one, 500).verdict() == "200");
    });
}

TEST_CASE("marking: The second marker does not see the first's points, and a third decides between them")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        d.have_third();
        const auto exam = d.open_exam({d.essay_question()});
        CHECK(d.rule(exam, true) == "200");
        const auto one = d.take(exam, d.trainee(21), {d.writing("하나")});
        const auto other = d.take(exam, d.trainee(22), {d.writing("둘")});
        CHECK(d.mark(d.manager, one, 400, R"(,"comment":"비밀")").verdict() == "200");
        CHECK(d.state(one) == "SUBMITTED -");
        const auto seen = d.get(d.at(one), d.colleague);
        CHECK(seen.size("/marks") == 0);
        CHECK(seen.text.find("비밀") == std::string::npos);
        CHECK(seen.string("/mayMarkAs") == "SECOND");
        CHECK(d.get(fmt::format("/v1/marking/own/{}", one), d.trainee(21)).size("/items") == 0);
        CHECK(d.mark(d.colleague, one, 600).verdict() == "200");
        CHECK(d.state(one) == "MARKED 50"); // the mean
        CHECK(d.get(d.at(one), d.colleague).size("/marks") == 2);

        d.mark(d.manager, other, 100);
        d.mark(d.colleague, other, 900);
        CHECK(d.state(other) == "SUBMITTED -");
        CHECK(d.mark(d.manager, other, 500).verdict() == "409 needs_third FINAL");
        CHECK(d.get(d.at(other), d.third).size("/marks") == 2);
        CHECK(d.mark(d.third, other, 800).verdict() == "200");
        CHECK(d.state(other) == "MARKED 80");
    });
}

TEST_CASE("marking: An exam that asks for no second marker any more is settled by the first")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        const auto exam = d.open_exam({d.essay_question()});
        d.rule(exam, true);
        const auto one = d.take(exam, d.trainee(21), {d.writing("하나")});
        d.mark(d.manager, one, 700);
        CHECK(d.state(one) == "SUBMITTED -");
        CHECK(d.rule(exam, false) == "200");
        CHECK(d.state(one) == "MARKED 70");
        CHECK(d.put(fmt::format("/v1/marking/exams/{}/rule", exam), d.manager,
                    R"({"secondMarker":true,"anonymous":false})", "\"1\"")
                  .status == 412);
    });
}

TEST_CASE("marking: Essays that are alike become a case, which a person decides")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        const auto exam = d.open_exam({d.essay_question()});
        const auto one = d.take(exam, d.trainee(21), {d.writing(essay_text)});
        d.hear();
        CHECK(d.get("/v1/marking/copies", d.manager).size("/items") == 0);
        d.time.advance(std::chrono::minutes{1});
        const auto other = d.take(exam, d.trainee(22), {d.writing("서론. " + essay_text)});
        d.hear();
        d.hear(); // hearing twice opens nothing twice
        const auto found = d.get("/v1/marking/copies?state=OPEN", d.manager);
        REQUIRE(found.size("/items") == 1);
        CHECK(found.number("/items/0/likenessPercent") >= 95);
        CHECK(d.get("/v1/marking/copies", d.other_manager).size("/items") == 0);
        CHECK(d.told("marking.copies_found") == 1);
        CHECK(d.state(one) == "SUBMITTED -"); // nothing is zeroed by itself

        const auto address = fmt::format("/v1/marking/copies/{}", found.number("/items/0/id"));
        const auto shown = d.get(address, d.manager);
        CHECK(shown.number("/first/submissionId") == one);
        CHECK(shown.number("/second/submissionId") == other);
        CHECK_FALSE(shown.at("/second/text/0/common").as_bool());
        CHECK(shown.at("/second/text/1/common").as_bool());
        CHECK(d.get(address, d.other_manager).status == 404);
        const auto decide = [&](const caller& who, std::string_view body) {
            return d.post(address + "/decisions", who, body);
        };
        CHECK(decide(d.other_manager, R"({"decision":"COPIED","reason":"같은 글"})").status == 404);
        CHECK(decide(d.manager, R"({"decision":"NOT_COPIED","reason":"인용","zeroSecond":true})").issues() ==
              "/decision:not_copied");
        const auto decided = decide(d.manager, R"({"decision":"COPIED","reason":"같은 글입니다","zeroSecond":true})");
        CHECK(decided.string("/state") == "COPIED");
        CHECK(decided.string("/decisions/0/reason") == "같은 글입니다");
        CHECK(d.state(other) == "MARKED 0");
        CHECK(d.state(one) == "SUBMITTED -");
        CHECK(d.get(fmt::format("/v1/marking/own/{}", other), d.trainee(22)).string("/items/0/comment") ==
              "같은 글입니다");
        CHECK(d.get("/v1/marking/waiting", d.manager).number("/copyCases") == 0);

        const auto record = run(on.read([&](db::connection& in) { return marking_of(in, {d.offering}); }));
        REQUIRE(record.size() == 2);
        const auto& zeroed = record.rbegin()->second.at(0);
        CHECK(zeroed.marks.at(0).points == 0);
        CHECK(zeroed.copies.at(0).decisions.at(0).reason == "같은 글입니다");
        CHECK(zeroed.copies.at(0).other_submission_id.value == one);
        const auto own = run(on.read([](db::connection& in) { return marks_given_to(in, {22}); }));
        REQUIRE(own.size() == 1);
        CHECK(own[0].comment == "같은 글입니다");
    });
}

TEST_CASE("marking: Comparing goes on where it stopped, and nobody's own essays are a case")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        const auto exam = d.open_exam({d.essay_question()}, R"("attempts":2,)");
        d.take(exam, d.trainee(21), {d.writing(essay_text)});
        d.take(exam, d.trainee(21), {d.writing(essay_text)});
        d.hear();
        CHECK(d.get("/v1/marking/copies", d.manager).size("/items") == 0);
    });
}

TEST_CASE("marking: A question that was wrong is regraded for everybody, seen before, told after, and undone")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        const auto wrong = d.choice_question(), other = d.choice_question();
        const auto exam = d.open_exam({wrong, other});
        const auto one = d.take(exam, d.trainee(21), {d.choosing(1), d.choosing(1)});
        const auto two = d.take(exam, d.trainee(22), {d.choosing(2), d.choosing(1)});
        CHECK(d.state(one) == "MARKED 100");
        CHECK(d.state(two) == "MARKED 50");
        const auto version = d.version_of(wrong);
        const auto form = [&](std::string_view kind, std::string_view choices = "[]") {
            return fmt::format(
                R"({{"questionVersionId":{},"kind":"{}","choices":{},"accepted":[],"numbers":[],"reason":"보기 3도 맞습니다"}})",
                version, kind, choices);
        };
        const auto address = fmt::format("/v1/marking/exams/{}/regrades", exam);
        CHECK(d.post(address, d.manager, form("ACCEPT")).issues() == "/choices:required");
        CHECK(d.post(address, d.manager, form("ACCEPT", "[7]")).issues() == "/choices:unknown");
        CHECK(d.post(address, d.other_manager, form("DROP")).status == 404);

        const auto seen = d.post(address + "/preview", d.manager, form("ACCEPT", "[2]"));
        CHECK(seen.number("/attemptCount") == 2);
        CHECK(seen.number("/changedCount") == 1);
        CHECK(seen.number("/passCount") == 1);
        CHECK(seen.number("/items/0/scoreBefore") == 50);
        CHECK(seen.number("/items/0/scoreAfter") == 100);
        CHECK(d.state(two) == "MARKED 50");

        const auto done = d.post(address, d.manager, form("ACCEPT", "[2]"));
        CHECK(done.status == 201);
        CHECK(d.state(two) == "MARKED 100");
        CHECK(d.state(one) == "MARKED 100");
        CHECK(d.told("marking.score_changed") == 1);

        CHECK(d.post(address, d.manager, form("DROP")).status == 201);
        CHECK(d.state(two) == "MARKED 100");
        const auto undo = [&](std::int64_t which) {
            return d
                .post(fmt::format("/v1/marking/regrades/{}/undo", which), d.manager, R"({"reason":"잘못 보았습니다"})")
                .verdict();
        };
        const auto first = done.number("/id");
        CHECK(undo(first) == "409 regraded_since REGRADED");
        CHECK(undo(first + 1) == "204");
        CHECK(undo(first) == "204");
        CHECK(undo(first) == "409 undone UNDONE");
        CHECK(d.state(two) == "MARKED 50");
        CHECK(d.state(one) == "MARKED 100");
        CHECK(d.told("marking.score_changed") == 2);
        CHECK(d.get(address, d.manager).size("/items") == 4);
    });
}

TEST_CASE("marking: A regrade holds for who hands in later")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        const auto wrong = d.choice_question(), other = d.choice_question();
        const auto exam = d.open_exam({wrong, other});
        d.take(exam, d.trainee(21), {d.choosing(1), d.choosing(1)});
        const auto form = fmt::format(
            R"({{"questionVersionId":{},"kind":"DROP","choices":[],"accepted":[],"numbers":[],"reason":"뺍니다"}})",
            d.version_of(wrong));
        CHECK(d.post(fmt::format("/v1/marking/exams/{}/regrades", exam), d.manager, form).status == 201);
        const auto late = d.take(exam, d.trainee(22), {d.choosing(0), d.choosing(1)});
        CHECK(d.state(late) == "MARKED 50");
        d.hear();
        CHECK(d.state(late) == "MARKED 100");
    });
}

TEST_CASE("marking: Attempts say how hard a question was and which choices drew")
{
    db::for_each_database(exams::test_migrations({migrations()}), [](db::pool& on) {
        desk d{on};
        const auto exam = d.open_exam({d.choice_question(), d.choice_question()});
        d.take(exam, d.trainee(21), {d.choosing(1), d.choosing(3)});
        d.take(exam, d.trainee(22), {d.choosing(0)});
        const auto items = d.get(fmt::format("/v1/marking/exams/{}/items", exam), d.manager);
        REQUIRE(items.size("/items") == 2);
        CHECK(items.at("/items/0/difficulty").to_number<double>() == 0.5);
        CHECK(items.at("/items/0/correlation").is_null()); // of two attempts nothing is told
        CHECK(items.number("/items/0/choices/0/all") == 1);
        CHECK(items.at("/items/0/choices/1/correct").as_bool());
        CHECK(items.number("/items/1/unansweredCount") == 1);
        CHECK(d.get(fmt::format("/v1/marking/exams/{}/items", exam), d.other_manager).status == 404);
    });
}
