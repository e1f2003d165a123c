#include "live/test_campus.hpp"

namespace ahimmoyak::live {

using http::verb;

TEST_CASE("a lecture is planned with its channel, room and key")
{
    on_each_campus([](campus& s) {
        const auto made = s.planned();
        const auto id = std::to_string(made.at("id").as_int64());
        CHECK(made.at("status") == "CREATED");
        CHECK(made.at("course") == "안전 교육");
        CHECK(made.at("instructor") == "이름1");
        CHECK(made.at("arn") == ("arn:aws:ivs:local:000000000000:channel/" + id).c_str());
        CHECK(made.at("playbackUrl") == ("http://lms.example:8080/play/" + id + "/index.m3u8").c_str());
        CHECK(made.at("messagingEndpoint") == "ws://lms.example:8080/chat");
        CHECK(made.at("ingestEndpoint") == "rtmp://lms.example:1935/app");
        CHECK(made.at("streamKey").as_string().size() > 30);

        const auto channel = s.get(path_of(made) + "/channel", manager());
        CHECK(channel.at("streamKey") == made.at("streamKey"));
        for (const auto& who : {manager(), trainee()}) {
            const auto seen = s.get(path_of(made), who);
            CHECK(seen.at("streamKey").is_null());
            CHECK(seen.at("ingestEndpoint").is_null());
            CHECK(seen.at("title") == "소방 안전 라이브");
            CHECK(s.get("/v1/live/search?arn=" + std::string{made.at("arn").as_string()}, who).at("id") ==
                  made.at("id"));
        }
        CHECK(s.ask(verb::get, path_of(made) + "/channel", trainee()).status == 403);
    });
}

TEST_CASE("strangers find no lecture")
{
    on_each_campus([](campus& s) {
        const auto made = s.planned();
        const auto arn = "/v1/live/search?arn=" + std::string{made.at("arn").as_string()};
        for (const auto& who : {manager(2), trainee(201)}) {
            for (const auto& path : {path_of(made), arn, std::string{"/v1/live/list/5"}})
                CHECK(s.ask(verb::get, path, who).status == 404);
            CHECK(s.post(path_of(made) + "/presence", who, R"({"playing":true,"visible":true})").status == 404);
            CHECK(s.post(path_of(made) + "/chat-token", who).status == 404);
            CHECK(s.get("/v1/live/upcoming", who).at("items").as_array().empty());
        }
        for (const auto* path : {"/channel", "/health", "/attendance"})
            CHECK(s.ask(verb::get, path_of(made) + path, manager(2)).status == 404);
        for (const auto* path : {"/cancel", "/end"})
            CHECK(s.post(path_of(made) + path, manager(2)).status == 404);
        CHECK(s.ask(verb::remove, path_of(made), manager(2)).status == 404);
        CHECK(s.ask(verb::get, path_of(made), std::nullopt).status == 401);
        CHECK(s.ask(verb::get, "/v1/live/search?arn=arn:aws:ivs:x", manager()).status == 404);
        CHECK_THROWS_AS(run(topics_for(s.live, trainee(201), {made.at("id").as_int64()})), problem);
        CHECK(s.get(path_of(made), manager()).at("status") == "CREATED");
    });
}

TEST_CASE("wrong plans are refused with what to change")
{
    on_each_campus([](campus& s) {
        const auto body = [](std::string_view title, std::string_view from, std::string_view to, int offering = 5) {
            return bj::serialize(
                bj::object{{"courseProvideId", offering}, {"title", title}, {"startTime", from}, {"endTime", to}});
        };
        struct row {
            std::string sent;
            int status;
            std::string_view pointer;
        };
        const std::vector<row> rows{
            {"[", 400, ""},
            {"{}", 422, "/courseProvideId"},
            {body("", "2025-11-23T05:00:00Z", "2025-11-23T06:00:00Z"), 422, "/title"},
            {body(std::string(256, 'x'), "2025-11-23T05:00:00Z", "2025-11-23T06:00:00Z"), 422, "/title"},
            {body("t", "tomorrow", "2025-11-23T06:00:00Z"), 422, "/startTime"},
            {body("t", "2025-11-23T06:00:00Z", "2025-11-23T06:00:00Z"), 422, "/endTime"},
            {body("t", "2025-11-23T06:00:00Z", "2025-11-24T06:00:01Z"), 422, "/endTime"},
            {body("t", "2025-11-23T01:00:00Z", "2025-11-23T02:00:00Z"), 422, "/endTime"},
            {body("t", "2025-11-23T05:00:00Z", "2025-11-23T06:00:00Z", 7), 422, "/courseProvideId"},
            {body("t", "2025-11-23T05:00:00Z", "2025-11-23T06:00:00Z", 6), 409, ""},
        };
        for (const auto& each : rows) {
            CAPTURE(each.sent);
            const auto answer = s.post("/v1/live", manager(), each.sent);
            CHECK(answer.status == each.status);
            if (!each.pointer.empty())
                CHECK(std::string_view{bj::parse(answer.body).at("errors").at(0).at("pointer").as_string()} ==
                      each.pointer);
        }
        CHECK(s.get("/v1/live/list/5", manager()).at("items").as_array().empty());
    });
}

TEST_CASE("lists are ordered by start and go on where they stopped")
{
    on_each_campus([](campus& s) {
        for (const int minutes : {120, 0, 60, 60})
            s.planned(minutes);
        for (const auto* list : {"/v1/live/list/5", "/v1/live/upcoming"}) {
            CAPTURE(list);
            for (const auto& who : {manager(), trainee()}) {
                std::vector<std::int64_t> ids;
                std::string next = std::string{list} + "?limit=3";
                for (int pages = 0; pages < 2; ++pages) {
                    const auto page = s.get(next, who);
                    for (const auto& each : page.at("items").as_array()) {
                        ids.push_back(each.at("id").as_int64());
                        CHECK(each.at("streamKey").is_null());
                    }
                    if (page.at("nextCursor").is_null())
                        break;
                    next = std::string{list} + "?limit=3&cursor=" + std::string{page.at("nextCursor").as_string()};
                }
                CHECK(ids == std::vector<std::int64_t>{2, 3, 4, 1});
            }
        }
        CHECK(s.ask(verb::get, "/v1/live/list/5?limit=0", manager()).status == 422);
        CHECK(s.ask(verb::get, "/v1/live/list/5?cursor=garbage", manager()).status == 422);

        // Tomorrow in Seoul, what ended today is not upcoming any more: 13:00 + 11 h is midnight.
        s.time.advance(std::chrono::hours{11} - std::chrono::minutes{1});
        CHECK(s.get("/v1/live/upcoming", manager()).at("items").as_array().size() == 4);
        s.time.advance(std::chrono::minutes{1});
        CHECK(s.get("/v1/live/upcoming", manager()).at("items").as_array().empty());
        s.broadcast(s.get("/v1/live/1", manager())); // late, but on air
        CHECK(s.get("/v1/live/upcoming", trainee()).at("items").at(0).at("status") == "ON");
    });
}

TEST_CASE("a lecture goes its way, and no other")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        CHECK(code_of(s.post(path_of(planned) + "/end", manager())) == "lecture_not_on");
        auto on_air = s.broadcast(planned);
        CHECK(s.get(path_of(planned), trainee()).at("status") == "ON");
        const auto canceled = s.post(path_of(planned) + "/cancel", manager());
        CHECK(canceled.status == 409);
        CHECK(bj::parse(canceled.body).at("state") == "ON");
        CHECK(s.ask(verb::remove, path_of(planned), manager()).status == 409);
        CHECK(s.post(path_of(planned) + "/end", trainee()).status == 403);
        CHECK(s.post(path_of(planned) + "/end", manager()).status == 200);
        CHECK(s.get(path_of(planned), trainee()).at("status") == "END");
        CHECK(s.post(path_of(planned) + "/end", manager()).status == 409);
        CHECK(s.ask(verb::remove, path_of(planned), manager()).status == 409);

