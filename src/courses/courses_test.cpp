#include "courses/bodies.hpp"
#include "courses/records.hpp"
#include "courses/test_house.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::courses;

namespace {

std::string path(std::int64_t course, std::string_view rest = {})
{
    return "/v1/courses/" + std::to_string(course) + std::string{rest};
}

std::int64_t new_course(test_house& h, std::string_view title = "산업안전 기초")
{
    return h.post("/v1/courses", h.manager, R"({"title":")" + std::string{title} + R"("})").number("/id");
}

// A lesson as contents/ adds it.
std::int64_t new_lesson(test_house& h, std::int64_t course, std::int64_t chapter, std::string_view title,
                        std::optional<std::int64_t> seconds = 60)
{
    return run(h.database.write([&](db::connection& in) {
               begin_change(in, {1}, {course}, std::nullopt, h.time.now());
               return add_content(in, {course}, {chapter}, title, content_type::VIDEO, {seconds, "a.mp4", 1000},
                                  h.time.now());
           }))
        .value;
}

std::string order_of(const test_house::answer& course)
{
    std::string out;
    for (const auto& chapter : course.at("/curriculums").as_array()) {
        out.append(chapter.at("title").as_string()).append("(");
        for (const auto& each : chapter.at("contents").as_array())
            out.append(each.at("title").as_string());
        out += ")";
    }
    return out;
}

} // namespace

TEST_CASE("a course is written, read, changed and deleted")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        const auto made =
            h.post("/v1/courses", h.manager, R"({"title":" 산업안전 ","introduction":"첫걸음","instructor":"김강사"})");
        CHECK(made.status == 201);
        CHECK(made.string("/title") == "산업안전");
        CHECK(made.string("/state") == "DRAFT");
        CHECK(made.header("ETag") == "\"1\"");
        const auto id = made.number("/id");
        CHECK(made.header("Location") == path(id));

        const auto shown = h.get(path(id), h.colleague);
        CHECK(shown.status == 200);
        CHECK(shown.header("ETag") == "\"1\"");
        CHECK(shown.string("/introduction") == "첫걸음");

        const auto changed = h.put(path(id), h.manager, R"({"title":"산업안전 2"})", "\"1\"");
        CHECK(changed.status == 200);
        CHECK(changed.string("/introduction").empty());
        CHECK(changed.header("ETag") == "\"2\"");
        CHECK(h.put(path(id), h.colleague, R"({"title":"덮어쓰기"})", "\"1\"").verdict() == "412 changed_meanwhile");
        CHECK(h.get(path(id), h.manager).string("/title") == "산업안전 2");

        CHECK(h.remove(path(id), h.manager).status == 204);
        CHECK(h.get(path(id), h.manager).status == 404);
        CHECK(h.remove(path(id), h.manager).status == 404);
    });
}

TEST_CASE("what breaks its bounds is named")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        struct row {
            std::string body, issues;
        };
        for (const auto& each : std::vector<row>{
                 {"{}", "/title:required"},
                 {R"({"title":""})", "/title:length"},
                 {R"({"title":"   "})", "/title:length"},
                 {R"({"title":")" + std::string(256, 'x') + R"("})", "/title:length"},
                 {R"({"title":1})", "/title:wrong_type"},
                 {R"({"title":"a","instructor":")" + std::string(51, 'x') + R"("})", "/instructor:length"},
                 {R"({"title":"a","introduction":")" + std::string(5001, 'x') + R"("})", "/introduction:length"}}) {
            CAPTURE(each.body);
            const auto refused = h.post("/v1/courses", h.manager, each.body);
            CHECK(refused.status == 422);
            CHECK(refused.issues() == each.issues);
        }
        CHECK(h.post("/v1/courses", h.manager, R"({"title":")" + std::string(255, 'x') + R"("})").status == 201);
        CHECK(h.put("/v1/courses/1", h.manager, R"({"title":"a"})", "1").verdict() == "400 if_match");
        CHECK(h.get("/v1/courses/x", h.manager).status == 404);
        CHECK(h.get("/v1/courses?limit=0", h.manager).status == 422);
        CHECK(h.get("/v1/courses?limit=101", h.manager).status == 422);
        CHECK(h.get("/v1/courses?cursor=!", h.manager).status == 422);
        CHECK(h.get("/v1/courses", h.supervisor).status == 403);
        CHECK(h.call(http::verb::get, "/v1/courses", std::nullopt).status == 401);
    });
}

