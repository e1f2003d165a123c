#include "live/test_campus.hpp"

namespace ahimmoyak::live {

using http::verb;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// An answer with its body, which may be gathered from several buffers.
struct played {
    int status = 0;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    std::string header(std::string_view name) const
    {
        for (const auto& [each, value] : headers)
            if (each == name)
                return value;
        return {};
    }
};

played play(campus& s, const std::string& path, const std::string& cookie, const std::string& accept = {})
{
    s.site.authenticate_by(nullptr);
    http::request in;
    in.target = path;
    in.path = path;
    in.id = "test";
    if (!cookie.empty())
        in.headers.push_back({"cookie", cookie});
    if (!accept.empty())
        in.headers.push_back({"accept-encoding", accept});
    auto answer = run(http::answer(s.site, in, nullptr));
    played made{answer.status, {}, std::move(answer.headers)};
    if (const auto* text = std::get_if<std::string>(&answer.body))
        made.body = *text;
    else
        for (const auto& each : std::get<http::gathered>(answer.body).buffers)
            made.body.append(static_cast<const char*>(each.data()), each.size());
    return made;
}

std::string cookie_of(const http::test_answer& answer)
{
    const auto set = answer.header("Set-Cookie");
    return set.substr(0, set.find(';'));
}

std::string heartbeat(bool playing = true)
{
    return playing ? R"({"playing":true,"visible":true,"latencySeconds":0.6})" : R"({"playing":false,"visible":true})";
}

} // namespace

TEST_CASE("a stream key opens its lecture until it is over")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        const std::string key{planned.at("streamKey").as_string()};
        const auto name = std::to_string(planned.at("id").as_int64());
        const auto allowed = [&](const std::string& given) {
            const auto to = run(s.ingest.may_publish(given, "127.0.0.1"));
            return to ? to->channel : std::string{};
        };
        CHECK(allowed(key) == name);
        CHECK(allowed("").empty());
        CHECK(allowed("sk_wrong").empty());
        CHECK(allowed(key + "x").empty());
        auto encoder = s.broadcast(planned);
        CHECK(allowed(key) == name); // it may come back
        run(s.ingest.on_ended(name));
        CHECK(s.get(path_of(planned), trainee()).at("status") == "ON");
        CHECK(s.post(path_of(planned) + "/end", manager()).status == 200);
        CHECK(allowed(key).empty());

        const auto dropped = s.planned();
        CHECK(s.post(path_of(dropped) + "/cancel", manager()).status == 200);
        CHECK(allowed(std::string{dropped.at("streamKey").as_string()}).empty());
    });
}

TEST_CASE("a first picture that comes after the cancellation is cut off")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        CHECK(s.post(path_of(planned) + "/cancel", manager()).status == 200);
        const auto encoder = s.broadcast(planned);
        CHECK(encoder.stream->ended());
        CHECK(s.get(path_of(planned), manager()).at("status") == "CANCELED");
    });
}

