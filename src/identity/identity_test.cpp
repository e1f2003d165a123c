#include "base/random.hpp"
#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/outbox.hpp"
#include "http/endpoint.hpp"
#include "http/handle.hpp"
#include "http/test_site.hpp"
#include "identity/accounts.hpp"
#include "identity/api.hpp"
#include "identity/device.hpp"
#include "identity/email_changes.hpp"
#include "identity/resets.hpp"
#include "mail/api.hpp"
#include "mail/post.hpp"

#include <boost/json.hpp>
#include <cjose/cjose.h>
#include <doctest/doctest.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <memory>

using namespace ahimmoyak;
using namespace ahimmoyak::identity;
using namespace std::chrono_literals;

namespace {

const timestamp noon{1'790'000'000'000ms};

std::vector<db::migration> all_migrations()
{
    std::vector<db::migration> all;
    for (auto part : {events::migrations(), mail::migrations(), identity::migrations()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

options quick()
{
    options with;
    with.passwords = {1, 8192};
    return with;
}

task<http::no_content> managers_only(identity::module&, caller who)
{
    CHECK(who.institution.has_value());
    co_return http::no_content{};
}

/// An installation with this module alone, signed in to by its real authenticator.
struct site {
    explicit site(db::pool& on, options with = quick()) : db{on}, m{on, time, std::move(with)}
    {
        run(start(m));
        add_routes(router, book, m);
        http::routes r{router, book, m};
        r.get("/test/managers", http::allow::only(role::MANAGER), "For managers", managers_only);
        router.authenticate_by(m.authenticator);
    }

    std::string code_sent_to(const std::string& address)
    {
        auto ask = [&](db::connection& in) { return mail::newest(in, {}, 100); };
        for (const auto& each : run(db.read(ask)))
            if (each.recipient == address) {
                const auto at = each.text.find("    ");
                return each.text.substr(at + 4, 6);
            }
        return {};
    }

    db::pool& db;
    manual_clock time{noon};
    identity::module m;
    http::router router;
    json::schema_book book;
};

/// Keeps cookies as a browser does, except their paths: it sends the refresh token only where it belongs.
struct browser {
    site& at;
    std::map<std::string, std::string> cookies{};
    std::string address = "192.0.2.1";

    http::test_answer send(http::verb method, std::string_view target, std::string_view body = {},
                           std::vector<std::pair<std::string, std::string>> extra = {})
    {
        http::request in;
        in.method = method;
        in.target = target;
        in.path = target.substr(0, target.find('?'));
        in.body = body;
        in.remote_address = address;
        in.id = "test";
        std::string jar;
        for (const auto& [name, value] : cookies)
            if (name != "refresh_token" || target == "/auth/refresh")
                jar += (jar.empty() ? "" : "; ") + name + "=" + value;
        if (!jar.empty())
            in.headers.push_back({"cookie", jar});
        in.headers.push_back({"host", "localhost:8080"});
        in.headers.push_back({"origin", "http://localhost:8080"});
        if (!body.empty())
            in.headers.push_back({"content-type", "application/json"});
        for (const auto& [name, value] : extra)
            in.headers.push_back({name, value});
        auto got = run(http::answer(at.router, in, nullptr));
        http::test_answer out{got.status, {}, std::move(got.headers)};
        if (auto* text = std::get_if<std::string>(&got.body))
            out.body = std::move(*text);
        for (const auto& [name, value] : out.headers)
            if (name == "Set-Cookie") {
                const auto equals = value.find('=');
                const auto kept = value.substr(equals + 1, value.find(';') - equals - 1);
                if (kept.empty())
                    cookies.erase(value.substr(0, equals));
                else
                    cookies[value.substr(0, equals)] = kept;
            }
        return out;
    }
    http::test_answer get(std::string_view target) { return send(http::verb::get, target); }
    http::test_answer post(std::string_view target, std::string_view body = {})
    {
        return send(http::verb::post, target, body);
    }
};

std::string code_of(const http::test_answer& refused)
{
    return std::string{boost::json::parse(refused.body).at("code").as_string()};
}

std::string pointer_of(const http::test_answer& refused)
{
    return std::string{boost::json::parse(refused.body).at("errors").at(0).at("pointer").as_string()};
}

constexpr std::string_view kim =
    R"({"username":"kim","name":"김철수","email":"Kim@Example.kr","password":"correct horse","agreed":true})";
constexpr std::string_view kim_signs_in = R"({"login":"kim","password":"correct horse"})";

void sign_up_kim(site& at)
{
    browser page{at};
    REQUIRE(page.post("/auth/v1/signup", kim).status == 201);
    const auto code = at.code_sent_to("kim@example.kr");
    REQUIRE(page.post("/auth/v1/confirm", R"({"email":"kim@example.kr","code":")" + code + "\"}").status == 204);
}

browser kim_signed_in(site& at)
{
    browser page{at};
    REQUIRE(page.post("/auth/v1/signin", kim_signs_in).status == 200);
    return page;
}

} // namespace

TEST_CASE("somebody signs up, confirms the code of the mail, signs in and out")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        browser page{at};
        const auto made = page.post("/auth/v1/signup", kim);
        REQUIRE(made.status == 201);
        const auto told = boost::json::parse(made.body);
        CHECK(told.at("email") == "kim@example.kr");
        CHECK(std::string{told.at("codeExpiresAt").as_string()} == to_rfc3339(noon + 10min));

        const auto early = page.post("/auth/v1/signin", kim_signs_in);
        CHECK(early.status == 403);
        CHECK(code_of(early) == "not_confirmed");

        const auto code = at.code_sent_to("kim@example.kr");
        REQUIRE(code.size() == 6);
        const auto confirm = R"({"email":"KIM@example.kr","code":")" + code + "\"}";
        CHECK(page.post("/auth/v1/confirm", confirm).status == 204);
        CHECK(page.post("/auth/v1/confirm", confirm).status == 204);

