#pragma once

#include "contents/api.hpp"
#include "courses/records.hpp"
#include "courses/test_house.hpp"
#include "offerings/api.hpp"

/// For tests of this module and of those above it: the house with an available course of the first
/// institution, of two lessons (60 s of video, then one without a length).
namespace ahimmoyak::offerings {

inline std::vector<db::migration> test_migrations(std::initializer_list<std::vector<db::migration>> above = {})
{
    std::vector<std::vector<db::migration>> all{contents::migrations(), migrations()};
    all.insert(all.end(), above.begin(), above.end());
    auto made = courses::test_migrations();
    for (const auto& each : all)
        made.insert(made.end(), each.begin(), each.end());
    return made;
}

struct test_market : courses::test_house {
    offerings::module offers{database, time, "Asia/Seoul"};
    std::int64_t course = 0;
    std::int64_t draft = 0;
    int asked = 0; ///< the very same request is refused while it waits: the notes of later ones have a number

    explicit test_market(db::pool& on) : test_house{on}
    {
        add_routes(site, book, offers);
        const auto now = time.now();
        course = run(database.write([&](db::connection& in) {
            using namespace courses;
            const auto made = add_course(in, {1}, {"산업안전 기초", "첫걸음", "김강사"}, now);
            add_curriculum(in, made, "1장", now);
            add_curriculum(in, made, "2장", now);
            const auto chapters = read_curriculums(in, made);
            add_content(in, made, chapters[0].id, "1강", content_type::VIDEO, {60, "1.mp4", 1000}, now);
            add_content(in, made, chapters[1].id, "교재", content_type::MATERIAL, {{}, "2.pdf", 500}, now);
            change_state(in, made, course_state::AVAILABLE);
            return made.value;
        }));
        draft = post("/v1/courses", manager, R"({"title":"준비 중"})").number("/id");
    }

    answer ask(const caller& who, std::string_view begin = "2026-12-01", std::string_view end = "2026-12-31",
               int people = 3)
    {
        const auto number = ++asked > 1 ? fmt::format(" {}", asked) : "";
        return post(
            "/v1/companies/courseProvides", who,
            fmt::format(
                R"({{"courseId":{},"beginDate":"{}","endDate":"{}","attendeeCount":{},"deposit":300000,"note":"잘 부탁드립니다{}"}})",
                course, begin, end, people, number));
    }
    answer respond(std::int64_t id, const caller& who, bool accepted)
    {
        return post(fmt::format("/v1/institutions/{}/response", id), who,
                    accepted ? R"({"accepted":true})" : R"({"accepted":false,"reason":"일정이 맞지 않습니다"})");
    }
    answer submit(std::int64_t id, const caller& who, std::string_view employees, std::string_view if_match = {})
    {
        std::vector<std::pair<std::string, std::string>> headers;
        if (!if_match.empty())
            headers.emplace_back("if-match", if_match);
        return call(http::verb::post, "/v1/companies/courseProvides/employees", who,
                    fmt::format(R"({{"courseProvideId":{},"employees":{}}})", id, employees), std::move(headers));
    }
    answer cancel(std::int64_t id, const caller& who)
    {
        return post(fmt::format("/v1/companies/courseProvides/{}/cancel", id), who, "{}");
    }
    answer enrol(std::int64_t id, const caller& who)
    {
        return post(fmt::format("/v1/institutions/{}/registration", id), who, "{}");
    }
    /// An offering of company 1 with users 21 and 22 enrolled.
    std::int64_t running(std::string_view begin = "2026-11-23", std::string_view end = "2026-12-31")
    {
        const auto id = ask(supervisor, begin, end).number("/id");
        respond(id, manager, true);
        submit(id, supervisor, "[21,22]");
        enrol(id, manager);
        return id;
    }
    std::vector<std::string> events_told()
    {
        return run(database.read(
            [](db::connection& in) { return in.all<std::string>("SELECT name FROM outbox ORDER BY id"); }));
    }
    std::string last_event()
    {
        return run(database.read([](db::connection& in) {
                   return in.first<std::string>("SELECT payload FROM outbox ORDER BY id DESC LIMIT 1");
               }))
            .value_or("");
    }
};

} // namespace ahimmoyak::offerings