TEST_CASE("only the cookie of the lecture opens its playback, for ten minutes")
{
    on_each_campus([](campus& s) {
        const auto first = s.planned();
        const auto second = s.planned();
        const auto encoder = s.broadcast(first);
        const auto other = s.broadcast(second);
        const auto base = "/play/" + std::to_string(first.at("id").as_int64()) + "/";
        const auto set = s.ask(verb::get, path_of(first), trainee()).header("Set-Cookie");
        CHECK(set.find("HttpOnly") != std::string::npos);
        CHECK(set.find("Path=/play/" + std::to_string(first.at("id").as_int64())) != std::string::npos);
        CHECK(set.find("Max-Age=600") != std::string::npos);
        CHECK(set.find("Secure") == std::string::npos);
        const auto cookie = set.substr(0, set.find(';'));
        const auto foreign = cookie_of(s.ask(verb::get, path_of(second), trainee()));

        const auto index = play(s, base + "index.m3u8", cookie);
        CHECK(index.status == 200);
        CHECK(index.body.starts_with("#EXTM3U"));
        const auto list = play(s, base + "video.m3u8", cookie);
        CHECK(list.body.find("#EXT-X-PART:") != std::string::npos);
        CHECK(list.header("Vary") == "Accept-Encoding");
        CHECK(list.header("Cache-Control") == "public, max-age=1");
        const auto squeezed = play(s, base + "video.m3u8", cookie, "gzip, br");
        CHECK(squeezed.header("Content-Encoding") == "gzip");
        CHECK(squeezed.body.starts_with("\x1f\x8b"));
        const auto segment_at = list.body.find(".m4s");
        const auto named = list.body.rfind('"', segment_at);
        const auto part = list.body.substr(named + 1, segment_at + 4 - named - 1);
        const auto piece = play(s, base + part, cookie);
        CHECK(piece.status == 200);
        CHECK(piece.body == "part-0");
        CHECK(piece.header("Cache-Control").find("immutable") != std::string::npos);
        CHECK(play(s, base + "s99.m4s", cookie).status == 404);
        CHECK(play(s, base + "../2/index.m3u8", cookie).status == 404);

        const auto forged_time = "playback=9999999999" + cookie.substr(cookie.find('.'));
        for (const auto& wrong : {std::string{}, foreign, std::string{"playback=1.x"}, std::string{"playback="},
                                  forged_time, cookie + "x"}) {
            CAPTURE(wrong);
            const auto refused = play(s, base + "index.m3u8", wrong);
            CHECK(refused.status == 403);
            CHECK(refused.header("Cache-Control") == "no-store");
            CHECK(play(s, base + part, wrong).status == 403);
        }
        s.time.advance(minutes{9});
        const auto renewed = cookie_of(s.post(path_of(first) + "/presence", trainee(), heartbeat()));
        s.time.advance(minutes{1});
        CHECK(play(s, base + "index.m3u8", cookie).status == 403);
        CHECK(play(s, base + "index.m3u8", renewed).status == 200);
    });
}

TEST_CASE("a quiz is stamped into the picture, and pages are told the same")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        auto encoder = s.broadcast(planned);
        const auto quiz =
            s.post(path_of(planned) + "/quizzes", manager(),
                   R"({"question":"소화기의 유효 기간은?","options":["5년","10년"],"answer":2,"timeLimitSeconds":20})");
        REQUIRE(quiz.status == 201);
        CHECK(s.post(quiz.header("Location") + "/launch", manager()).status == 200);
        s.pages.clear();
        s.deliver();
        REQUIRE(s.pages.size() >= 1);
        const auto& told = s.pages.back();
        CHECK(told.topic == "live:" + std::to_string(planned.at("id").as_int64()));
        CHECK(told.type == "metadata");
        const auto event = bj::parse(told.json);
        CHECK(event.at("type") == "quiz");
        CHECK(event.at("action") == "open");
        CHECK(event.at("quizId") == bj::parse(quiz.body).at("id"));
        CHECK(event.at("question") == "소화기의 유효 기간은?");
        CHECK(event.at("options").at(1).at("text") == "10년");
        CHECK(event.at("timeLimitSeconds") == 20);
        CHECK(event.at("id").is_string());
        CHECK_FALSE(event.as_object().contains("answer"));

        encoder.part();
        const auto name = std::to_string(planned.at("id").as_int64());
        const auto cookie = cookie_of(s.ask(verb::get, path_of(planned), trainee()));
        const auto list = play(s, "/play/" + name + "/video.m3u8", cookie).body;
        const auto last = list.rfind("#EXT-X-PART:");
        const auto from = list.find("URI=\"", last) + 5;
        const auto part = play(s, "/play/" + name + "/" + list.substr(from, list.find('"', from) - from), cookie);
        CHECK(part.body.find(told.json) != std::string::npos);
        CHECK(part.body.find("https://aomedia.org/emsg/ID3") != std::string::npos);
    });
}