        const auto in = page.post("/auth/v1/signin", R"({"login":"Kim@example.kr","password":"correct horse"})");
        REQUIRE(in.status == 200);
        const auto account = boost::json::parse(in.body);
        CHECK(account.at("username") == "kim");
        CHECK(account.at("role") == "NORMAL");
        CHECK(account.at("confirmed") == true);
        CHECK(account.at("institutionId").is_null());
        CHECK(page.get("/auth/v1/info").body == in.body);

        const auto before = page.cookies;
        CHECK(page.post("/auth/v1/signout").status == 204);
        CHECK(page.cookies.empty());
        browser thief{at, before};
        CHECK(thief.get("/auth/v1/info").status == 401);
        CHECK(thief.post("/auth/refresh").status == 401);
    });
}

TEST_CASE("cookies are HttpOnly, the refresh token is sent to one place, Secure comes with https")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        auto with = quick();
        with.public_address = "https://lms.example.kr";
        with.cookie_domain = "example.kr";
        site at{db, with};
        sign_up_kim(at);
        browser page{at};
        const auto in = page.post("/auth/v1/signin", kim_signs_in);
        int seen = 0;
        for (const auto& [name, value] : in.headers) {
            if (name != "Set-Cookie")
                continue;
            ++seen;
            CAPTURE(value.substr(0, value.find('=')));
            CHECK(value.find("HttpOnly") != std::string::npos);
            CHECK(value.find("SameSite=Lax") != std::string::npos);
            CHECK(value.find("Secure") != std::string::npos);
            CHECK(value.find("Domain=example.kr") != std::string::npos);
            CHECK((value.find("Path=/auth/refresh") != std::string::npos) == value.starts_with("refresh_token="));
        }
        CHECK(seen == 3);
    });
}