TEST_CASE("chapters and lessons are arranged")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        const auto id = new_course(h);
        for (const auto* title : {"A", "B", "C"})
            CHECK(h.post(path(id, "/curriculums"), h.manager, R"({"title":")" + std::string{title} + R"("})").status ==
                  201);
        auto course = h.get(path(id), h.manager);
        const auto a = course.number("/curriculums/0/id");
        const auto b = course.number("/curriculums/1/id");
        const auto c = course.number("/curriculums/2/id");
        const auto one = new_lesson(h, id, a, "1");
        const auto two = new_lesson(h, id, a, "2");
        const auto three = new_lesson(h, id, b, "3");
        course = h.get(path(id), h.manager);
        CHECK(order_of(course) == "A(12)B(3)C()");
        CHECK(course.number("/curriculums/0/contents/1/idx") == 2);
        CHECK(course.number("/curriculums/0/contents/0/timeAmountSeconds") == 60);

        const auto wish = fmt::format(
            R"({{"curriculums":[{{"id":{},"contents":[]}},{{"id":{},"contents":[{},{}]}},{{"id":{},"contents":[{}]}}]}})",
            c, a, three, one, b, two);
        const auto etag = course.header("ETag");
        const auto arranged = h.put(path(id, "/order"), h.manager, wish, etag);
        CHECK(arranged.status == 200);
        CHECK(order_of(arranged) == "C()A(31)B(2)");
        CHECK(h.put(path(id, "/order"), h.colleague, wish, etag).verdict() == "412 changed_meanwhile");

        // Not the same chapters or lessons, or one of them twice.
        for (const auto& wrong :
             {fmt::format(R"([{{"id":{},"contents":[]}}])", a),
              fmt::format(
                  R"([{{"id":{0},"contents":[{1},{2},{3}]}},{{"id":{0},"contents":[]}},{{"id":{4},"contents":[]}}])", a,
                  one, two, three, c),
              fmt::format(R"([{{"id":{},"contents":[{},{}]}},{{"id":{},"contents":[{}]}},{{"id":{},"contents":[]}}])",
                          a, one, one, b, two, c),
              fmt::format(
                  R"([{{"id":{},"contents":[{},{},{}]}},{{"id":{},"contents":[]}},{{"id":99999,"contents":[]}}])", a,
                  one, two, three, b)}) {
            CAPTURE(wrong);
            const auto refused = h.put(path(id, "/order"), h.manager, R"({"curriculums":)" + wrong + "}");
            CHECK(refused.status == 422);
            CHECK(refused.issues() == "/curriculums:not_the_same");
        }
        CHECK(order_of(h.get(path(id), h.manager)) == "C()A(31)B(2)");

        const auto renamed = h.put(path(id, "/contents/" + std::to_string(three)), h.manager, R"({"title":"셋"})");
        CHECK(order_of(renamed) == "C()A(셋1)B(2)");
        CHECK(order_of(h.put(path(id, "/curriculums/" + std::to_string(b)), h.manager, R"({"title":"나"})")) ==
              "C()A(셋1)나(2)");
        const auto without = h.remove(path(id, "/contents/" + std::to_string(three)), h.manager);
        CHECK(order_of(without) == "C()A(1)나(2)");
        CHECK(without.number("/curriculums/1/contents/0/idx") == 1);
        const auto less = h.remove(path(id, "/curriculums/" + std::to_string(c)), h.manager);
        CHECK(order_of(less) == "A(1)나(2)");
        CHECK(less.number("/curriculums/0/idx") == 1);
        CHECK(h.remove(path(id, "/curriculums/" + std::to_string(c)), h.manager).status == 404);

        // What was deleted comes back where it was, for a day.
        CHECK(order_of(h.post(path(id, "/curriculums/" + std::to_string(c) + "/restoration"), h.manager, "")) ==
              "C()A(1)나(2)");
        CHECK(order_of(h.post(path(id, "/contents/" + std::to_string(three) + "/restoration"), h.manager, "")) ==
              "C()A(셋1)나(2)");
        CHECK(h.post(path(id, "/contents/" + std::to_string(three) + "/restoration"), h.manager, "").status == 404);
        CHECK(order_of(h.remove(path(id, "/curriculums/" + std::to_string(a)), h.manager)) == "C()나(2)");
        CHECK(h.post(path(id, "/contents/" + std::to_string(one) + "/restoration"), h.manager, "").verdict() ==
              "409 chapter_removed REMOVED");
        CHECK(order_of(h.post(path(id, "/curriculums/" + std::to_string(a) + "/restoration"), h.manager, "")) ==
              "C()A(셋1)나(2)");
        h.remove(path(id, "/curriculums/" + std::to_string(c)), h.manager);
        h.remove(path(id, "/contents/" + std::to_string(three)), h.manager);
        h.time.advance(std::chrono::hours{25});
        CHECK(run(h.database.write([&](db::connection& in) { return forget_removed(in, h.time.now()); })) == 1);
        CHECK(h.post(path(id, "/contents/" + std::to_string(three) + "/restoration"), h.manager, "").status == 404);
        CHECK(h.post(path(id, "/curriculums/" + std::to_string(c) + "/restoration"), h.manager, "").status == 404);

        // A chapter or lesson of another course is not found through this one.
        const auto other = new_course(h, "다른 과정");
        CHECK(h.put(path(other, "/curriculums/" + std::to_string(a)), h.manager, R"({"title":"x"})").status == 404);
        CHECK(h.remove(path(other, "/contents/" + std::to_string(one)), h.manager).status == 404);
        CHECK(h.remove(path(other, "/curriculums/" + std::to_string(a)), h.manager).status == 404);
        CHECK(order_of(h.get(path(id), h.manager)) == "A(1)나(2)");
    });
}

