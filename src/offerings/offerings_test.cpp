#include "http/handle.hpp"
#include "offerings/enrolments.hpp"
#include "offerings/test_market.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace ahimmoyak;
using namespace ahimmoyak::offerings;
using namespace std::chrono_literals;

namespace {

std::string states_of(const courses::test_house::answer& detail)
{
    std::string out;
    for (const auto& each : detail.at("/history").as_array()) {
        out.append(out.empty() ? "" : " ").append(each.at("state").as_string());
        if (each.at("byName").is_string())
            out.append(":").append(each.at("byName").as_string());
    }
    return out;
}

std::string sent_path(std::int64_t id) { return fmt::format("/v1/companies/courseProvides/{}", id); }
std::string received_path(std::int64_t id) { return fmt::format("/v1/institutions/{}/courseProvideDetail", id); }

void put_in_state(test_market& m, std::int64_t id, std::string_view state)
{
    run(m.database.write(
        [&](db::connection& in) { in.run("UPDATE course_provide SET state = $1 WHERE id = $2", state, id); }));
}

} // namespace

TEST_CASE("from the request to the last day")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto asked = m.ask(m.supervisor);
        REQUIRE(asked.status == 201);
        const auto id = asked.number("/id");
        CHECK(asked.header("Location") == sent_path(id));
        CHECK(asked.string("/state") == "PENDING");
        CHECK(asked.string("/courseTitle") == "산업안전 기초");
        CHECK(asked.string("/institutionName") == "한빛교육원");
        CHECK(asked.string("/companyName") == "가나상사");
        CHECK(asked.string("/beginDate") == "2026-12-01");
        CHECK(asked.number("/deposit") == 300'000);
        CHECK(asked.string("/note") == "잘 부탁드립니다");
        CHECK(m.last_event().find(R"("courseTitle":"산업안전 기초")") != std::string::npos);

        CHECK(m.get("/v1/institutions", m.manager).number("/items/0/id") == id);
        CHECK(m.get(received_path(id), m.colleague).string("/note") == "잘 부탁드립니다");
        CHECK(m.respond(id, m.manager, true).string("/state") == "ACCEPTED");
        CHECK(m.last_event().find(R"("accepted":true)") != std::string::npos);
        const auto submitted = m.submit(id, m.supervisor, "[22,21]");
        CHECK(submitted.string("/state") == "ATTENDEE_PENDING");
        CHECK(submitted.size("/attendees") == 2);
        CHECK(submitted.string("/attendees/0/name") == "user21");
        const auto enrolled = m.enrol(id, m.colleague);
        CHECK(enrolled.string("/state") == "NOT_STARTED");
        CHECK(m.last_event().find(R"("employees":[21,22])") != std::string::npos);

        // The last minute of November in Seoul, and the first of December.
        m.time.advance(std::chrono::milliseconds{timestamp_from("2026-11-30T14:59:59Z").value() - m.time.now()});
        CHECK(run(turn_dates(m.offers)) == 0);
        m.time.advance(1s);
        CHECK(run(turn_dates(m.offers)) == 1);
        CHECK(run(turn_dates(m.offers)) == 0);
        CHECK(m.get(sent_path(id), m.supervisor).string("/state") == "ONGOING");
        m.time.advance(std::chrono::milliseconds{timestamp_from("2026-12-31T14:59:59Z").value() - m.time.now()});
        CHECK(run(turn_dates(m.offers)) == 0);
        m.time.advance(1s);
        CHECK(run(turn_dates(m.offers)) == 1);
        const auto over = m.get(sent_path(id), m.supervisor);
        CHECK(over.string("/state") == "FINISHED");
        CHECK(states_of(over) ==
              "PENDING:user11 ACCEPTED:user1 ATTENDEE_PENDING:user11 NOT_STARTED:user2 ONGOING FINISHED");
        CHECK(m.events_told() == std::vector<std::string>{"offerings.requested", "offerings.answered",
                                                          "offerings.submitted", "offerings.registered",
                                                          "offerings.turned", "offerings.turned"});
        CHECK(m.last_event().find(R"("state":"FINISHED","employees":[21,22])") != std::string::npos);
    });
}

