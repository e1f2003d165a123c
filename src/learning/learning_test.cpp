#include "learning/lesson.hpp"
#include "learning/test_classroom.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::learning;
using namespace std::chrono_literals;

TEST_CASE("a trainee sees the course, plays a lesson and goes on where they were")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto who = c.trainee(21);
        CHECK(c.get("/v1/courses/courseList", who).size("/items") == 0);
        const auto id = c.running();
        const auto list = c.get("/v1/courses/courseList", who);
        REQUIRE(list.size("/items") == 1);
        CHECK(list.number("/items/0/courseProvideId") == id);
        CHECK(list.string("/items/0/institutionName") == "한빛교육원");
        CHECK(list.string("/items/0/state") == "ONGOING");
        CHECK(list.number("/items/0/contentCount") == 3);
        CHECK(list.number("/items/0/startedCount") == 0);
        CHECK(list.number("/items/0/nextContentId") == c.video);
        CHECK(list.string("/items/0/nextContentTitle") == "1강");

        const auto first = c.open(c.video, who, id);
        CHECK(first.status == 200);
        CHECK(first.string("/mimeType") == "video/mp4");
        CHECK(first.number("/timeAmountSeconds") == 90);
        CHECK(first.number("/positionSeconds") == 0);
        CHECK(first.number("/courseProvideId") == id);
        CHECK(first.at("/previousContentId").is_null());
        CHECK(first.number("/nextContentId") == c.paper);
        CHECK(first.header("Cache-Control") == "no-store");
        const auto played =
            objects::test_request(c.site, http::verb::get, first.string("/url"), nullptr, {{"range", "bytes=4-7"}});
        CHECK(played.status == 206);
        CHECK(played.body == "ftyp");
        CHECK(played.content_type == "video/mp4");
        CHECK(played.header("Content-Disposition").starts_with("inline"));

        CHECK(c.at(c.video, who, id, 40).status == 204);
        CHECK(c.open(c.video, who).number("/positionSeconds") == 40); // found without naming the offering
        CHECK(c.open(c.video, c.trainee(22), id).number("/positionSeconds") == 0);
        CHECK(c.get("/v1/courses/courseList", who).number("/items/0/nextContentId") == c.video);
        CHECK(c.at(c.video, who, id, 9'999).status == 204);
        CHECK(c.open(c.video, who, id).number("/positionSeconds") == 90); // not beyond the end
        CHECK(c.get("/v1/courses/courseList", who).number("/items/0/nextContentId") == c.paper);
        CHECK(c.at(c.paper, who, id, 0).status == 204);
        const auto detail = c.get(fmt::format("/v1/courses/courseList/{}", id), who);
        CHECK(detail.number("/nextContentId") == c.last);
        CHECK(detail.number("/startedCount") == 2);
        CHECK(detail.size("/curriculums") == 2);
        CHECK(detail.number("/curriculums/0/contents/0/positionSeconds") == 90);
        CHECK(detail.string("/curriculums/0/contents/0/state") == "STARTED");
        CHECK(detail.string("/curriculums/1/contents/1/state") == "NOT_STARTED");
        const auto third = c.open(c.last, who, id);
        CHECK(third.number("/previousContentId") == c.paper);
        CHECK(third.at("/nextContentId").is_null());
        CHECK(c.at(c.last, who, id, 90).status == 204);
        CHECK(c.get("/v1/courses/courseList", who).at("/items/0/nextContentId").is_null());
    });
}