TEST_CASE("a course becomes available with a lesson, and not empty again")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        const auto id = new_course(h);
        const auto state = [&](std::string_view to) {
            return h.post(path(id, "/state"), h.manager, R"({"state":")" + std::string{to} + R"("})");
        };
        CHECK(state("AVAILABLE").verdict() == "409 course_incomplete DRAFT");
        CHECK(state("UNAVAILABLE").verdict() == "409 illegal_state DRAFT");
        CHECK(state("OPEN").issues() == "/state:choice");
        const auto chapter =
            h.post(path(id, "/curriculums"), h.manager, R"({"title":"1장"})").number("/curriculums/0/id");
        const auto lesson = new_lesson(h, id, chapter, "1강");
        CHECK(state("AVAILABLE").string("/state") == "AVAILABLE");
        CHECK(state("AVAILABLE").verdict() == "409 illegal_state AVAILABLE");
        CHECK(state("DRAFT").verdict() == "409 illegal_state AVAILABLE");
        CHECK(h.remove(path(id, "/contents/" + std::to_string(lesson)), h.manager).verdict() ==
              "409 course_empty AVAILABLE");
        CHECK(h.remove(path(id, "/curriculums/" + std::to_string(chapter)), h.manager).verdict() ==
              "409 course_empty AVAILABLE");
        CHECK(state("UNAVAILABLE").status == 200);
        CHECK(state("AVAILABLE").status == 200);
    });
}

TEST_CASE("another institution's course is not there")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        const auto id = new_course(h);
        const auto chapter =
            h.post(path(id, "/curriculums"), h.manager, R"({"title":"1장"})").number("/curriculums/0/id");
        const auto lesson = new_lesson(h, id, chapter, "1강");
        const auto& stranger = h.other_manager;
        CHECK(h.get(path(id), stranger).status == 404);
        CHECK(h.put(path(id), stranger, R"({"title":"x"})").status == 404);
        CHECK(h.remove(path(id), stranger).status == 404);
        CHECK(h.post(path(id, "/state"), stranger, R"({"state":"AVAILABLE"})").status == 404);
        CHECK(h.post(path(id, "/curriculums"), stranger, R"({"title":"x"})").status == 404);
        CHECK(h.put(path(id, "/curriculums/" + std::to_string(chapter)), stranger, R"({"title":"x"})").status == 404);
        CHECK(h.remove(path(id, "/curriculums/" + std::to_string(chapter)), stranger).status == 404);
        CHECK(h.put(path(id, "/order"), stranger, R"({"curriculums":[]})").status == 404);
        CHECK(h.put(path(id, "/contents/" + std::to_string(lesson)), stranger, R"({"title":"x"})").status == 404);
        CHECK(h.remove(path(id, "/contents/" + std::to_string(lesson)), stranger).status == 404);
        CHECK(h.get("/v1/courses", stranger).size("/items") == 0);
        CHECK(order_of(h.get(path(id), h.manager)) == "1장(1강)");
    });
}

