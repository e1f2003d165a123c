#include "exams/settle.hpp"
#include "exams/test_hall.hpp"
#include "exams/timing.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace ahimmoyak;
using namespace ahimmoyak::exams;
using namespace std::chrono_literals;

namespace {

std::string result_address(std::int64_t exam) { return fmt::format("/v1/exams/{}/result", exam); }

} // namespace

TEST_CASE("an attempt ends with its time, with the exam or with the offering, whichever is first")
{
    const auto at = [](std::string_view text) { return timestamp_from(text).value(); };
    const auto midnight = end_of_day(date_from("2026-12-31").value(), "Asia/Seoul");
    CHECK(midnight == at("2026-12-31T15:00:00Z"));
    CHECK(end_of_day(date_from("2026-12-31").value(), "UTC") == at("2027-01-01T00:00:00Z"));
    const auto start = at("2026-12-31T14:00:00Z");
    CHECK(deadline_of(start, {30, {}, midnight}) == start + 30min);
    CHECK(deadline_of(start, {90, {}, midnight}) == midnight);
    CHECK(deadline_of(start, {90, start + 10min, midnight}) == start + 10min);
    CHECK(deadline_of(start, {{}, {}, midnight}) == midnight);
}

TEST_CASE("a score is rounded half up")
{
    CHECK(score_of(0, 10) == 0);
    CHECK(score_of(1'000, 10) == 100);
    CHECK(score_of(595, 10) == 60);
    CHECK(score_of(594, 10) == 59);
    CHECK(score_of(100, 3) == 33);
    CHECK(score_of(0, 0) == 0);
}

TEST_CASE("a drawn paper has what its parts ask for, nothing twice")
{
    const auto some = [](std::int64_t from, std::int64_t to) {
        std::vector<candidate> made;
        for (auto i = from; i < to; ++i)
            made.push_back({{i}, {100 + i}, questions::question_kind::CHOICE, 1});
        return made;
    };
    const std::vector<part> parts{{{}, 3, "a", {}, 2}, {questions::question_id{2}, 0, {}, {}, 5}, {{}, 4, {}, {}, 1}};
    const std::vector<std::vector<candidate>> from{some(1, 5), some(2, 3), some(1, 9)};
    CHECK(length_of(parts) == 8);
    CHECK(points_of(parts) == 15);
    CHECK_FALSE(shortage_in(parts, from));
    std::set<std::int64_t> firsts;
    for (unsigned seed = 0; seed < 50; ++seed) {
        chance by{seed};
        const auto paper = draw(parts, from, false, by);
        REQUIRE(paper);
        std::set<questions::question_version_id> all;
        for (const auto& each : *paper)
            all.insert(each.version_id);
        CHECK(all.size() == 8);
        CHECK((*paper)[3].version_id.value == 102);
        CHECK((*paper)[3].points == 5);
        firsts.insert((*paper)[0].version_id.value);
    }
    CHECK(firsts == std::set<std::int64_t>{101, 103, 104}); // whichever comes first, never the one chosen by hand

    const auto lacks = shortage_in({{{}, 3, "a", {}, 1}, {{}, 4, {}, {}, 1}}, {some(1, 5), some(1, 7)});
    REQUIRE(lacks);
    CHECK(lacks->part == 1);
    CHECK(lacks->available == 3);
    chance by{1};
    CHECK_FALSE(draw({{{}, 9, {}, {}, 1}}, {some(1, 9)}, true, by));
}

TEST_CASE("choices are counted as the paper has them, and kept as the question has them")
{
    const std::vector<std::int64_t> order{2, 0, 1};
    CHECK(choice_order_from(to_text(order)) == order);
    CHECK(choice_order_from("").empty());
    questions::response said;
    said.choices.items = {{2}, {0}};
    const auto kept = as_document_has(said, order);
    REQUIRE(kept);
    CHECK(kept->choices.items[0].value == 1);
    CHECK(kept->choices.items[1].value == 2);
    const auto back = as_paper_has(*kept, order);
    CHECK(back.choices.items[0].value == 0);
    CHECK(back.choices.items[1].value == 2);
    said.choices.items = {{3}};
    CHECK_FALSE(as_document_has(said, order));
}

TEST_CASE("an exam is taken, marked by itself, and handed in once")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        hall h{on};
        const auto who = h.trainee(21);
        const auto exam = h.open_exam({h.choice_question(), h.choice_question()}, R"("timeLimitMinutes":30,)");
        const auto paper = h.begin(exam, who);
        REQUIRE(paper.status == 201);
        CHECK(paper.size("/questions") == 2);
        CHECK(paper.text.find("correct") == std::string::npos);
        CHECK(paper.text.find("나입니다") == std::string::npos);
        const auto id = paper.number("/submissionId");
        CHECK(h.begin(exam, who).number("/submissionId") == id); // it goes on

        CHECK(h.save(exam, id, 1, 2, h.choosing(1), who).at("/kept").as_bool());
        CHECK_FALSE(h.save(exam, id, 1, 1, h.choosing(3), who).at("/kept").as_bool());
        CHECK(h.save(exam, id, 2, 1, h.choosing(0), who).status == 200);
        CHECK(h.save(exam, id, 2, 2, h.choosing(7), who).issues() == "/response:not_of_the_paper");
        CHECK(h.save(exam, id, 2, 2, h.writing("나"), who).issues() == "/response:not_of_the_paper");
        CHECK(h.save(exam, id, 3, 1, h.choosing(1), who).status == 404);
        CHECK(h.save(exam, id, 1, 9, h.choosing(1), h.trainee(22)).status == 404);
        const auto again = h.get(fmt::format("/v1/exams/{}/attempt", exam), who);
        CHECK(again.number("/questions/0/response/choices/0") == 1);
        CHECK(again.number("/questions/0/revision") == 2);
        CHECK(h.get(result_address(exam), who).verdict() == "409 not_submitted OPEN");

        const auto done = h.submit(exam, id, who);
        CHECK(done.status == 200);
        CHECK(done.number("/score") == 50);
        CHECK_FALSE(done.at("/passed").as_bool());
        CHECK(done.string("/submittedBy") == "TRAINEE");
        CHECK(done.at("/questions").is_null());
        CHECK(h.submit(exam, id, who).number("/score") == 50);
        const auto other =
            fmt::format(R"({{"submissionId":{},"answers":[{{"position":2,"response":{}}}]}})", id, h.choosing(1));
        CHECK(h.post(fmt::format("/v1/exams/{}/submit", exam), who, other).verdict() == "409 already_submitted MARKED");
        CHECK(h.save(exam, id, 2, 9, h.choosing(1), who).verdict() == "409 exam_over MARKED");
        CHECK(h.begin(exam, who).verdict() == "409 exam_cannot_be_begun NO_ATTEMPTS_LEFT");
        CHECK(h.last_event().find("\"score\":50") != std::string::npos);
    });
}

