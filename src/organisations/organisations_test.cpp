#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/outbox.hpp"
#include "http/test_site.hpp"
#include "identity/accounts.hpp"
#include "mail/api.hpp"
#include "organisations/api.hpp"
#include "organisations/directory.hpp"
#include "organisations/membership.hpp"
#include "organisations/setup.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::organisations;
using namespace std::chrono_literals;

namespace {

const timestamp noon{1'790'000'000'000ms};

std::vector<db::migration> all_migrations()
{
    std::vector<db::migration> all;
    for (auto part : {events::migrations(), mail::migrations(), identity::migrations(), organisations::migrations()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

struct site {
    explicit site(db::pool& on) : db{on}, people{on, time, quick()}, m{on, people} { add_routes(router, book, m); }

    static identity::options quick()
    {
        identity::options with;
        with.passwords = {1, 8192};
        return with;
    }

    /// A new person; what they may do is asked of identity at each call, as the real site does.
    user_id person(const std::string& name)
    {
        auto work = [&](db::connection& in) {
            return identity::accounts::create_confirmed(in, {name, name, name + "@example.kr", "hash"}, noon);
        };
        return run(db.write(work));
    }
    caller as(user_id who)
    {
        const auto is = run(people.standings.of(who)).value();
        return {who, {1}, is.as, is.institution, is.company};
    }
    http::test_answer call(user_id who, http::verb method, std::string_view target, std::string_view body = {})
    {
        return http::call(router, method, target, as(who), body);
    }
    http::test_answer get(user_id who, std::string_view target) { return call(who, http::verb::get, target); }
    http::test_answer post(user_id who, std::string_view target, std::string_view body)
    {
        return call(who, http::verb::post, target, body);
    }
    std::int64_t events_named(const std::string& name)
    {
        auto ask = [&](db::connection& in) {
            return in.first<std::int64_t>("SELECT COUNT(*) FROM outbox WHERE name = $1", name).value();
        };
        return run(db.read(ask));
    }

    db::pool& db;
    manual_clock time{noon};
    identity::module people;
    organisations::module m;
    http::router router;
    json::schema_book book;
};

boost::json::value json_of(const http::test_answer& answer) { return boost::json::parse(answer.body); }

std::string code_of(const http::test_answer& refused) { return std::string{json_of(refused).at("code").as_string()}; }

std::string company_form(std::string_view name, std::string_view number)
{
    return R"({"name":")" + std::string{name} + R"(","ownerName":"박대표","businessNumber":")" + std::string{number} +
           R"(","email":"info@company.kr","phone":"02-123-4567"})";
}

constexpr std::string_view companies = "/v1/students/visitor/companies";
constexpr std::string_view affiliations = "/v1/students/visitor/companies/affiliations";

/// A company with its supervisor; its id.
std::int64_t company_of(site& at, user_id supervisor, std::string_view name, std::string_view number)
{
    const auto made = at.post(supervisor, companies, company_form(name, number));
    REQUIRE(made.status == 201);
    return json_of(made).at("id").as_int64();
}

} // namespace

TEST_CASE("a business number is ten digits with the right checksum")
{
    for (const std::string good : {"1248100998", "124-81-00998", "220-81-62517", "1208147521"}) {
        CAPTURE(good);
        CHECK(business_number::from(good));
    }
    CHECK(business_number::from("124-81-00998")->digits == "1248100998");
    for (const std::string bad : {"", "1248100999", "124810099", "12481009980", "1248-100998", "124-8100998",
                                  "12a8100998", "0000000000", "１２４８１００９９８", "124-81-0099-", " 1248100998"}) {
        CAPTURE(bad);
        CHECK_FALSE(business_number::from(bad));
    }
}