TEST_CASE("declined and canceled requests end there")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto declined = m.ask(m.supervisor).number("/id");
        const auto answer = m.respond(declined, m.manager, false);
        CHECK(answer.string("/state") == "DECLINED");
        CHECK(answer.string("/history/1/reason") == "일정이 맞지 않습니다");
        const auto canceled = m.ask(m.supervisor).number("/id");
        CHECK(m.cancel(canceled, m.supervisor).string("/state") == "CANCELED");
        CHECK(m.events_told() == std::vector<std::string>{"offerings.requested", "offerings.answered",
                                                          "offerings.requested", "offerings.canceled"});
    });
}

TEST_CASE("every step that the machine does not know is a conflict that names the state")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto id = m.ask(m.supervisor).number("/id");
        const std::set<std::string> legal{"PENDING accept", "PENDING decline", "PENDING cancel", "ACCEPTED submit",
                                          "ATTENDEE_PENDING submit", "ATTENDEE_PENDING enrol"};
        const auto before = m.events_told().size();
        for (const std::string state : {"PENDING", "ACCEPTED", "DECLINED", "CANCELED", "ATTENDEE_PENDING",
                                        "NOT_STARTED", "ONGOING", "FINISHED"}) {
            put_in_state(m, id, state);
            for (const std::string step : {"accept", "decline", "cancel", "submit", "enrol"}) {
                if (legal.contains(state + " " + step))
                    continue;
                CAPTURE(state);
                CAPTURE(step);
                const auto refused = step == "accept"    ? m.respond(id, m.manager, true)
                                     : step == "decline" ? m.respond(id, m.manager, false)
                                     : step == "cancel"  ? m.cancel(id, m.supervisor)
                                     : step == "submit"  ? m.submit(id, m.supervisor, "[21]")
                                                         : m.enrol(id, m.manager);
                CHECK(refused.verdict() == "409 illegal_state " + state);
                CHECK(m.get(sent_path(id), m.supervisor).string("/state") == state);
            }
        }
        CHECK(m.events_told().size() == before);
    });
}

TEST_CASE("other organisations' offerings are not there")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto id = m.ask(m.supervisor).number("/id");
        CHECK(m.get(sent_path(id), m.other_supervisor).status == 404);
        CHECK(m.cancel(id, m.other_supervisor).status == 404);
        CHECK(m.get(received_path(id), m.other_manager).status == 404);
        CHECK(m.respond(id, m.other_manager, true).status == 404);
        CHECK(m.get("/v1/institutions", m.other_manager).size("/items") == 0);
        CHECK(m.get("/v1/companies/courseProvides/list", m.other_supervisor).size("/items") == 0);
        m.respond(id, m.manager, true);
        CHECK(m.submit(id, m.other_supervisor, "[31]").status == 404);
        m.submit(id, m.supervisor, "[21]");
        CHECK(m.enrol(id, m.other_manager).status == 404);
        CHECK(m.get(sent_path(id), m.supervisor).string("/state") == "ATTENDEE_PENDING");
        CHECK(m.respond(99'999, m.manager, true).status == 404);
        // And the roles.
        CHECK(m.respond(id, m.supervisor, true).status == 403);
        CHECK(m.ask(m.manager).status == 403);
        CHECK(m.ask(m.trainee(21)).status == 403);
        CHECK(m.get("/v1/institutions", m.supervisor).status == 403);
    });
}