TEST_CASE("bad sign-ups are refused by the field that is wrong")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        browser page{at};
        const auto body = [](std::string_view changed, std::string_view to) {
            auto form =
                boost::json::parse(
                    R"({"username":"lee","name":"이","email":"lee@example.kr","password":"12345678","agreed":true})")
                    .as_object();
            form[changed] = boost::json::parse(to);
            return boost::json::serialize(form);
        };
        for (const auto& [field, value] : std::initializer_list<std::pair<std::string, std::string>>{
                 {"username", R"("ab")"},
                 {"username", R"("Lee")"},
                 {"username", R"("a b c")"},
                 {"username", R"("abcdefghijklmnopqrstu")"},
                 {"username", R"("kim")"},
                 {"name", R"("")"},
                 {"name", R"("123456789012345678901")"},
                 {"email", R"("no address")"},
                 {"email", R"("kim@example.kr")"},
                 {"password", R"("1234567")"},
                 {"password", "\"" + std::string(129, 'x') + "\""},
                 {"phone", R"("call me maybe")"},
                 {"birth", R"("2999-01-01")"},
                 {"birth", R"("1990-02-30")"},
                 {"gender", R"("male")"},
                 {"agreed", "false"},
                 {"role", R"("ADMIN")"}}) {
            CAPTURE(field);
            CAPTURE(value);
            const auto refused = page.post("/auth/v1/signup", body(field, value));
            CHECK(refused.status == 422);
            CHECK(pointer_of(refused) == "/" + field);
        }
        CHECK(page.post("/auth/v1/signup", body("gender", R"("OTHER")")).status == 201);
        CHECK(page.post("/auth/v1/signup", std::string(5000, ' ')).status != 201);
    });
}

TEST_CASE("a code is good for ten minutes, five attempts and one address")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        browser page{at};
        REQUIRE(page.post("/auth/v1/signup", kim).status == 201);
        const auto right = at.code_sent_to("kim@example.kr");
        const std::string wrong = right == "000000" ? "000001" : "000000";
        const auto with = [](const std::string& code) {
            return R"({"email":"kim@example.kr","code":")" + code + "\"}";
        };

        for (int i = 0; i < 5; ++i) {
            const auto refused = page.post("/auth/v1/confirm", with(wrong));
            CHECK(refused.status == 422);
            CHECK(pointer_of(refused) == "/code");
        }
        CHECK(page.post("/auth/v1/confirm", with(right)).status == 422);

        CHECK(page.post("/auth/v1/resend", R"({"email":"kim@example.kr"})").status == 204);
        const auto second = at.code_sent_to("kim@example.kr");
        at.time.advance(10min);
        CHECK(page.post("/auth/v1/confirm", with(second)).status == 422);

        CHECK(page.post("/auth/v1/resend", R"({"email":"kim@example.kr"})").status == 204);
        const auto third = at.code_sent_to("kim@example.kr");
        CHECK(page.post("/auth/v1/confirm", R"({"email":"lee@example.kr","code":")" + third + "\"}").status == 422);
        CHECK(page.post("/auth/v1/confirm", with(third)).status == 204);
    });
}

TEST_CASE("codes are sent again only so often, and nobody learns whether an account exists")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        browser page{at};
        REQUIRE(page.post("/auth/v1/signup", kim).status == 201);
        for (const std::string address : {"kim@example.kr", "nobody@example.kr"}) {
            CAPTURE(address);
            const auto again = R"({"email":")" + address + "\"}";
            CHECK(page.post("/auth/v1/resend", again).status == 204);
            if (address.starts_with("nobody"))
                CHECK(page.post("/auth/v1/resend", again).status == 204);
            const auto refused = page.post("/auth/v1/resend", again);
            CHECK(refused.status == 429);
            CHECK(refused.header("Retry-After") == "60");
        }
        CHECK(at.code_sent_to("nobody@example.kr").empty());
    });
}

TEST_CASE("a sign-up that nobody confirmed makes room after a day")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        browser page{at};
        CHECK(page.post("/auth/v1/signup", kim).status == 201);
        const auto refused = page.post("/auth/v1/signup", kim);
        CHECK(refused.status == 422);
        CHECK(boost::json::parse(refused.body).at("errors").as_array().size() == 2);
        at.time.advance(24h + 1s);
        CHECK(page.post("/auth/v1/signup", kim).status == 201);
    });
}