TEST_CASE("lists go page by page, and the catalogue shows what is available")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        std::vector<std::int64_t> ids;
        for (int i = 0; i < 5; ++i)
            ids.push_back(new_course(h, "과정 " + std::to_string(i)));
        auto page = h.get("/v1/courses?limit=2", h.manager);
        std::string seen;
        for (;;) {
            for (const auto& each : page.at("/items").as_array())
                seen.append(each.at("title").as_string()).append(",");
            if (page.at("/nextCursor").is_null())
                break;
            page = h.get("/v1/courses?limit=2&cursor=" + page.string("/nextCursor"), h.manager);
        }
        CHECK(seen == "과정 4,과정 3,과정 2,과정 1,과정 0,");

        CHECK(h.get("/v1/catalog/courses", h.supervisor).size("/items") == 0);
        for (const auto id : {ids[1], ids[3]}) {
            const auto chapter =
                h.post(path(id, "/curriculums"), h.manager, R"({"title":"1장"})").number("/curriculums/0/id");
            new_lesson(h, id, chapter, "1강", 100);
            new_lesson(h, id, chapter, "2강", 50);
            CHECK(h.post(path(id, "/state"), h.manager, R"({"state":"AVAILABLE"})").status == 200);
        }
        const auto summary = h.get("/v1/courses?limit=2", h.manager);
        CHECK(summary.number("/items/1/contentCount") == 2);
        CHECK(summary.number("/items/1/curriculumCount") == 1);
        CHECK(summary.number("/items/0/contentCount") == 0);

        const auto all = h.get("/v1/catalog/courses", h.supervisor);
        CHECK(all.size("/items") == 2);
        CHECK(all.string("/items/0/title") == "과정 3");
        CHECK(all.string("/items/0/institutionName") == "한빛교육원");
        CHECK(all.number("/items/0/contentCount") == 2);
        CHECK(all.number("/items/0/totalSeconds") == 150);
        CHECK(h.get("/v1/catalog/courses?search=%EA%B3%BC%EC%A0%95%201", h.supervisor).size("/items") == 1); // 과정 1
        CHECK(h.get("/v1/catalog/courses?search=%ED%95%9C%EB%B9%9B", h.supervisor).size("/items") == 2);     // 한빛
        CHECK(h.get("/v1/catalog/courses?search=%25", h.supervisor).size("/items") == 0); // % is no wildcard
        const auto one = h.get("/v1/catalog/courses/" + std::to_string(ids[3]), h.supervisor);
        CHECK(one.string("/curriculums/0/contents/1/title") == "2강");
        CHECK(h.get("/v1/catalog/courses/" + std::to_string(ids[0]), h.supervisor).status == 404);
        CHECK(h.get("/v1/catalog/courses", h.manager).status == 403);
    });
}

TEST_CASE("of two who change the same version at once, one is told")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        const auto id = new_course(h);
        asio::io_context context{1};
        int refused = 0;
        int done = 0;
        const auto change = [](test_house& in, std::int64_t course, int& ok, int& not_ok) -> task<> {
            try {
                const auto now = in.time.now();
                co_await in.database.write([&](db::connection& conn) { begin_change(conn, {1}, {course}, 1, now); });
                ++ok;
            } catch (const problem& why) {
                not_ok += why.status() == 412 ? 1 : 100;
            }
        };
        for (int i = 0; i < 8; ++i)
            spawn(context.get_executor(), "change", change(h, id, done, refused));
        context.run();
        CHECK(done == 1);
        CHECK(refused == 7);
    });
}