TEST_CASE("a request that breaks a rule is told where")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const std::map<std::string, std::string> good{{"courseId", std::to_string(m.course)},
                                                      {"beginDate", "\"2026-12-01\""},
                                                      {"endDate", "\"2026-12-31\""},
                                                      {"attendeeCount", "3"},
                                                      {"deposit", "0"}};
        const auto with = [&](std::string_view name, std::string_view value) {
            auto fields = good;
            if (!name.empty())
                fields[std::string{name}] = value;
            std::string body;
            for (const auto& [key, text] : fields)
                body.append(body.empty() ? "{" : ",").append("\"" + key + "\":" + text);
            return m.post("/v1/companies/courseProvides", m.supervisor, body + "}");
        };
        struct bad {
            std::string_view name, value, issues;
        };
        const auto draft = std::to_string(m.draft);
        const auto long_note = "\"" + std::string(1001, 'x') + "\"";
        for (const auto& each : std::vector<bad>{{"beginDate", "\"2026-11-22\"", "/beginDate:in_the_past"},
                                                 {"endDate", "\"2026-11-30\"", "/endDate:before_begin"},
                                                 {"endDate", "\"2036-12-31\"", "/endDate:too_long"},
                                                 {"beginDate", "\"2026-02-30\"", "/beginDate:wrong_type"},
                                                 {"attendeeCount", "0", "/attendeeCount:range"},
                                                 {"attendeeCount", "10001", "/attendeeCount:range"},
                                                 {"deposit", "-1", "/deposit:range"},
                                                 {"deposit", "0.5", "/deposit:wrong_type"},
                                                 {"courseId", draft, "/courseId:not_available"},
                                                 {"courseId", "99999", "/courseId:not_available"},
                                                 {"note", long_note, "/note:length"}}) {
            CAPTURE(each.name);
            CAPTURE(each.value);
            const auto refused = with(each.name, each.value);
            CHECK(refused.status == 422);
            CHECK(refused.issues() == each.issues);
        }
        CHECK(with("beginDate", "\"2026-11-23\"").status == 201); // today, in Seoul
        CHECK(with("endDate", "\"2026-12-01\"").status == 201);   // one day
    });
}

TEST_CASE("only the company's own trainees attend, each once, no more than asked for")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto id = m.ask(m.supervisor).number("/id");
        m.respond(id, m.manager, true);
        struct row {
            std::string_view employees, issues;
        };
        for (const auto& each :
             std::vector<row>{{"[]", "/employees:count"},
                              {"[21,21]", "/employees/1:twice"},
                              {"[31]", "/employees/0:not_an_employee"},
                              {"[21,11,3]", "/employees/1:not_an_employee /employees/2:not_an_employee"},
                              {"[99999]", "/employees/0:not_an_employee"},
                              {"[21,22,23,24]", "/employees:too_many"}}) {
            CAPTURE(each.employees);
            const auto refused = m.submit(id, m.supervisor, each.employees);
            CHECK(refused.status == 422);
            CHECK(refused.issues() == each.issues);
            CHECK(m.get(sent_path(id), m.supervisor).string("/state") == "ACCEPTED");
        }
        CHECK(m.submit(id, m.supervisor, "[21,22,23]").status == 200);
        // Who has left meanwhile is not enrolled.
        m.sql("UPDATE users SET company_id = NULL, role = 'NORMAL' WHERE id = 22");
        const auto done = m.enrol(id, m.manager);
        CHECK(done.size("/attendees") == 2);
        run(m.database.read([&](db::connection& in) {
            CHECK(enrolments::is_enrolled(in, {21}, {id}));
            CHECK_FALSE(enrolments::is_enrolled(in, {22}, {id}));
            CHECK_FALSE(enrolments::is_enrolled(in, {24}, {id}));
            const auto all = enrolments::trainees(in, {id});
            CHECK(all.size() == 2);
            CHECK(all.at(1).name == "user23");
            CHECK(all.at(1).company_name == "가나상사");
            CHECK(enrolments::of_institution(in, {1}, {id})->course_title == "산업안전 기초");
            CHECK_FALSE(enrolments::of_institution(in, {2}, {id}));
            CHECK(enrolments::of_user(in, {21}).size() == 1);
            CHECK(enrolments::of_user(in, {24}).empty());
        }));
        // And who leaves later has no entrance any more.
        m.sql("UPDATE users SET company_id = 2 WHERE id = 21");
        run(m.database.read([&](db::connection& in) {
            CHECK_FALSE(enrolments::is_enrolled(in, {21}, {id}));
            CHECK_FALSE(enrolments::of_trainee(in, {21}, {id}));
            CHECK(enrolments::of_user(in, {21}).empty());
        }));
    });
}