TEST_CASE("wrong sign-ins get one answer, and too many are put off")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        browser page{at};
        const auto wrong = page.post("/auth/v1/signin", R"({"login":"kim","password":"wrong horse"})");
        const auto unknown = page.post("/auth/v1/signin", R"({"login":"lee","password":"wrong horse"})");
        CHECK(wrong.status == 401);
        CHECK(code_of(wrong) == "wrong_credentials");
        CHECK(wrong.body == unknown.body);
        CHECK(page.post("/auth/v1/signin", R"({"login":"kim","password":")" + std::string(1000, 'x') + "\"}").status ==
              422);
        for (int i = 0; i < 9; ++i)
            page.post("/auth/v1/signin", R"({"login":"kim","password":"wrong horse"})");
        const auto late = page.post("/auth/v1/signin", kim_signs_in);
        CHECK(late.status == 429);
        CHECK_FALSE(late.header("Retry-After").empty());
        browser elsewhere{at, {}, "192.0.2.2"};
        CHECK(elsewhere.post("/auth/v1/signin", kim_signs_in).status == 200);
        at.time.advance(1min);
        CHECK(page.post("/auth/v1/signin", kim_signs_in).status == 200);
    });
}

TEST_CASE("a refresh token is good once; a used one that comes back ends the session")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        auto page = kim_signed_in(at);
        browser thief{at, page.cookies};
        at.time.advance(15min + 1s);
        CHECK(page.get("/auth/v1/info").status == 401);
        CHECK(page.post("/auth/refresh").status == 200);
        CHECK(page.get("/auth/v1/info").status == 200);

        // Two pages at the same moment: the slower one is refused, and nothing else happens.
        const auto raced = thief.post("/auth/refresh");
        CHECK(raced.status == 401);
        CHECK(code_of(raced) == "refresh_raced");
        CHECK(page.get("/auth/v1/info").status == 200);

        at.time.advance(11s);
        const auto reused = thief.post("/auth/refresh");
        CHECK(reused.status == 401);
        CHECK(code_of(reused) == "session_over");
        CHECK(page.get("/auth/v1/info").status == 401);
        CHECK(page.post("/auth/refresh").status == 401);
        CHECK(kim_signed_in(at).get("/auth/v1/info").status == 200);
    });
}

TEST_CASE("a session ends when it is not used for two weeks, and after ninety days in any case")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        auto idle = kim_signed_in(at);
        auto busy = kim_signed_in(at);
        for (int i = 0; i < 8; ++i) {
            at.time.advance(std::chrono::hours{24 * 11});
            CHECK(busy.post("/auth/refresh").status == 200);
        }
        CHECK(idle.post("/auth/refresh").status == 401);
        at.time.advance(std::chrono::hours{24 * 3});
        CHECK(busy.post("/auth/refresh").status == 401);
        for (const std::string bad : {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
            browser page{at, {{"refresh_token", bad}}};
            CHECK(page.post("/auth/refresh").status == 401);
        }
        auto work = [&](db::connection& in) { at.m.sessions.tidy(in); };
        at.time.advance(std::chrono::hours{24 * 30});
        run(db.write(work));
        auto count = [](db::connection& in) {
            return in.first<std::int64_t>("SELECT COUNT(*) FROM refresh_token").value();
        };
        CHECK(run(db.read(count)) == 0);
    });
}

TEST_CASE("sessions, keys and revocations survive a restart")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        std::map<std::string, std::string> stays;
        std::map<std::string, std::string> left;
        {
            site at{db};
            sign_up_kim(at);
            stays = kim_signed_in(at).cookies;
            auto page = kim_signed_in(at);
            left = page.cookies;
            page.post("/auth/v1/signout");
        }
        site again{db};
        CHECK(browser{again, stays}.get("/auth/v1/info").status == 200);
        CHECK(browser{again, left}.get("/auth/v1/info").status == 401);
    });
}