TEST_CASE("who creates a company is its supervisor at the next request")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto kim = at.person("kim");
        CHECK(at.get(kim, "/v1/students/companies/info").status == 403);
        const auto made = at.post(kim, companies, company_form("한빛", "124-81-00998"));
        REQUIRE(made.status == 201);
        CHECK(json_of(made).at("businessNumber") == "1248100998");
        CHECK(at.as(kim).as == role::SUPERVISOR);
        const auto own = at.get(kim, "/v1/students/companies/info");
        CHECK(own.status == 200);
        CHECK(own.body == made.body);
        const auto people = json_of(at.get(kim, "/v1/companies/employees")).at("items").as_array();
        REQUIRE(people.size() == 1);
        CHECK(people.at(0).at("isSupervisor") == true);
        CHECK(at.post(kim, companies, company_form("둘째", "2208162517")).status == 403);
    });
}

TEST_CASE("who creates an institution is its manager, and sees no other")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto kim = at.person("kim");
        const auto lee = at.person("lee");
        const auto made =
            at.post(kim, "/v1/institutions",
                    R"({"name":"배움터","ownerName":"김","businessNumber":"2208162517","certifiedNumber":"A-1",)"
                    R"("email":"a@b.kr","phone":"02-1234-5678"})");
        REQUIRE(made.status == 201);
        CHECK(at.as(kim).as == role::MANAGER);
        CHECK(at.get(kim, "/v1/institutions/detail").body == made.body);
        CHECK(json_of(made).at("certifiedNumber") == "A-1");
        CHECK(at.get(lee, "/v1/institutions/detail").status == 403);
        auto ask = [&](db::connection& in) { return managers_of(in, at.as(kim).of_institution()); };
        CHECK(run(db.read(ask)) == std::vector{kim});
    });
}

TEST_CASE("bad companies are refused by the field that is wrong")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto kim = at.person("kim");
        company_of(at, at.person("owner"), "첫째", "1248100998");
        for (const auto& [field, value] : std::initializer_list<std::pair<std::string, std::string>>{
                 {"businessNumber", R"("1248100999")"},
                 {"businessNumber", R"("124-81-00998")"}, // somebody's
                 {"businessNumber", "1248100998"},
                 {"name", R"("")"},
                 {"ownerName", "null"},
                 {"email", R"("x")"},
                 {"phone", R"("12")"},
                 {"state", "1"}}) {
            CAPTURE(field);
            CAPTURE(value);
            auto form = boost::json::parse(company_form("둘째", "2208162517")).as_object();
            form[field] = boost::json::parse(value);
            const auto refused = at.post(kim, companies, boost::json::serialize(form));
            CHECK(refused.status == 422);
            CHECK(std::string{json_of(refused).at("errors").at(0).at("pointer").as_string()} == "/" + field);
        }
        CHECK(at.as(kim).as == role::NORMAL);
        CHECK(at.post(kim, companies, company_form("둘째", "2208162517")).status == 201);
    });
}

