#pragma once

#include "base/problem.hpp"
#include "base/random.hpp"
#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/bus.hpp"
#include "http/handle.hpp"
#include "http/test_site.hpp"
#include "live/api.hpp"
#include "live/gate.hpp"
#include "live/lecture_api.hpp"
#include "objects/embedded_store.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include <map>

// What the tests of live lectures stand on: offerings and people that are simply said, and the
// modules around them as the program makes them.

namespace ahimmoyak::live {

namespace bj = boost::json;

/// Institution 1 holds the offerings 5 (accepted) and 6 (only asked for); institution 2 holds 7.
/// In 5 are the users 101 to 103, in 7 the user 201.
class said_roster final : public roster {
public:
    std::optional<offering> of_institution(db::connection&, institution_id whose, course_provide_id which) override
    {
        const auto holder = which.value == 7 ? 2 : 1;
        if (which.value < 5 || which.value > 7 || whose.value != holder)
            return std::nullopt;
        return offering{which, "안전 교육", which.value == 6 ? "PENDING" : "ONGOING", which.value != 6};
    }
    bool has_live_lesson(db::connection&, course_provide_id, courses::content_id lesson) override
    {
        return lesson.value == 31;
    }
    std::optional<enrollment_id> enrollment(db::connection&, user_id whose, course_provide_id in_offering) override
    {
        for (const auto& each : of(in_offering))
            if (each.user == whose)
                return each.enrollment;
        return std::nullopt;
    }
    std::vector<course_provide_id> of_user(db::connection&, user_id whose) override
    {
        std::vector<course_provide_id> all;
        for (const std::int64_t offering : {5, 6, 7})
            for (const auto& each : of({offering}))
                if (each.user == whose)
                    all.push_back({offering});
        return all;
    }
    std::vector<trainee> trainees(db::connection&, course_provide_id offering) override { return of(offering); }
    std::string name_of(db::connection&, user_id whose) override { return "이름" + std::to_string(whose.value); }

private:
    static std::vector<trainee> of(course_provide_id offering)
    {
        std::vector<std::int64_t> users;
        if (offering.value == 5)
            users = {101, 102, 103};
        if (offering.value == 7)
            users = {201};
        std::vector<trainee> all;
        for (const auto each : users)
            all.push_back({{each + 1'000}, {each}, "이름" + std::to_string(each), "한빛"});
        return all;
    }
};

inline caller manager(std::int64_t institution = 1)
{
    caller who;
    who.user = {institution};
    who.as = role::MANAGER;
    who.institution = institution_id{institution};
    return who;
}

inline caller trainee(std::int64_t user = 101)
{
    caller who;
    who.user = {user};
    who.as = role::EMPLOYEE;
    return who;
}

inline std::vector<db::migration> all_migrations()
{
    auto all = events::migrations();
    for (auto& some : {chat::migrations(), quiz::migrations(), migrations()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

inline std::string code_of(const http::test_answer& answer)
{
    const auto body = bj::parse(answer.body);
    return body.as_object().contains("code") ? std::string{body.at("code").as_string()} : std::string{};
}

/// Everything around live lectures on one database.
class campus {
public:
    static constexpr timestamp start{std::chrono::seconds{1'763'870'400}}; // 2025-11-23 04:00 UTC, 13:00 in Seoul

    explicit campus(db::pool& on)
        : db{on}, doors{on, people}, chat{on, time, doors}, quiz{on, time, doors, teller()},
          recorder{{.folder = folder / "recordings"}}, store{{.directory = folder / "objects"}, blocking, time},
          hub{{.on_segment = [this](const auto& channel, const auto& done, const auto& init,
                                    const auto& run) { recorder.take(channel, done, init, run); }},
              time},
          live{on,   time,     people,
               hub,  recorder, store,
               chat, teller(), options{.public_origin = {}, .playback_key = std::string(32, 'k')}}
    {
        chat::add_routes(site, book, chat);
        quiz::add_routes(site, book, quiz);
        add_routes(site, book, live);
        connect(ingest, live);
    }
    ~campus()
    {
        recorder.thread().finish();
        live.spreadsheets.finish();
        blocking.finish();
        std::filesystem::remove_all(folder);
    }
    campus(campus&&) = delete;

    db::pool& db;
    manual_clock time{start};
    said_roster people;
    gate doors;
    chat::module chat;
    quiz::module quiz;
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("live-" + random_alphanumeric(12));
    work_pool blocking{1};
    media::recorder recorder;
    objects::embedded_store store;
    media::hub hub;
    module live;
    http::router site;
    json::schema_book book;
    media::rtmp_server::options ingest;

    struct told {
        std::string topic;
        std::string type;
        std::string json;
    };
    std::vector<told> pages;

    http::test_answer ask(http::verb method, const std::string& target, const std::optional<caller>& who,
                          std::string_view body = {}, std::vector<std::pair<std::string, std::string>> headers = {})
    {
        headers.emplace_back("host", "lms.example:8080");
        return http::call(site, method, target, who, body, std::move(headers));
    }
    bj::value get(const std::string& target, const caller& who)
    {
        const auto answer = ask(http::verb::get, target, who);
        CAPTURE(answer.body);
        REQUIRE(answer.status == 200);
        return bj::parse(answer.body);
    }
    http::test_answer post(const std::string& target, const caller& who, std::string_view body = {})
    {
        return ask(http::verb::post, target, who, body);
    }

    /// A lecture that begins so many minutes from the start and lasts an hour.
    bj::value planned(int minutes = 0, std::int64_t offering = 5)
    {
        const auto begin = start + std::chrono::minutes{minutes};
        const bj::object body{{"courseProvideId", offering},
                              {"title", "소방 안전 라이브"},
                              {"startTime", to_rfc3339(begin)},
                              {"endTime", to_rfc3339(begin + std::chrono::minutes{60})}};
        const auto made = post("/v1/live", manager(offering == 7 ? 2 : 1), bj::serialize(body));
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        return bj::parse(made.body);
    }

    /// An encoder that holds the lecture's stream, as the RTMP server does it.
    struct encoder {
        std::shared_ptr<media::stream> stream;
        media::stream::epoch epoch = 0;
        std::int64_t at = 900'000;
        int sent = 0;

        void part()
        {
            media::hls::new_part made;
            made.bytes = "part-" + std::to_string(sent);
            made.start = at;
            made.duration = 18'000;
            made.program_time = start + std::chrono::milliseconds{at / 90};
            made.independent = sent % 5 == 0;
            made.ends_segment = sent % 5 == 4;
            made.video_frames = 6;
            at += 18'000;
            ++sent;
            stream->add(epoch, std::move(made));
        }
    };
    encoder broadcast(const bj::value& lecture)
    {
        const auto name = std::to_string(lecture.at("id").as_int64());
        auto claim = hub.publish(name);
        REQUIRE(claim);
        media::hls::run with;
        with.video = media::video_format{640, 360, "avc1.64001e", 30, "AVCC"};
        with.frames_per_second = 30;
        media::publication_info info;
        info.video = with.video;
        REQUIRE(claim->stream->open(claim->epoch, with, info));
        encoder made{claim->stream, claim->epoch};
        for (int i = 0; i < 6; ++i)
            made.part();
        run(ingest.on_started(name, info));
        return made;
    }

    /// Delivers what was committed to the subscribers.
    void deliver()
    {
        events::bus bus{db};
        subscribe(bus, live);
        const auto all = [](events::bus& b) -> task<> {
            const auto on = co_await asio::this_coro::executor;
            spawn(on, "bus", b.run());
            co_await b.settled();
            co_await b.stop();
        };
        run(all(bus));
    }

private:
    quiz::page_teller teller()
    {
        return [this](std::string_view topic, std::string_view type, std::string_view json) {
            pages.push_back({std::string{topic}, std::string{type}, std::string{json}});
        };
    }
};

template <class F>
void on_each_campus(F f)
{
    db::for_each_database(all_migrations(), [&](db::pool& db) {
        campus s{db};
        f(s);
    });
}

inline std::string path_of(const bj::value& lecture)
{
    return "/v1/live/" + std::to_string(lecture.at("id").as_int64());
}

} // namespace ahimmoyak::live