TEST_CASE("only a token of ours, by our key and algorithm, is taken")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        auto page = kim_signed_in(at);
        const auto good = page.cookies.at("access_token");
        const auto by_header = [&](const std::string& value) {
            return browser{at}.send(http::verb::get, "/auth/v1/info", {}, {{"authorization", value}}).status;
        };
        CHECK(by_header("Bearer " + good) == 200);
        CHECK(by_header("bearer " + good) == 200);
        CHECK(by_header("Basic " + good) == 401);
        CHECK(by_header("Bearer " + page.cookies.at("id_token")) == 401);

        const auto payload = good.substr(good.find('.') + 1, good.rfind('.') - good.find('.') - 1);
        const auto none = base64url(R"({"alg":"none","typ":"JWT"})");
        CHECK(by_header("Bearer " + none + "." + payload + ".") == 401);
        CHECK(by_header("Bearer " + good.substr(0, good.rfind('.') + 1)) == 401);
        CHECK(by_header("Bearer " + good + "x") == 401);
        // The signature stays, the payload names another user.
        const auto forged =
            base64url(R"({"iss":"http://localhost:8080","aud":"ahimmoyak","sub":"2","sid":1,"use":"access",)"
                      R"("role":"ADMIN","iat":1,"exp":9999999999})");
        CHECK(by_header("Bearer " + good.substr(0, good.find('.') + 1) + forged + good.substr(good.rfind('.'))) == 401);
        for (const std::string bad : {"", ".", "..", "a.b.c", "a.b", "null"})
            CHECK(by_header("Bearer " + bad) == 401);
        CHECK(by_header("Bearer " + std::string(10'000, 'a')) == 401);

        // A key of somebody else's under the name of ours.
        cjose_err err{};
        auto* foreign = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &err);
        auto* header = cjose_header_new(&err);
        cjose_header_set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, &err);
        cjose_header_set(header, CJOSE_HDR_KID, at.m.keys.published().at(0).kid.c_str(), &err);
        const std::string claims =
            R"({"iss":"http://localhost:8080","aud":"ahimmoyak","sub":"1","sid":1,"use":"access",)"
            R"("role":"ADMIN","iat":1,"exp":9999999999})";
        auto* jws =
            cjose_jws_sign(foreign, header, reinterpret_cast<const std::uint8_t*>(claims.data()), claims.size(), &err);
        const char* text = nullptr;
        REQUIRE(cjose_jws_export(jws, &text, &err));
        CHECK(by_header(std::string{"Bearer "} + text) == 401);
        cjose_jws_release(jws);
        cjose_header_release(header);
        cjose_jwk_release(foreign);

        CHECK(by_header("Bearer " + good) == 200);
        at.time.advance(15min);
        CHECK(by_header("Bearer " + good) == 401);
    });
}

TEST_CASE("a request is never taken by its cookie when it has an Authorization header, nor by two tokens")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        auto page = kim_signed_in(at);
        CHECK(page.send(http::verb::get, "/auth/v1/info", {}, {{"authorization", "Bearer x"}}).status == 401);
        CHECK(page.send(http::verb::get, "/auth/v1/info", {}, {{"cookie", "access_token=other"}}).status == 401);
        const auto token = page.cookies.at("access_token");
        CHECK(browser{at}
                  .send(http::verb::get, "/auth/v1/info", {},
                        {{"authorization", "Bearer " + token}, {"authorization", "Bearer " + token}})
                  .status == 401);
    });
}

TEST_CASE("a role that changes is true at the next request")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        auto page = kim_signed_in(at);
        const user_id who{boost::json::parse(page.get("/auth/v1/info").body).at("userId").as_int64()};
        CHECK(page.get("/test/managers").status == 403);
        auto promote = [&](db::connection& in) {
            accounts::set_standing(in, who, {role::MANAGER, institution_id{7}, {}}, noon);
        };
        run(db.write(promote));
        at.m.standings.forget(who);
        CHECK(page.get("/test/managers").status == 204);
        auto demote = [&](db::connection& in) { accounts::set_standing(in, who, {}, noon); };
        run(db.write(demote));
        // Another process changed it and its event is lost: a minute later it is true here too.
        CHECK(page.get("/test/managers").status == 204);
        at.time.advance(61s);
        CHECK(page.get("/test/managers").status == 403);
    });
}

TEST_CASE("the keys are published, one without its secret, and a new one comes after ninety days")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        const auto published = [&] {
            return boost::json::parse(browser{at}.get("/.well-known/jwks.json").body).at("keys").as_array();
        };
        REQUIRE(published().size() == 1);
        const auto key = published().at(0).as_object();
        CHECK(key.at("kty") == "EC");
        CHECK(key.at("crv") == "P-256");
        CHECK(key.at("alg") == "ES256");
        CHECK_FALSE(key.contains("d"));

        at.time.advance(std::chrono::hours{24 * 90} + 1s);
        auto page = kim_signed_in(at);
        run(tidy(at.m));
        CHECK(published().size() == 2);
        CHECK(published().at(0).at("kid") != key.at("kid"));
        CHECK(page.get("/auth/v1/info").status == 200);
        CHECK(kim_signed_in(at).get("/auth/v1/info").status == 200);
        at.time.advance(25h);
        run(tidy(at.m));
        CHECK(published().size() == 1);
    });
}