TEST_CASE("a quiz too long for the picture is announced without its text")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        const auto encoder = s.broadcast(planned);
        std::string question;
        for (int i = 0; i < 400; ++i)
            question += "가";
        const auto quiz =
            s.post(path_of(planned) + "/quizzes", manager(),
                   bj::serialize(bj::object{{"question", question}, {"options", {"1", "2"}}, {"answer", 1}}));
        REQUIRE(quiz.status == 201);
        CHECK(s.post(quiz.header("Location") + "/launch", manager()).status == 200);
        s.deliver();
        const auto event = bj::parse(s.pages.back().json).as_object();
        CHECK(s.pages.back().json.size() <= 1'024);
        CHECK(event.at("quizId") == bj::parse(quiz.body).at("id"));
        CHECK_FALSE(event.contains("question"));
        CHECK_FALSE(event.contains("options"));
    });
}

TEST_CASE("presence counts for trainees while there is a picture")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        const auto at = path_of(planned) + "/presence";
        CHECK(bj::parse(s.post(at, trainee(), heartbeat()).body).at("status") == "CREATED");
        const auto encoder = s.broadcast(planned);
        for (int i = 0; i < 4; ++i) {
            CHECK(s.post(at, trainee(101), heartbeat()).status == 200);
            CHECK(s.post(at, trainee(102), heartbeat(false)).status == 200);
            CHECK(bj::parse(s.post(at, manager(), heartbeat()).body).at("presentSeconds") == 0);
            s.time.advance(seconds{10});
        }
        CHECK(bj::parse(s.post(at, trainee(101), heartbeat()).body).at("presentSeconds") == 40);
        CHECK(bj::parse(s.post(at, trainee(102), heartbeat(false)).body).at("presentSeconds") == 0);
        CHECK(s.get(path_of(planned) + "/health", manager()).at("viewers") == 2);
        CHECK(s.get(path_of(planned) + "/health", manager()).at("broadcasting") == true);
        CHECK(s.get(path_of(planned) + "/health", manager()).at("width") == 640);

        const auto now = s.get(path_of(planned) + "/attendance", manager());
        CHECK(now.at("final") == false);
        CHECK(now.at("lengthSeconds") == 40);
        REQUIRE(now.at("items").as_array().size() == 3);
        CHECK(now.at("items").at(0).at("ratePercent") == 100);
        CHECK(now.at("items").at(0).at("attendance") == "PRESENT");
        CHECK(now.at("items").at(0).at("companyName") == "한빛");
        CHECK(now.at("items").at(2).at("attendance") == "ABSENT");
        CHECK(now.at("items").at(2).at("firstSeenAt").is_null());

        encoder.stream->end(); // the broadcast is gone beyond its grace: nothing to be present at
        s.time.advance(seconds{10});
        CHECK(bj::parse(s.post(at, trainee(101), heartbeat()).body).at("presentSeconds") == 40);
        CHECK(s.get(path_of(planned) + "/health", manager()).at("broadcasting") == false);

        CHECK(s.post(at, trainee(), "{}").status == 422);
        CHECK(s.post(at, trainee(), R"({"playing":"yes","visible":true})").status == 422);
        caller supervisor = trainee();
        supervisor.as = role::SUPERVISOR;
        CHECK(s.post(at, supervisor, heartbeat()).status == 403);
    });
}

