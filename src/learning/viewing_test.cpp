#include "base/random.hpp"
#include "learning/test_classroom.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::learning;
using namespace std::chrono_literals;

namespace {

// A page that plays, as an honest browser would.
struct page {
    classroom& c;
    caller who;
    std::int64_t id = 0;
    std::string key;
    timestamp opened{};
    std::int64_t counter = 0;

    page(classroom& in, const caller& by, std::int64_t lesson, std::int64_t offering) : c{in}, who{by}
    {
        const auto made = c.post(fmt::format("/v1/learning/contents/{}/viewings", lesson), who,
                                 fmt::format(R"({{"courseProvideId":{}}})", offering));
        REQUIRE(made.status == 201);
        id = made.number("/id");
        key = made.string("/key");
        opened = c.time.now();
    }
    std::string beat(std::int64_t from, std::int64_t to, std::int64_t rate = 100, bool visible = true,
                     std::string_view signed_by = {})
    {
        const auto elapsed = (c.time.now() - opened).count();
        ++counter;
        const auto text = fmt::format("{}.{}.{}.{}.{}.{}.{}", id, counter, elapsed, from, to, rate, visible ? 1 : 0);
        return fmt::format(
            R"({{"counter":{},"elapsedMs":{},"fromMs":{},"toMs":{},"ratePercent":{},"visible":{},"signature":"{}"}})",
            counter, elapsed, from, to, rate, visible,
            base64url(hmac_sha256(signed_by.empty() ? std::string_view{key} : signed_by, text)));
    }
    auto send(const std::string& beats)
    {
        return c.post(fmt::format("/v1/learning/viewings/{}/heartbeats", id), who,
                      fmt::format(R"({{"beats":[{}]}})", beats));
    }
    // Plays that stretch, which takes its time.
    auto play(std::int64_t from, std::int64_t to, std::int64_t rate = 100)
    {
        c.time.advance(std::chrono::milliseconds{(to - from) * 100 / rate});
        return send(beat(from, to, rate));
    }
};

std::string reason(const auto& answer) { return answer.string("/refused/0/reason"); }

} // namespace

TEST_CASE("what is played is credited, and opens the next lesson")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on, true};
        const auto id = c.running();
        const auto who = c.trainee(21);
        CHECK(c.open(c.paper, who, id).verdict() == "409 lesson_closed CLOSED");
        CHECK(c.at(c.paper, who, id, 0).verdict() == "409 lesson_closed CLOSED");
        page video{c, who, c.video, id};
        CHECK(video.play(0, 10'000).number("/study/creditedSeconds") == 10);
        CHECK(video.play(10'000, 60'000).number("/study/progressPercent") == 66);
        CHECK(c.open(c.paper, who, id).verdict() == "409 lesson_closed CLOSED");
        CHECK(video.play(60'000, 72'000).number("/study/progressPercent") == 80);
        CHECK(c.open(c.paper, who, id).status == 200);
        CHECK(c.open(c.paper, c.trainee(22), id).verdict() == "409 lesson_closed CLOSED");
        CHECK(video.play(72'000, 90'000).number("/study/progressPercent") == 100);

        const auto detail = c.get(fmt::format("/v1/courses/courseList/{}", id), who);
        CHECK(detail.string("/curriculums/0/contents/0/state") == "COMPLETED");
        CHECK(detail.number("/curriculums/0/contents/0/creditedSeconds") == 90);
        CHECK(detail.number("/completedCount") == 1);
        CHECK(detail.number("/approvedSeconds") == 240);
        CHECK(detail.number("/progressPercent") == 37);
        CHECK(detail.number("/measuredBy/version") == 1);
        CHECK(detail.number("/nextContentId") == c.paper);

        page paper{c, who, c.paper, id};
        CHECK(paper.play(0, 30'000).number("/study/progressPercent") == 50);
        CHECK(paper.play(30'000, 60'000).number("/study/progressPercent") == 100);
        CHECK(c.get(fmt::format("/v1/courses/courseList/{}", id), who).number("/progressPercent") == 62);
    });
}

TEST_CASE("2x earns half, seeking earns nothing, and a second time at 1x earns the rest")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto id = c.running();
        page video{c, c.trainee(21), c.video, id};
        auto said = video.play(0, 60'000, 200);
        CHECK(said.number("/study/creditedSeconds") == 30);
        CHECK(said.number("/study/spentSeconds") == 30);
        said = video.play(0, 30'000);
        CHECK(said.number("/study/creditedSeconds") == 45);
        CHECK(said.number("/study/spentSeconds") == 60);
        CHECK(said.size("/study/played") == 2);
        CHECK(said.number("/study/played/1/ratePercent") == 200);
        said = video.play(89'000, 90'000);
        CHECK(said.number("/study/creditedSeconds") == 46);
        CHECK(said.number("/study/progressPercent") == 51);
    });
}