TEST_CASE("a person asks a company, which accepts")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto boss = at.person("boss");
        const auto kim = at.person("kim");
        const auto company = company_of(at, boss, "한빛", "1248100998");
        const auto other = company_of(at, at.person("other"), "은빛", "2208162517");
        const auto ask_for = [](std::int64_t which) { return R"({"companyId":)" + std::to_string(which) + "}"; };

        CHECK(at.post(kim, affiliations, ask_for(company)).status == 201);
        CHECK(at.post(kim, affiliations, ask_for(other)).status == 201);
        CHECK(code_of(at.post(kim, affiliations, ask_for(company))) == "already_requested");
        CHECK(at.post(kim, affiliations, ask_for(999'999)).status == 404);
        const auto mine = json_of(at.get(kim, affiliations)).at("items").as_array();
        REQUIRE(mine.size() == 2);
        CHECK(mine.at(1).at("companyName") == "한빛");
        CHECK(mine.at(1).at("state") == "REQUESTED");
        CHECK(at.events_named("organisations.affiliation_requested") == 2);

        const auto waiting = json_of(at.get(boss, "/v1/companies/affiliations")).at("items").as_array();
        REQUIRE(waiting.size() == 1);
        CHECK(waiting.at(0).at("email") == "kim@example.kr");
        const auto answer =
            "/v1/companies/affiliations/" + std::to_string(waiting.at(0).at("id").as_int64()) + "/response";
        CHECK(at.post(boss, answer, R"({"accepted":true})").status == 204);
        CHECK(at.as(kim).as == role::EMPLOYEE);
        CHECK(at.as(kim).of_company().value == company);
        CHECK(json_of(at.get(kim, "/v1/students/companies/info")).at("name") == "한빛");
        CHECK(code_of(at.post(boss, answer, R"({"accepted":true})")) == "already_answered");
        CHECK(at.events_named("organisations.affiliation_answered") == 1);
        CHECK(json_of(at.get(boss, "/v1/companies/affiliations")).at("items").as_array().empty());

        auto check = [&](db::connection& in) {
            CHECK(is_active_employee(in, {company}, kim));
            CHECK_FALSE(is_active_employee(in, {company}, boss));
            CHECK_FALSE(is_active_employee(in, {other}, kim));
            CHECK(supervisors_of(in, {company}) == std::vector{boss});
            CHECK(requests_of(in, kim).size() == 1); // what waited elsewhere is gone
            const std::vector<company_id> both{{company}, {other}, {999'999}};
            const auto names = company_names(in, both);
            CHECK(names.size() == 2);
            CHECK(names.at({other}) == "은빛");
        };
        run(db.read(check));
        CHECK(at.post(kim, affiliations, ask_for(other)).status == 403);
    });
}

TEST_CASE("a company answers its own requests only; a declined person stays free and may ask again")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto boss = at.person("boss");
        const auto stranger = at.person("stranger");
        const auto kim = at.person("kim");
        const auto company = company_of(at, boss, "한빛", "1248100998");
        company_of(at, stranger, "은빛", "2208162517");
        const auto form = R"({"companyId":)" + std::to_string(company) + "}";
        REQUIRE(at.post(kim, affiliations, form).status == 201);
        const auto waiting = json_of(at.get(boss, "/v1/companies/affiliations")).at("items").as_array();
        const auto answer =
            "/v1/companies/affiliations/" + std::to_string(waiting.at(0).at("id").as_int64()) + "/response";
        CHECK(json_of(at.get(stranger, "/v1/companies/affiliations")).at("items").as_array().empty());
        CHECK(at.post(stranger, answer, R"({"accepted":true})").status == 404);
        CHECK(at.post(kim, answer, R"({"accepted":true})").status == 403);
        CHECK(at.post(boss, answer, "{}").status == 422);
        CHECK(at.post(boss, answer, R"({"accepted":false})").status == 204);
        CHECK(at.as(kim).as == role::NORMAL);
        CHECK(json_of(at.get(kim, affiliations)).at("items").as_array().empty());
        CHECK(at.post(kim, affiliations, form).status == 201);
    });
}

TEST_CASE("who founds something meanwhile cannot be accepted elsewhere")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto boss = at.person("boss");
        const auto kim = at.person("kim");
        const auto company = company_of(at, boss, "한빛", "1248100998");
        REQUIRE(at.post(kim, affiliations, R"({"companyId":)" + std::to_string(company) + "}").status == 201);
        const auto stale = at.as(kim);
        company_of(at, kim, "은빛", "2208162517");
        CHECK(json_of(at.get(boss, "/v1/companies/affiliations")).at("items").as_array().empty());
        // A request that passed its right a moment before the change.
        const auto late = http::call(at.router, http::verb::post, companies, stale, company_form("셋째", "1208147521"));
        CHECK(late.status == 409);
        CHECK(code_of(late) == "already_affiliated");
    });
}