TEST_CASE("a list is replaced by who has seen it, until it is registered")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto id = m.ask(m.supervisor).number("/id");
        m.respond(id, m.manager, true);
        const auto first = m.submit(id, m.supervisor, "[21,22]");
        CHECK(first.header("ETag") == "\"3\"");
        CHECK(first.number("/version") == 3);
        CHECK(m.submit(id, m.supervisor, "[23]").verdict() == "409 already_submitted ATTENDEE_PENDING");
        CHECK(m.submit(id, m.supervisor, "[23]", "\"2\"").verdict() == "412 changed_meanwhile");
        CHECK(m.submit(id, m.supervisor, "[21,22,23,24]", "\"3\"").issues() == "/employees:too_many");
        CHECK(m.get(sent_path(id), m.supervisor).size("/attendees") == 2);
        const auto second = m.submit(id, m.supervisor, "[22,23]", "\"3\"");
        CHECK(second.status == 200);
        CHECK(second.size("/attendees") == 2);
        CHECK(second.string("/attendees/1/name") == "user23");
        CHECK(states_of(second).ends_with("ATTENDEE_PENDING:user11 ATTENDEE_PENDING:user11"));
        // Who has the earlier list before them does not register this one.
        const auto registration = fmt::format("/v1/institutions/{}/registration", id);
        CHECK(m.call(http::verb::post, registration, m.manager, "{}", {{"if-match", "\"3\""}}).verdict() ==
              "412 changed_meanwhile");
        // Nor is the offering stuck when all of them leave.
        m.sql("UPDATE users SET company_id = NULL, role = 'NORMAL' WHERE id IN (22, 23)");
        CHECK(m.enrol(id, m.manager).verdict() == "409 no_attendees ATTENDEE_PENDING");
        CHECK(m.submit(id, m.supervisor, "[24]", "\"4\"").status == 200);
        CHECK(m.call(http::verb::post, registration, m.manager, "{}", {{"if-match", "\"5\""}}).size("/attendees") == 1);
        CHECK(m.submit(id, m.supervisor, "[21]", "\"6\"").verdict() == "409 illegal_state NOT_STARTED");
    });
}

TEST_CASE("the same request waits once")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto ask = [&](const caller& who, std::string_view more) {
            return m.post("/v1/companies/courseProvides", who,
                          fmt::format(R"({{"courseId":{},"beginDate":"2026-12-01","endDate":"2026-12-31",{}}})",
                                      m.course, more));
        };
        const std::string_view wish = R"("attendeeCount":3,"deposit":0)";
        const auto first = ask(m.supervisor, wish).number("/id");
        CHECK(ask(m.supervisor, wish).verdict() == "409 already_requested PENDING");
        CHECK(ask(m.supervisor, R"("attendeeCount":4,"deposit":0)").status == 201);
        CHECK(ask(m.supervisor, R"("attendeeCount":3,"deposit":0,"note":"둘째 반")").status == 201);
        CHECK(ask(m.other_supervisor, wish).status == 201);
        CHECK(m.events_told().size() == 4);
        m.respond(first, m.manager, true);
        CHECK(ask(m.supervisor, wish).status == 201);
    });
}

TEST_CASE("who declines says why")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto id = m.ask(m.supervisor).number("/id");
        const auto path = fmt::format("/v1/institutions/{}/response", id);
        for (const std::string_view body :
             {R"({"accepted":false})", R"({"accepted":false,"reason":""})", R"({"accepted":false,"reason":" \n "})"}) {
            CAPTURE(body);
            CHECK(m.post(path, m.manager, body).issues() == "/reason:required");
        }
        CHECK(m.get(sent_path(id), m.supervisor).string("/state") == "PENDING");
        CHECK(m.post(path, m.manager, R"({"accepted":true})").status == 200);
    });
}

TEST_CASE("registration looks at the calendar")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto today = m.ask(m.supervisor, "2026-11-23", "2026-11-24").number("/id");
        const auto late = m.ask(m.supervisor, "2026-11-23", "2026-11-24").number("/id");
        const auto empty = m.ask(m.supervisor, "2026-11-23", "2026-12-24").number("/id");
        for (const auto id : {today, late, empty}) {
            m.respond(id, m.manager, true);
            m.submit(id, m.supervisor, id == empty ? "[25]" : "[21]");
        }
        const auto begun = m.enrol(today, m.manager);
        CHECK(begun.string("/state") == "ONGOING");
        CHECK(states_of(begun) ==
              "PENDING:user11 ACCEPTED:user1 ATTENDEE_PENDING:user11 NOT_STARTED:user1 ONGOING:user1");
        m.time.advance(48h);
        CHECK(m.enrol(late, m.manager).verdict() == "409 period_over ATTENDEE_PENDING");
        m.sql("UPDATE users SET company_id = NULL, role = 'NORMAL' WHERE id = 25");
        CHECK(m.enrol(empty, m.manager).verdict() == "409 no_attendees ATTENDEE_PENDING");
        CHECK(m.get(sent_path(empty), m.supervisor).size("/attendees") == 1);
    });
}