TEST_CASE("what ends is handed in by itself, with the time of an outage given back")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        hall h{on};
        const auto who = h.trainee(21);
        const auto exam = h.open_exam({h.choice_question()}, R"("timeLimitMinutes":30,)");
        run(beat(h.taken));
        const auto id = h.begin(exam, who).number("/submissionId");
        h.save(exam, id, 1, 1, h.choosing(1), who);
        h.time.advance(2s);
        CHECK(run(beat(h.taken)) == 0);
        CHECK(run(hand_in_ended(h.taken)) == 0);

        // The server is away for ten minutes, and comes back as another process.
        h.time.advance(10min);
        exams::module reborn{on, h.time, h.m.identity_methods, "Asia/Seoul"};
        CHECK(run(beat(reborn)) == 1);
        CHECK(run(beat(reborn)) == 0);
        const auto paper = h.get(fmt::format("/v1/exams/{}/attempt", exam), who);
        CHECK(paper.number("/givenBackSeconds") == 600);
        CHECK(timestamp_from(paper.string("/deadlineAt")).value() -
                  timestamp_from(paper.string("/startedAt")).value() ==
              40min);

        h.time.advance(29min + 57s);
        CHECK(run(hand_in_ended(reborn)) == 0);
        h.time.advance(1s);
        CHECK(h.save(exam, id, 1, 5, h.choosing(0), who).verdict() == "409 exam_over OPEN");
        CHECK(run(hand_in_ended(reborn)) == 1);
        CHECK(run(hand_in_ended(reborn)) == 0);
        const auto result = h.get(result_address(exam), who);
        CHECK(result.string("/submittedBy") == "SERVER");
        CHECK(result.number("/score") == 100);
        CHECK(result.number("/secondsUsed") == 40 * 60);
        CHECK(h.submit(exam, id, who).verdict() == "409 exam_over MARKED");
    });
}

TEST_CASE("what ended while the server was away was ended by the outage, and goes on")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        hall h{on};
        const auto exam = h.open_exam({h.choice_question()}, R"("timeLimitMinutes":5,)");
        h.begin(exam, h.trainee(21));
        h.time.advance(4min);
        h.taken.looked_at = h.time.now().time_since_epoch().count();
        run(beat(h.taken));
        const auto late = h.begin(exam, h.trainee(22)).status;
        CHECK(late == 201);
        h.time.advance(1h);
        exams::module reborn{on, h.time, h.m.identity_methods, "Asia/Seoul"};
        CHECK(run(beat(reborn)) == 2);
        CHECK(run(hand_in_ended(reborn)) == 0);
        h.time.advance(61s);
        reborn.looked_at = h.time.now().time_since_epoch().count();
        CHECK(run(hand_in_ended(reborn)) == 1); // one minute was left of five
    });
}

TEST_CASE("an essay waits for a person, and the score comes when all is marked")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        hall h{on};
        const auto who = h.trainee(21);
        const auto exam = h.open_exam({h.choice_question(), h.essay_question()});
        const auto id = h.take(exam, who, {h.choosing(1), h.writing("안전이 먼저다")});
        CHECK(h.get(result_address(exam), who).string("/state") == "SUBMITTED");
        CHECK(h.get(result_address(exam), who).at("/score").is_null());
        run(on.write([&](db::connection& in) {
            static constexpr db::query mark{R"(
                UPDATE exam_answer SET points_hundredths = 750, marked_by = 'PERSON' WHERE submission_id = $1 AND position = 2)"};
            in.run(mark, id);
            settle(in, {id}, h.time.now());
            settle(in, {id}, h.time.now());
        }));
        const auto result = h.get(result_address(exam), who);
        CHECK(result.number("/score") == 88);
        CHECK(result.at("/passed").as_bool());
        const auto told = h.events_told();
        CHECK(std::count(told.begin(), told.end(), "exams.scored") == 1);
        CHECK(std::count(told.begin(), told.end(), "exams.submitted") == 1);
        // One who wrote nothing has nothing to be read.
        const auto other = h.trainee(22);
        h.take(exam, other, {h.choosing(1)});
        CHECK(h.get(result_address(exam), other).number("/score") == 50);
    });
}