TEST_CASE("the end of a lecture ends its stream, quizzes and room, and settles attendance")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        const auto at = path_of(planned) + "/presence";
        const auto encoder = s.broadcast(planned);
        const auto quiz =
            s.post(path_of(planned) + "/quizzes", manager(), R"({"question":"q","options":["1","2"],"answer":1})");
        CHECK(s.post(quiz.header("Location") + "/launch", manager()).status == 200);
        CHECK(s.post(quiz.header("Location") + "/answers", trainee(101), R"({"option":1})").status == 201);
        CHECK(s.post(quiz.header("Location") + "/answers", trainee(102), R"({"option":2})").status == 201);
        // 101 is there all the time, 102 comes after twenty minutes, 103 never.
        for (int beats = 0; beats <= 360; ++beats) {
            s.post(at, trainee(101), heartbeat());
            if (beats >= 120)
                s.post(at, trainee(102), heartbeat());
            if (beats < 360)
                s.time.advance(seconds{10});
        }
        CHECK(s.post(path_of(planned) + "/end", manager()).status == 200);
        s.pages.clear();
        s.deliver();
        s.deliver(); // what is delivered again changes nothing

        CHECK(encoder.stream->ended());
        CHECK(s.get(quiz.header("Location"), manager()).at("state") == "CLOSED");
        bool status_told = false;
        for (const auto& each : s.pages)
            if (each.type == "live")
                status_told = bj::parse(each.json).at("status") == "END";
        CHECK(status_told);
        CHECK(code_of(s.post(path_of(planned) + "/chat-token", trainee())) == "chat_closed");

        const auto final = s.get(path_of(planned) + "/attendance", manager());
        CHECK(final.at("final") == true);
        CHECK(final.at("lengthSeconds") == 3'600);
        const auto& items = final.at("items").as_array();
        REQUIRE(items.size() == 3);
        CHECK(items[0].at("userId") == 101);
        CHECK(items[0].at("presentSeconds") == 3'600);
        CHECK(items[0].at("ratePercent") == 100);
        CHECK(items[0].at("attendance") == "PRESENT");
        CHECK(items[0].at("quizCorrect") == 1);
        CHECK(items[1].at("presentSeconds") == 2'400);
        CHECK(items[1].at("ratePercent") == 66);
        CHECK(items[1].at("attendance") == "LATE");
        CHECK(items[1].at("quizAnswered") == 1);
        CHECK(items[1].at("quizCorrect") == 0);
        CHECK(items[2].at("attendance") == "ABSENT");
        CHECK(s.post(at, trainee(103), heartbeat()).status == 200); // too late to count
        CHECK(s.get(path_of(planned) + "/attendance", manager()).at("items").at(2).at("attendance") == "ABSENT");
    });
}

TEST_CASE("a lecture whose broadcast stays away ends by itself, when it was last seen")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        const auto name = std::to_string(planned.at("id").as_int64());
        auto encoder = s.broadcast(planned);
        s.time.advance(minutes{65}); // overrunning its plan, still on air
        run(tend(s.live));
        s.time.advance(minutes{5});
        encoder.stream->release(encoder.epoch);
        run(s.ingest.on_ended(name));
        const auto gone = s.time.now();
        s.time.advance(minutes{10});
        run(tend(s.live));
        CHECK(s.get(path_of(planned), manager()).at("status") == "ON");
        s.time.advance(seconds{1});
        run(tend(s.live));
        CHECK(s.get(path_of(planned), manager()).at("status") == "END");
        s.deliver();
        CHECK(s.get(path_of(planned) + "/attendance", manager()).at("lengthSeconds") ==
              std::chrono::duration_cast<seconds>(gone - campus::start).count());

        const auto early = s.planned(24 * 60); // away, but its planned end is to come
        const auto second = s.broadcast(early);
        second.stream->end();
        run(s.ingest.on_ended(std::to_string(early.at("id").as_int64())));
        s.time.advance(minutes{30});
        run(tend(s.live));
        CHECK(s.get(path_of(early), manager()).at("status") == "ON");
    });
}

TEST_CASE("pages hear of their lecture, the staff also of answers")
{
    on_each_campus([](campus& s) {
        const channel_id channel{s.planned().at("id").as_int64()};
        const auto name = "live:" + std::to_string(channel.value);
        CHECK(run(topics_for(s.live, trainee(), channel)) == std::vector<std::string>{name});
        CHECK(run(topics_for(s.live, manager(), channel)) == std::vector<std::string>{name, name + ":staff"});
    });
}

} // namespace ahimmoyak::live