TEST_CASE("a lesson is for who is enrolled, in its period, and for its institution")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto who = c.trainee(21);
        const auto id = c.running("2026-12-01", "2026-12-31");
        CHECK(c.open(c.video, who, id).verdict() == "409 not_started NOT_STARTED");
        CHECK(c.open(c.video, who, id).string("/detail").find("2026-12-01") != std::string::npos);
        CHECK(c.at(c.video, who, id, 1).verdict() == "409 not_started NOT_STARTED");
        c.time.advance(24h * 10);
        run(offerings::turn_dates(c.offers));
        CHECK(c.open(c.video, who, id).status == 200);
        for (const auto stranger : {24, 31}) {
            CAPTURE(stranger);
            CHECK(c.open(c.video, c.trainee(stranger), id).status == 404);
            CHECK(c.open(c.video, c.trainee(stranger)).status == 404);
            CHECK(c.at(c.video, c.trainee(stranger), id, 1).status == 404);
            CHECK(c.get(fmt::format("/v1/courses/courseList/{}", id), c.trainee(stranger)).status == 404);
            CHECK(c.get("/v1/courses/courseList", c.trainee(stranger)).size("/items") == 0);
        }
        CHECK(c.open(c.video, who, id + 1000).status == 404);
        CHECK(c.open(99'999, who, id).status == 404);
        CHECK(c.at(99'999, who, id, 1).status == 404);
        CHECK(c.at(c.video, who, id, -1).issues() == "/positionSeconds:range");
        CHECK(c.open(c.video, c.supervisor, id).status == 403);

        const auto preview = c.open(c.video, c.manager);
        CHECK(preview.status == 200);
        CHECK(preview.at("/courseProvideId").is_null());
        CHECK(preview.number("/positionSeconds") == 0);
        CHECK(c.open(c.video, c.other_manager).status == 404);

        c.time.advance(24h * 40);
        run(offerings::turn_dates(c.offers));
        CHECK(c.open(c.video, who, id).verdict() == "409 finished FINISHED");
        CHECK(c.at(c.video, who, id, 1).verdict() == "409 finished FINISHED");
        CHECK(c.get("/v1/courses/courseList", who).string("/items/0/state") == "FINISHED");
        c.sql("UPDATE users SET company_id = 2 WHERE id = 21");
        CHECK(c.open(c.video, who, id).status == 404);
    });
}

TEST_CASE("what trainees are taught stays as it was, whatever becomes of the course")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto id = c.running();
        const auto who = c.trainee(21);
        const auto lessons = [&](std::int64_t offering) {
            std::string all;
            const auto seen = c.get(fmt::format("/v1/courses/courseList/{}", offering), who);
            for (const auto& chapter : seen.at("/curriculums").as_array())
                for (const auto& each : chapter.at("contents").as_array())
                    all.append(each.at("title").as_string()).append(" ");
            return all;
        };
        c.at(c.video, who, id, 5);
        const auto shown = c.get(fmt::format("/v1/courses/{}", c.course), c.manager);
        CHECK(shown.at("/taught").as_bool());
        CHECK(shown.at("/curriculums/0/contents/0/begun").as_bool());
        CHECK_FALSE(shown.at("/curriculums/1/contents/0/begun").as_bool());
        const auto one = shown.number("/curriculums/0/id");
        const auto two = shown.number("/curriculums/1/id");

        // The video, which was begun, gets another file: another lesson takes its place for those who come later.
        const auto file = c.open(c.video, who, id).string("/url");
        const auto after = c.save(one, c.video, "VIDEO", "1강 새로", c.upload("새.mp4", contents::test_files::mp4()));
        const auto anew = after.number("/curriculums/0/contents/0/id");
        CHECK(anew != c.video);
        CHECK(after.number("/curriculums/0/contents/0/replaces") == c.video);
        CHECK(c.open(c.video, who, id).status == 200);
        CHECK(c.open(c.video, who, id).string("/url").substr(0, 60) == file.substr(0, 60));
        CHECK(c.open(anew, who, id).status == 404);

        // One is removed, one added, one renamed.
        CHECK(c.remove(fmt::format("/v1/courses/{}/contents/{}", c.course, c.paper), c.manager).status == 200);
        CHECK(c.post(fmt::format("/v1/courses/{}/curriculums/{}/contents", c.course, two), c.manager,
                     R"({"title":"나중","type":"EXAM"})")
                  .status == 201);
        c.put(fmt::format("/v1/courses/{}/contents/{}", c.course, c.last), c.manager, R"({"title":"2강 고침"})");
        CHECK(lessons(id) == "1강 교재 2강 고침 ");
        CHECK(c.open(c.video, who, id).number("/nextContentId") == c.paper);
        CHECK(c.open(c.paper, who, id).status == 200);
        CHECK(c.remove(fmt::format("/v1/courses/{}/curriculums/{}", c.course, one), c.manager).status == 200);
        c.time.advance(std::chrono::hours{25});
        run(contents::forget_stale_uploads(c.uploads));
        CHECK(lessons(id) == "1강 교재 2강 고침 ");
        CHECK(c.open(c.video, who, id).status == 200);

        const auto later = c.running("2026-11-24");
        CHECK(lessons(later) == "2강 고침 나중 ");
        CHECK(c.open(c.video, who, later).status == 404);
    });
}