        const auto dropped = s.planned();
        CHECK(s.post(path_of(dropped) + "/cancel", manager()).status == 200);
        CHECK(s.post(path_of(dropped) + "/cancel", manager()).status == 409);
        CHECK(s.ask(verb::remove, path_of(dropped), manager()).status == 204);
        CHECK(s.ask(verb::get, path_of(dropped), manager()).status == 404);
    });
}

TEST_CASE("deleting a lecture takes its prepared quizzes along")
{
    on_each_campus([](campus& s) {
        const auto made = s.planned();
        const auto quiz =
            s.post(path_of(made) + "/quizzes", manager(), R"({"question":"q","options":["1","2"],"answer":1})");
        REQUIRE(quiz.status == 201);
        CHECK(s.ask(verb::remove, path_of(made), manager()).status == 204);
        CHECK(s.ask(verb::get, quiz.header("Location"), manager()).status == 404);
    });
}

TEST_CASE("the ingest address names the host of the request, or the configured one")
{
    struct row {
        const char* host;
        const char* origin;
        const char* ingest;
        const char* playback;
    };
    for (const auto& each :
         {row{"localhost:8080", "", "rtmp://localhost:1935/app", "http://localhost:8080/play/3/index.m3u8"},
          row{"lms.example", "", "rtmp://lms.example:1935/app", "http://lms.example/play/3/index.m3u8"},
          row{"[::1]:8080", "", "rtmp://[::1]:1935/app", "http://[::1]:8080/play/3/index.m3u8"},
          row{"x", "https://lms.example.kr", "rtmp://lms.example.kr:1935/app",
              "https://lms.example.kr/play/3/index.m3u8"}}) {
        CAPTURE(each.host);
        http::request in;
        in.headers.push_back({"host", each.host});
        lecture which;
        which.id = {3};
        const auto shown = shown_to_staff(which, in, options{.public_origin = each.origin, .playback_key = {}});
        CHECK(shown.ingest_endpoint == each.ingest);
        CHECK(shown.playback_url == each.playback);
    }
    bool ready = false;
    const options with{.public_origin = {}, .takes_rtmps = [&ready] { return ready; }, .playback_key = {}};
    CHECK(ingest_endpoint("https://lms.example.kr:8443", with) == "rtmp://lms.example.kr:1935/app");
    ready = true; // the certificate has come
    CHECK(ingest_endpoint("https://lms.example.kr:8443", with) == "rtmps://lms.example.kr:1936/app");
}

} // namespace ahimmoyak::live