TEST_CASE("a script that tries to forge gets nothing, and is noted")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto id = c.running();
        const auto who = c.trainee(21);
        page video{c, who, c.video, id};
        CHECK(reason(video.send(video.beat(0, 90'000))) == "TOO_FAST");
        c.time.advance(10s);
        CHECK(reason(video.send(video.beat(0, 10'000, 100, true, "a key of one's own"))) == "FORGED");
        CHECK(reason(video.send(video.beat(0, 60'000, 400))) == "TOO_FAST");
        CHECK(reason(video.send(video.beat(95'000, 99'000))) == "IMPOSSIBLE");
        const auto good = video.beat(0, 10'000);
        CHECK(video.send(good).number("/study/creditedSeconds") == 10);
        CHECK(video.send(good).size("/refused") == 0); // the answer was not heard
        CHECK(video.play(10'000, 20'000).number("/study/creditedSeconds") == 20);
        const auto replayed = video.send(good);
        CHECK(reason(replayed) == "OUT_OF_ORDER");
        CHECK(replayed.number("/study/creditedSeconds") == 20);
        video.opened -= 1h;
        CHECK(reason(video.send(video.beat(20'000, 90'000))) == "FROM_FUTURE");

        // A key of one viewing is none of another's.
        page other{c, c.trainee(22), c.video, id};
        c.time.advance(5s);
        other.key = video.key;
        CHECK(reason(other.send(other.beat(0, 5'000))) == "FORGED");
        other.who = who;
        CHECK(other.send(other.beat(0, 5'000)).status == 404);

        CHECK(c.put(fmt::format("/v1/learning/contents/{}/position", c.video), who,
                    fmt::format(R"({{"courseProvideId":{},"positionSeconds":90}})", id))
                  .status == 204);
        CHECK(c.get(fmt::format("/v1/courses/courseList/{}", id), who).number("/creditedSeconds") == 20);
        const auto noted = run(c.database.read([](db::connection& in) {
            return in.all<std::string>("SELECT reason FROM learning_refusal WHERE viewing_id = 1 ORDER BY reason");
        }));
        CHECK(noted == std::vector<std::string>{"FORGED", "FROM_FUTURE", "IMPOSSIBLE", "OUT_OF_ORDER", "TOO_FAST"});
    });
}

TEST_CASE("one viewing at a time: the newest goes on, the other is told")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto id = c.running();
        const auto who = c.trainee(21);
        page desk{c, who, c.video, id};
        CHECK_FALSE(desk.play(0, 10'000).at("/takenOver").as_bool());
        c.time.advance(5s);
        const auto before = desk.beat(10'000, 15'000);
        page phone{c, who, c.last, id};
        CHECK(phone.play(0, 10'000).number("/study/creditedSeconds") == 10);
        auto said = desk.send(before); // was on its way
        CHECK(said.at("/takenOver").as_bool());
        CHECK(said.number("/study/creditedSeconds") == 15);
        said = desk.send(desk.beat(15'000, 25'000));
        CHECK(reason(said) == "TAKEN_OVER");
        CHECK(said.number("/study/creditedSeconds") == 15);
        page again{c, who, c.video, id};
        CHECK(again.play(15'000, 25'000).number("/study/creditedSeconds") == 25);
        CHECK(phone.play(10'000, 20'000).at("/takenOver").as_bool());
    });
}

TEST_CASE("a day has an end, and another begins at midnight of the installation")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        c.put("/v1/institutions/learning-rules", c.manager,
              R"({"nextLessonOpensAtPercent":0,"dailyHours":1,"materialSeconds":7200,"identityCheckEvery":0})");
        const auto id = c.running();
        page paper{c, c.trainee(21), c.paper, id};
        CHECK(paper.play(0, 3'590'000).number("/study/creditedSeconds") == 3'590);
        auto said = paper.play(3'590'000, 3'610'000);
        CHECK(said.at("/dayLimitReached").as_bool());
        CHECK(said.number("/study/creditedSeconds") == 3'590);
        c.time.advance(24h);
        page next{c, c.trainee(21), c.paper, id};
        said = next.play(0, 20'000);
        CHECK_FALSE(said.at("/dayLimitReached").as_bool());
        CHECK(said.number("/study/creditedSeconds") == 3'610);
    });
}

TEST_CASE("rules hold for the offerings registered after them, and never change for those before")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on, true};
        const auto first = c.running();
        const auto who = c.trainee(21);
        page fixes{c, who, c.video, first};
        const auto before = c.get("/v1/institutions/learning-rules", c.manager);
        CHECK(before.number("/version") == 1);
        CHECK(before.number("/rules/completedAtPercent") == 80);
        const auto changed =
            c.put("/v1/institutions/learning-rules", c.manager, R"({"nextLessonOpensAtPercent":0})", "\"1\"");
        CHECK(changed.number("/version") == 2);
        CHECK(c.put("/v1/institutions/learning-rules", c.manager, "{}", "\"1\"").status == 412);
        CHECK(c.get("/v1/institutions/learning-rules", c.other_manager).number("/version") == 0);
        const auto second = c.running();
        CHECK(c.open(c.paper, who, first).verdict() == "409 lesson_closed CLOSED");
        CHECK(c.open(c.paper, who, second).status == 200);
        CHECK(c.get(fmt::format("/v1/courses/courseList/{}", second), who).number("/measuredBy/version") == 2);
        CHECK(c.put("/v1/institutions/learning-rules", c.manager, R"({"dailyHours":25})").issues() ==
              "/dailyHours:range");
        CHECK(c.get("/v1/institutions/learning-rules", c.supervisor).status == 403);
    });
}

TEST_CASE("heartbeats end with the offering")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto id = c.running();
        page video{c, c.trainee(21), c.video, id};
        CHECK(video.play(0, 10'000).status == 200);
        c.time.advance(24h * 60);
        run(offerings::turn_dates(c.offers));
        CHECK(video.send(video.beat(10'000, 20'000)).verdict() == "409 finished FINISHED");
    });
}

TEST_CASE("institution and company see how their trainees get on, and what was noted")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto id = c.running();
        page video{c, c.trainee(21), c.video, id};
        video.play(0, 60'000);
        video.play(60'000, 90'000);
        video.send(video.beat(0, 80'000));
        const auto at = fmt::format("/v1/learning/offerings/{}/progress", id);
        for (const auto& who : {c.manager, c.supervisor}) {
            const auto shown = c.get(at, who);
            REQUIRE(shown.size("/trainees") == 2);
            const auto mine = shown.number("/trainees/0/userId") == 21 ? "/trainees/0" : "/trainees/1";
            CHECK(shown.number(fmt::format("{}/progressPercent", mine)) == 37);
            CHECK(shown.number(fmt::format("{}/completedCount", mine)) == 1);
            CHECK(shown.number(fmt::format("{}/creditedSeconds", mine)) == 90);
            CHECK(shown.number(fmt::format("{}/refusedCount", mine)) == 1);
            CHECK(shown.string(fmt::format("{}/pace", mine)) == "ON_TRACK");
            CHECK(shown.number("/approvedSeconds") == 240);
            const auto record = c.get(at + "/21", who);
            CHECK(record.string("/curriculums/0/contents/0/state") == "COMPLETED");
            CHECK(record.size("/days") == 1);
            CHECK(record.number("/days/0/creditedSeconds") == 90);
            CHECK(record.string("/refusals/0/reason") == "TOO_FAST");
            CHECK(c.get(at + "/24", who).status == 404);
        }
        CHECK(c.get(at + "/21/viewings", c.manager).string("/items/0/lesson") == "1강");
        CHECK(c.get(at + "/21/viewings", c.manager).number("/items/0/creditedSeconds") == 90);
        CHECK(c.get(at + "/21/viewings", c.supervisor).status == 403);
        CHECK(c.get(at + "/21/viewings", c.other_manager).status == 404);
        CHECK(c.get(at, c.other_manager).status == 404);
        CHECK(c.get(at, c.other_supervisor).status == 404);
        CHECK(c.get(at, c.trainee(21)).status == 403);
        c.sql("UPDATE users SET company_id = NULL WHERE id = 21"); // the record stays
        CHECK(c.get(at + "/21", c.manager).number("/trainee/progressPercent") == 37);
    });
}