TEST_CASE("texts are read, links are opened")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        const auto shown = c.get(fmt::format("/v1/courses/{}", c.course), c.manager);
        const auto two = shown.number("/curriculums/1/id");
        const auto add = [&](std::string_view type, std::string_view body) {
            const auto after = c.post(fmt::format("/v1/courses/{}/curriculums/{}/contents", c.course, two), c.manager,
                                      fmt::format(R"({{"title":"{0}","type":"{0}"}})", type));
            const auto made = after.at("/curriculums/1/contents").as_array().back().at("id").to_number<std::int64_t>();
            CHECK(c.put(fmt::format("/v1/courses/{}/contents/{}/body", c.course, made), c.manager, body).status == 200);
            return made;
        };
        const auto text = add("TEXT", R"({"document":{"type":"doc","content":[{"type":"paragraph","content":
            [{"type":"text","text":"읽을 글"}]}]}})");
        const auto link = add("LINK", R"({"url":"https://example.kr/a","description":"밖에서 읽기"})");
        const auto id = c.running();
        const auto who = c.trainee(21);
        const auto read = c.open(text, who, id);
        CHECK(read.string("/document/content/0/content/0/text") == "읽을 글");
        CHECK(read.string("/url").empty());
        CHECK(read.number("/study/approvedSeconds") == 60);
        const auto led = c.open(link, who, id);
        CHECK(led.string("/url") == "https://example.kr/a");
        CHECK(led.string("/description") == "밖에서 읽기");
        CHECK(led.number("/study/approvedSeconds") == 0);
        CHECK(led.number("/study/progressPercent") == 0);
        const auto opened = c.post(fmt::format("/v1/learning/contents/{}/viewings", link), who,
                                   fmt::format(R"({{"courseProvideId":{}}})", id));
        CHECK(opened.number("/study/progressPercent") == 100);
        CHECK(c.get(fmt::format("/v1/courses/courseList/{}", id), who).number("/completedCount") == 1);
        CHECK(c.open(link, c.manager).string("/url") == "https://example.kr/a");
    });
}

TEST_CASE("several courses come page by page, each with its own lessons")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        classroom c{on};
        std::vector<std::int64_t> ids{c.running(), c.running(), c.running()};
        const auto who = c.trainee(22);
        c.at(c.video, who, ids[1], 30);
        const auto page = c.get("/v1/courses/courseList?limit=2", who);
        CHECK(page.number("/items/0/courseProvideId") == ids[2]);
        CHECK(page.number("/items/0/startedCount") == 0);
        CHECK(page.number("/items/1/startedCount") == 1);
        CHECK(page.number("/items/1/contentCount") == 3);
        const auto rest = c.get("/v1/courses/courseList?limit=2&cursor=" + page.string("/nextCursor"), who);
        CHECK(rest.size("/items") == 1);
        CHECK(rest.number("/items/0/courseProvideId") == ids[0]);
        CHECK(rest.at("/nextCursor").is_null());
    });
}

TEST_CASE("where to go on")
{
    using courses::content_type;
    const auto at = [](int minute) { return timestamp{std::chrono::minutes{minute}}; };
    rule_set free;
    free.next_lesson_opens_at_percent.value = 0;
    std::vector<seen_lesson> lessons{{{1}, "a", content_type::VIDEO, 100, {}, {}},
                                     {{2}, "b", content_type::VIDEO, 100, {}, {}},
                                     {{3}, "c", content_type::MATERIAL, {}, {}, {}}};
    const auto next = [&] {
        const auto* found = next_lesson(lessons, free);
        return found ? found->id.value : 0;
    };
    CHECK(next() == 1);
    lessons[1].progress = 94;
    lessons[1].touched_at = at(1);
    CHECK(next() == 2);
    lessons[1].progress = 95;
    CHECK(next() == 3);
    lessons[2].progress = 0;
    lessons[2].touched_at = at(2);
    CHECK(next() == 1); // the one left out
    lessons[0].progress = 100;
    lessons[0].touched_at = at(0);
    CHECK(next() == 0);
    SUBCASE("a lesson that has not earned what opens the next comes again")
    {
        free.next_lesson_opens_at_percent.value = 80;
        lessons[2].touched_at = at(3);
        CHECK(next() == 3);
        lessons[2].credited_ms = 48'000;
        CHECK(next() == 0);
    }
    lessons.clear();
    CHECK(next() == 0);
}