namespace {

std::string kid_of(const browser& page)
{
    const auto& token = page.cookies.at("access_token");
    const auto head = token.substr(0, token.find('.'));
    std::string text(head.size(), '\0');
    std::size_t size = 0;
    sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(), head.data(), head.size(), nullptr,
                      &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.resize(size);
    return std::string{boost::json::parse(text).at("kid").as_string()};
}

} // namespace

TEST_CASE("a new key is published before it signs; the old one verifies until what it signed has expired")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        const auto first = kid_of(kim_signed_in(at));
        at.time.advance(1s);
        run(at.m.keys.rotate());
        REQUIRE(at.m.keys.published().size() == 2);
        const auto second = at.m.keys.published().at(0).kid;
        CHECK(kid_of(kim_signed_in(at)) == first);
        CHECK_THROWS_AS(run(at.m.keys.rotate()), problem);
        CHECK(at.m.keys.all().at(0).state == key_state::WAITING);

        at.time.advance(9min + 59s);
        auto by_old = kim_signed_in(at);
        CHECK(kid_of(by_old) == first);
        at.time.advance(1s);
        auto by_new = kim_signed_in(at);
        CHECK(kid_of(by_new) == second);
        CHECK(at.m.keys.all().at(0).state == key_state::SIGNING);
        CHECK(at.m.keys.all().at(1).state == key_state::VERIFYING);
        at.time.advance(14min);
        CHECK(by_old.get("/auth/v1/info").status == 200);
        CHECK(by_new.get("/auth/v1/info").status == 200);

        // Started anew, it knows both.
        site again{db};
        again.time.advance(24min);
        CHECK(again.m.keys.all().at(0).state == key_state::SIGNING);
        CHECK(browser{again, by_old.cookies}.get("/auth/v1/info").status == 200);
    });
}

TEST_CASE("what a dropped key signed is refused at once, even where it was taken before")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        auto page = kim_signed_in(at);
        CHECK(page.get("/auth/v1/info").status == 200);
        run(at.m.keys.replace());
        CHECK(at.m.keys.published().size() == 1);
        CHECK(page.get("/auth/v1/info").status == 401);
        auto anew = kim_signed_in(at);
        CHECK(kid_of(anew) == at.m.keys.published().at(0).kid);
        CHECK(anew.get("/auth/v1/info").status == 200);
        run(at.m.keys.rotate());
        CHECK(at.m.keys.published().size() == 2);
    });
}

TEST_CASE("another process's key is found by its name")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site first{db};
        sign_up_kim(first);
        site second{db};
        first.time.advance(std::chrono::hours{24 * 91});
        second.time.advance(std::chrono::hours{24 * 91});
        run(tidy(first.m));
        first.time.advance(10min);
        second.time.advance(10min);
        const auto page = kim_signed_in(first);
        CHECK(kid_of(page) != second.m.keys.published().at(0).kid);
        CHECK(browser{second, page.cookies}.get("/auth/v1/info").status == 200);
    });
}

TEST_CASE("people read and change their own data")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        auto page = kim_signed_in(at);
        CHECK(browser{at}.get("/users/v1/user").status == 401);
        const auto changed =
            page.send(http::verb::put, "/users/v1/user",
                      R"({"name":" 김영희 ","phone":"010-1234-5678","birth":"1990-02-28","gender":"FEMALE"})");
        REQUIRE(changed.status == 200);
        const auto now = boost::json::parse(page.get("/users/v1/user").body);
        CHECK(now.at("name") == "김영희");
        CHECK(now.at("phone") == "010-1234-5678");
        CHECK(now.at("birth") == "1990-02-28");
        CHECK(now.at("gender") == "FEMALE");
        CHECK(now.at("email") == "kim@example.kr");
        CHECK(page.send(http::verb::put, "/users/v1/user", R"({"name":"x","role":"ADMIN"})").status == 422);
        CHECK(page.send(http::verb::put, "/users/v1/user", R"({"name":"x","birth":"1850-01-01"})").status == 422);
        CHECK(page.send(http::verb::put, "/users/v1/user", R"({"name":"x"})").status == 200);
        CHECK(boost::json::parse(page.get("/users/v1/user").body).at("phone").is_null());
    });
}