TEST_CASE("a server that slept through a whole period catches up with both steps")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto id = m.running("2026-12-01", "2026-12-02");
        m.time.advance(24h * 60);
        CHECK(run(turn_dates(m.offers)) == 2);
        CHECK(states_of(m.get(sent_path(id), m.supervisor)).ends_with("NOT_STARTED:user1 ONGOING FINISHED"));
    });
}

TEST_CASE("of many who answer at once, one has effect")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        const auto id = m.ask(m.supervisor).number("/id");
        const auto signs_in = std::make_shared<http::test_authenticator>();
        signs_in->who = m.manager;
        m.site.authenticate_by(signs_in);
        std::vector<int> statuses;
        const auto respond = [](http::router& site, std::string path, std::string body,
                                std::vector<int>& into) -> task<> {
            http::request in;
            in.method = http::verb::post;
            in.target = in.path = path;
            in.body = body;
            in.headers.push_back({"authorization", "Bearer test"});
            in.headers.push_back({"content-type", "application/json"});
            const auto answered = co_await http::answer(site, in, nullptr);
            into.push_back(answered.status);
        };
        asio::io_context context{1};
        for (int i = 0; i < 8; ++i)
            spawn(context.get_executor(), "respond",
                  respond(m.site, fmt::format("/v1/institutions/{}/response", id),
                          i % 2 == 0 ? R"({"accepted":true})" : R"({"accepted":false,"reason":"늦었습니다"})",
                          statuses));
        context.run();
        CHECK(std::count(statuses.begin(), statuses.end(), 200) == 1);
        CHECK(std::count(statuses.begin(), statuses.end(), 409) == 7);
        CHECK(m.get(sent_path(id), m.supervisor).size("/history") == 2);
        CHECK(m.events_told().size() == 2);
    });
}

TEST_CASE("lists are filtered by state and go page by page")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        std::vector<std::int64_t> ids;
        for (int i = 0; i < 5; ++i)
            ids.push_back(m.ask(m.supervisor).number("/id"));
        m.ask(m.other_supervisor);
        m.respond(ids[1], m.manager, true);
        m.respond(ids[3], m.manager, true);
        const auto walk = [&](const std::string& path, const caller& who) {
            std::vector<std::int64_t> seen;
            auto page = m.get(path, who);
            for (;;) {
                for (const auto& each : page.at("/items").as_array())
                    seen.push_back(each.at("id").to_number<std::int64_t>());
                if (page.at("/nextCursor").is_null())
                    return seen;
                page = m.get(path + "&cursor=" + page.string("/nextCursor"), who);
            }
        };
        CHECK(walk("/v1/companies/courseProvides/list?limit=2", m.supervisor) ==
              std::vector<std::int64_t>{ids[4], ids[3], ids[2], ids[1], ids[0]});
        CHECK(walk("/v1/institutions?limit=4", m.manager).size() == 6);
        CHECK(walk("/v1/institutions?limit=1&state=ACCEPTED", m.manager) == std::vector<std::int64_t>{ids[3], ids[1]});
        CHECK(walk("/v1/companies/courseProvides/list?limit=1&state=ACCEPTED", m.supervisor) ==
              std::vector<std::int64_t>{ids[3], ids[1]});
        CHECK(m.get("/v1/institutions?state=OPEN", m.manager).status == 422);
    });
}

TEST_CASE("a course that was offered is not deleted")
{
    db::for_each_database(test_migrations(), [](db::pool& on) {
        test_market m{on};
        m.ask(m.supervisor);
        const auto path = "/v1/courses/" + std::to_string(m.course);
        CHECK(m.remove(path, m.manager).verdict() == "409 course_offered OFFERED");
        CHECK(m.get(path, m.manager).status == 200);
    });
}