TEST_CASE("companies are found by part of their name, page by page")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto kim = at.person("kim");
        company_of(at, at.person("a01"), "Beta 100%", "1248100998");
        company_of(at, at.person("a02"), "Alpha", "2208162517");
        company_of(at, at.person("a03"), "알파_베타", "1208147521");
        const auto names = [&](const std::string& query) {
            std::vector<std::string> all;
            const auto page = json_of(at.get(kim, "/v1/students/visitor/companies" + query));
            for (const auto& each : page.at("items").as_array())
                all.emplace_back(each.at("name").as_string());
            return all;
        };
        CHECK(names("").size() == 3);
        CHECK(names("?search=alPHA") == std::vector<std::string>{"Alpha"});
        CHECK(names("?search=100%25") == std::vector<std::string>{"Beta 100%"});
        CHECK(names("?search=_") == std::vector<std::string>{"알파_베타"});
        CHECK(names("?search=%EB%B2%A0%ED%83%80") == std::vector<std::string>{"알파_베타"});
        std::vector<std::string> walked;
        std::string next;
        do {
            const auto page = json_of(
                at.get(kim, "/v1/students/visitor/companies?limit=1" + (next.empty() ? "" : "&cursor=" + next)));
            walked.emplace_back(page.at("items").at(0).at("name").as_string());
            next = page.at("nextCursor").is_null() ? "" : std::string{page.at("nextCursor").as_string()};
        } while (!next.empty() && walked.size() < 10);
        CHECK(walked == std::vector<std::string>{"Alpha", "Beta 100%", "알파_베타"});
    });
}

TEST_CASE("employees are listed to their own supervisor, searched and page by page")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto boss = at.person("boss");
        const company_id company{company_of(at, boss, "한빛", "1248100998")};
        for (const std::string name : {"kim", "lee", "park"}) {
            const auto who = at.person(name);
            auto work = [&](db::connection& in) { employ(in, company, who, noon); };
            run(db.write(work));
        }
        const auto first = json_of(at.get(boss, "/v1/companies/employees?limit=3"));
        CHECK(first.at("items").as_array().size() == 3);
        const auto rest = json_of(
            at.get(boss, "/v1/companies/employees?limit=3&cursor=" + std::string{first.at("nextCursor").as_string()}));
        REQUIRE(rest.at("items").as_array().size() == 1);
        CHECK(rest.at("items").at(0).at("username") == "park");
        CHECK(json_of(at.get(boss, "/v1/companies/employees?search=LEE")).at("items").as_array().size() == 1);
        CHECK(json_of(at.get(boss, "/v1/companies/employees?search=nobody")).at("items").as_array().empty());
    });
}

TEST_CASE("set-up makes the operator and the institution at once, and only once")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto form = [](std::string_view manager) {
            return json::decode<setup>(
                R"({"administrator":{"username":"root.kr","name":"운영자","email":"root@lms.kr","password":"12345678"},
                    "institution":{"name":"배움터","ownerName":"김","businessNumber":"220-81-62517","email":"a@b.kr","phone":"02-1234-5678",
                    "manager":{"username":")" +
                std::string{manager} + R"(","name":"김","email":"kim@lms.kr","password":"12345678"}}})");
        };
        CHECK(run(setup_needed(at.m)));
        try {
            run(set_up(at.m, form("root.kr")));
            FAIL("one name for two people was accepted");
        } catch (const problem& why) {
            CHECK(why.status() == 422);
            CHECK(why.issues().at(0).pointer == "/institution/manager/username");
        }
        CHECK(run(setup_needed(at.m))); // nothing of it was kept
        const auto done = run(set_up(at.m, form("kim")));
        CHECK(at.as(done.administrator_id).as == role::ADMIN);
        REQUIRE(done.institution_id);
        CHECK_FALSE(run(setup_needed(at.m)));
        try {
            run(set_up(at.m, form("lee")));
            FAIL("set-up ran twice");
        } catch (const problem& why) {
            CHECK(why.status() == 409);
            CHECK(why.code() == "setup_done");
        }
        auto check = [&](db::connection& in) {
            const auto manager = identity::accounts::find_by_login(in, "kim@lms.kr").value();
            CHECK(manager.confirmed);
            const auto is = identity::accounts::standing_of(in, manager.id).value();
            CHECK(is == identity::standing{role::MANAGER, done.institution_id, {}});
        };
        run(db.read(check));
    });
}