TEST_CASE("lessons without files say what they have, and a course that lacks something tells it")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        const auto id = new_course(h);
        const auto chapter =
            h.post(path(id, "/curriculums"), h.manager, R"({"title":"1장"})").number("/curriculums/0/id");
        const auto add = [&](std::string_view type) {
            return h.post(path(id, fmt::format("/curriculums/{}/contents", chapter)), h.manager,
                          fmt::format(R"({{"title":"{0}","type":"{0}"}})", type));
        };
        CHECK(add("VIDEO").issues() == "/type:choice");
        const auto text = add("TEXT").number("/curriculums/0/contents/0/id");
        const auto link = add("LINK").number("/curriculums/0/contents/1/id");
        CHECK(add("LIVE").at("/curriculums/0/contents/2/filled").as_bool());
        CHECK(add("EXAM").string("/curriculums/0/contents/3/type") == "EXAM");
        const auto refused = h.post(path(id, "/state"), h.manager, R"({"state":"AVAILABLE"})");
        CHECK(refused.verdict() == "409 course_incomplete DRAFT");
        CHECK(refused.issues() == "/curriculums/0/contents/0:empty_text /curriculums/0/contents/1:no_address");
        const auto check = h.get(path(id, "/check"), h.manager);
        CHECK_FALSE(check.at("/ready").as_bool());
        CHECK(check.number("/items/0/contentId") == text);
        CHECK(check.size("/items") == 5);

        const auto say_it = [&](std::int64_t lesson, std::string_view body) {
            return h.put(path(id, fmt::format("/contents/{}/body", lesson)), h.manager, body);
        };
        CHECK(say_it(link, R"({"url":"javascript:alert`1`"})").issues() == "/url:address");
        CHECK(say_it(link, R"({"url":"http://example.kr"})").issues() == "/url:address");
        CHECK(say_it(link, R"({"url":"https://a@b.kr"})").issues() == "/url:address");
        CHECK(say_it(text, R"({"url":"https://example.kr"})").issues() == "/url:not_of_this_type");
        CHECK(say_it(link, R"({"url":"https://example.kr/x","description":"읽을거리"})").status == 200);
        const auto written =
            say_it(text, R"({"document":{"type":"doc","content":[{"type":"paragraph","attrs":{"onclick":"x"},"content":
                    [{"type":"text","text":"<script>","marks":[{"type":"bold"}]}]}]}})");
        CHECK(written.status == 200);
        CHECK(
            boost::json::serialize(
                h.get(path(id, fmt::format("/contents/{}/body", text)), h.manager).at("/document")) ==
            R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"<script>","marks":[{"type":"bold"}]}]}]})");
        CHECK(h.get(path(id, fmt::format("/contents/{}/body", text)), h.other_manager).status == 404);
        CHECK(h.post(path(id, "/state"), h.manager, R"({"state":"AVAILABLE"})").status == 200);

        // Somebody begins the text: who changes it now makes another.
        run(h.database.write([&](db::connection& in) { note_begun(in, {text}); }));
        const auto anew = say_it(text, R"({"document":{"type":"doc"}})");
        CHECK(anew.number("/curriculums/0/contents/0/replaces") == text);
        CHECK(anew.number("/curriculums/0/contents/0/id") != text);
        CHECK_FALSE(anew.at("/curriculums/0/contents/0/filled").as_bool());
        CHECK(say_it(text, R"({"document":{"type":"doc"}})").status == 404);
    });
}

TEST_CASE("an introduction has a form, and a picture is what its bytes say")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_house h{on};
        const auto made = h.post(
            "/v1/courses", h.manager,
            R"({"title":"과정","introductionDocument":{"type":"doc","content":[{"type":"heading","attrs":{"level":1},"content":
                [{"type":"text","text":"제목"}]},{"type":"paragraph","content":[{"type":"text","text":"본문"}]}]}})");
        CHECK(made.string("/introduction") == "제목\n본문");
        CHECK(made.number("/introductionDocument/content/0/attrs/level") == 2);
        const auto id = made.number("/id");
        const auto send = [&](std::string_view bytes) {
            return h.call(http::verb::put, path(id, "/picture"), h.manager, bytes,
                          {{"content-type", "application/octet-stream"}});
        };
        CHECK(send("<svg/>").issues() == ":unknown_type");
        const std::string png{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x09\x08\x02\0\0\0", 29};
        const auto address = send(png).string("/imageUrl");
        const auto shown = http::call(h.site, http::verb::get, address, std::nullopt, "", {});
        CHECK(shown.status == 200);
        CHECK(shown.body == png);
        CHECK(http::call(h.site, http::verb::get, path(id, "/picture?key=x"), std::nullopt, "", {}).status == 404);
        CHECK(send(png).string("/imageUrl") != address);
        CHECK(h.remove(path(id, "/picture"), h.manager).at("/imageUrl").is_null());
        CHECK(http::call(h.site, http::verb::get, address, std::nullopt, "", {}).status == 404);
    });
}