TEST_CASE("codes for a new password and a new address run out")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        sign_up_kim(at);
        auto page = kim_signed_in(at);
        const auto kim_is = user_id{boost::json::parse(page.get("/users/v1/user").body).at("id").as_int64()};
        const auto begin = [&](db::connection& in) {
            const auto asked = resets::ask(in, "kim@example.kr", noon);
            CHECK(resets::whom(in, asked, noon) == kim_is);
            resets::put(in, asked, kim_is, "ABCD-EFGH", noon);
            CHECK(!resets::whom(in, asked, noon));
            email_changes::put(in, kim_is, "new@example.kr", "123456", noon);
        };
        run(db.write(begin));
        const auto late = [&](db::connection& in) {
            CHECK(!resets::take(in, "kim@example.kr", "ABCD-EFGH", noon + 30min));
            CHECK(!email_changes::take(in, kim_is, "123456", noon + 10min));
        };
        run(db.write(late));
        const auto in_time = [&](db::connection& in) {
            CHECK(email_changes::take(in, kim_is, "123456", noon + 9min) == "new@example.kr");
            CHECK(resets::take(in, "kim@example.kr", "abcdefgh", noon + 29min) == kim_is);
            CHECK(!resets::take(in, "kim@example.kr", "abcdefgh", noon + 29min));
        };
        run(db.write(in_time));
    });
}

TEST_CASE("devices are named in plain words")
{
    const auto named = [](std::string_view agent) {
        const auto is = device_of(agent);
        return is.browser.value_or("?") + " on " + is.system.value_or("?");
    };
    CHECK(named("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
                "Safari/537.36 Edg/140.0.0.0") == "Edge on Windows");
    CHECK(named("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                "Version/18.0 Mobile/15E148 Safari/604.1") == "Safari on iPhone");
    CHECK(named("Mozilla/5.0 (Linux; Android 14; SM-S918N) AppleWebKit/537.36 (KHTML, like Gecko) "
                "SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36") == "Samsung Internet on Android");
    CHECK(named("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:130.0) Gecko/20100101 Firefox/130.0") ==
          "Firefox on macOS");
    CHECK(named("curl/8.5.0") == "curl on ?");
    CHECK(named("<script>/1") == "? on ?");
    CHECK(named("") == "? on ?");
}

TEST_CASE("names are found for any number of people")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        auto make = [](db::connection& in) {
            std::vector<user_id> all;
            for (int i = 0; i < 45; ++i) {
                const auto n = std::to_string(i);
                all.push_back(
                    accounts::create_confirmed(in, {"user" + n, "n" + n, "u" + n + "@example.kr", "hash"}, noon));
            }
            CHECK_THROWS_AS(accounts::create_confirmed(in, {"user1", "n", "new@example.kr", "hash"}, noon), problem);
            return all;
        };
        auto all = run(db.write(make));
        all.push_back({999'999});
        auto ask = [&](db::connection& in) { return accounts::find(in, all); };
        const auto found = run(db.read(ask));
        CHECK(found.size() == 45);
        CHECK(found.at(all.at(44)).name == "n44");
    });
}

TEST_CASE("a flood of hashes is refused instead of piling up")
{
    passwords few{1, {1, 8192}, 2};
    asio::io_context context{1};
    int refused = 0;
    int done = 0;
    const auto one = [](passwords& by, int& no, int& yes) -> task<> {
        try {
            co_await by.hash("12345678");
            ++yes;
        } catch (const problem& why) {
            no += why.status() == 503 ? 1 : 0;
        }
    };
    for (int i = 0; i < 10; ++i)
        spawn(context.get_executor(), "hash", one(few, refused, done));
    context.run();
    CHECK(done == 2);
    CHECK(refused == 8);
}
