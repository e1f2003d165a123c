#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/outbox.hpp"
#include "http/test_site.hpp"
#include "identity/accounts.hpp"
#include "identity/api.hpp"
#include "live/events.hpp"
#include "mail/api.hpp"
#include "mail/post.hpp"
#include "notifications/api.hpp"
#include "notifications/notices.hpp"
#include "notifications/settings.hpp"
#include "offerings/events.hpp"
#include "organisations/api.hpp"
#include "organisations/events.hpp"
#include "organisations/membership.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::notifications;
using namespace std::chrono_literals;

namespace {

const timestamp noon{1'790'000'000'000ms};

std::vector<db::migration> all_migrations()
{
    std::vector<db::migration> all;
    for (auto part : {events::migrations(), mail::migrations(), identity::migrations(), organisations::migrations(),
                      notifications::migrations()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

task<> deliver(events::bus& by)
{
    const auto here = co_await asio::this_coro::executor;
    spawn(here, "bus", by.run());
    co_await by.settled();
    co_await by.stop();
}

/// A company with a supervisor and two employees, and an institution with a manager.
struct site {
    explicit site(db::pool& on) : db{on}, m{on, time, pages, {"https://lms.example.kr"}}
    {
        add_routes(router, book, m);
        auto work = [&](db::connection& in) {
            const auto person = [&](const std::string& name) {
                return identity::accounts::create_confirmed(in, {name, name, name + "@example.kr", "hash"}, noon);
            };
            manager = person("manager");
            boss = person("boss");
            kim = person("kim");
            lee = person("lee");
            institution = organisations::found_institution(
                              in, manager, {{"배움터"}, {"김"}, {"2208162517"}, {}, {"a@b.kr"}, {"02-123-4567"}}, noon)
                              .id;
            company = organisations::found_company(
                          in, boss, {{"한빛"}, {"박"}, {"1248100998"}, {"c@d.kr"}, {"02-123-4567"}}, noon)
                          .id;
            organisations::employ(in, company, kim, noon);
        };
        run(db.write(work));
        hear();
    }

    template <class E>
    void happens(const E& what)
    {
        auto work = [&](db::connection& in) { events::publish(in, what, "test:1"); };
        run(db.write(work));
        hear();
    }
    void hear()
    {
        events::bus bus{db};
        subscribe(bus, m);
        run(deliver(bus));
    }
    template <class E>
    E about_offering()
    {
        E what;
        what.course_provide_id = {12};
        what.institution_id = institution;
        what.company_id = company;
        what.course_title = "산업안전";
        what.institution_name = "배움터";
        what.company_name = "한빛";
        return what;
    }
    boost::json::object shown_to(user_id who, std::string query = "")
    {
        const auto got =
            http::call(router, http::verb::get, "/v1/notifications" + query, caller{who, {1}, role::NORMAL, {}, {}});
        REQUIRE(got.status == 200);
        return boost::json::parse(got.body).as_object();
    }
    std::vector<mail::mailbox_item> mails_to(std::string_view email)
    {
        auto ask = [](db::connection& in) { return mail::newest(in, {}, 100); };
        auto all = run(db.read(ask));
        std::erase_if(all, [&](const auto& each) { return each.recipient != email; });
        return all;
    }
    int choose(user_id who, const std::string& topic, bool in_page, bool by_mail)
    {
        boost::json::object all;
        for (const std::string each : {"affiliation", "offering", "course", "board", "live"})
            all[each] = {{"inPage", each != topic || in_page}, {"byMail", each != topic || by_mail}};
        return http::call(router, http::verb::put, "/v1/notifications/settings", caller{who, {1}, role::NORMAL, {}, {}},
                          boost::json::serialize(all))
            .status;
    }
    std::string only_title(user_id who)
    {
        const auto page = shown_to(who);
        const auto& items = page.at("items").as_array();
        return items.size() == 1 ? std::string{items.at(0).at("title").as_string()}
                                 : std::to_string(items.size()) + " items";
    }

    db::pool& db;
    manual_clock time{noon};
    http::page_events pages;
    notifications::module m;
    http::router router;
    json::schema_book book;
    user_id manager, boss, kim, lee;
    institution_id institution;
    company_id company;
};

} // namespace

TEST_CASE("each event is told to those whom it concerns, and to nobody else")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        at.happens(organisations::affiliation_requested{{1}, at.company, "한빛", at.lee, "lee"});
        CHECK(at.only_title(at.boss) == "소속 신청이 왔습니다");
        CHECK(at.only_title(at.lee) == "0 items");
        at.happens(organisations::affiliation_answered{{1}, at.company, "한빛", at.lee, true});
        CHECK(at.only_title(at.lee) == "소속이 승인되었습니다");
        CHECK(at.only_title(at.manager) == "0 items");

        auto asked = at.about_offering<offerings::requested>();
        asked.attendee_count = 30;
        at.happens(asked);
        const auto told = at.shown_to(at.manager).at("items").as_array();
        REQUIRE(told.size() == 1);
        CHECK(told.at(0).at("kind") == "OFFERING_REQUESTED");
        CHECK(told.at(0).at("link") == "/manage/requests/12");
        CHECK(told.at(0).at("body") == "한빛에서 ‘산업안전’ 과정을 30명으로 신청했습니다.");
        CHECK(at.only_title(at.boss) == "소속 신청이 왔습니다");

        auto declined = at.about_offering<offerings::answered>();
        declined.reason = "정원 초과";
        at.happens(declined);
        CHECK(at.shown_to(at.boss).at("items").at(0).at("body") ==
              "배움터에서 ‘산업안전’ 과정 신청을 거절했습니다. 사유: 정원 초과");
        at.happens(at.about_offering<offerings::submitted>());
        at.happens(at.about_offering<offerings::canceled>());
        CHECK(at.shown_to(at.manager).at("items").as_array().size() == 3);
        CHECK(at.only_title(at.kim) == "0 items");
    });
}

TEST_CASE("an enrolled trainee is told in the page and by mail, once, however often the event comes")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        auto enrolled = at.about_offering<offerings::registered>();
        enrolled.begin_date = date_from("2026-12-01").value();
        enrolled.end_date = date_from("2026-12-31").value();
        enrolled.employees = {at.kim};
        at.happens(enrolled);
        // The program died before it noted that the event was delivered.
        auto forget = [](db::connection& in) {
            in.run("DELETE FROM event_subscriber");
            in.run("DELETE FROM event_delivery");
        };
        run(db.write(forget));
        at.hear();

        CHECK(at.only_title(at.kim) == "새 과정을 수강하게 되었습니다");
        CHECK(at.shown_to(at.kim).at("items").at(0).at("link") == "/learn/12");
        const auto mails = at.mails_to("kim@example.kr");
        CHECK(at.only_title(at.boss) == "수강자가 등록되었습니다");
        CHECK(at.only_title(at.lee) == "0 items");
        CHECK(at.mails_to("boss@example.kr").size() == 1);
        REQUIRE(mails.size() == 1);
        CHECK(mails[0].subject == "[아힘모약] 새 과정을 수강하게 되었습니다: 산업안전");
        CHECK(mails[0].text.find("https://lms.example.kr/learn/12") != std::string::npos);
        CHECK(mails[0].text.find("2026-12-31") != std::string::npos);
        CHECK(mails[0].text.find("https://lms.example.kr/notifications/settings") != std::string::npos);
    });
}

TEST_CASE("notifications are read up to one, each by its owner")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        auto work = [&](db::connection& in) {
            for (std::int64_t event = 1001; event <= 1025; ++event) {
                const std::vector both{at.kim, at.lee};
                notify(in, both, notification_kind::COURSE_BEGAN, {}, "/learn/1", event, noon);
                notify(in, both, notification_kind::COURSE_BEGAN, {}, "/learn/1", event, noon);
            }
        };
        run(db.write(work));
        const auto first = at.shown_to(at.kim);
        CHECK(first.at("unreadCount") == 25);
        CHECK(first.at("items").as_array().size() == 20);
        const auto rest = at.shown_to(at.kim, "?cursor=" + std::string{first.at("nextCursor").as_string()});
        CHECK(rest.at("items").as_array().size() == 5);
        CHECK(rest.at("nextCursor").is_null());

        const auto fifth = first.at("items").at(4).at("id").as_int64();
        const caller kim{at.kim, {1}, role::EMPLOYEE, {}, at.company};
        const auto body = R"({"upTo":)" + std::to_string(fifth) + "}";
        CHECK(http::call(at.router, http::verb::post, "/v1/notifications/read", kim, body).status == 204);
        CHECK(at.shown_to(at.kim).at("unreadCount") == 4);
        CHECK(at.shown_to(at.kim).at("items").at(4).at("readAt") == "2026-09-21T14:13:20.000Z");
        CHECK(at.shown_to(at.lee).at("unreadCount") == 25);
        CHECK(http::call(at.router, http::verb::get, "/v1/notifications").status == 401);
    });
}

TEST_CASE("everybody is told as he has chosen")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        const auto tell_manager = [&] { at.happens(at.about_offering<offerings::requested>()); };
        tell_manager();
        CHECK(at.shown_to(at.manager).at("unreadCount") == 1);
        CHECK(at.mails_to("manager@example.kr").size() == 1);
        CHECK(at.choose(at.manager, "offering", true, false) == 200);
        tell_manager();
        CHECK(at.shown_to(at.manager).at("unreadCount") == 2);
        CHECK(at.mails_to("manager@example.kr").size() == 1);
        CHECK(at.choose(at.manager, "offering", false, true) == 200);
        tell_manager();
        CHECK(at.shown_to(at.manager).at("unreadCount") == 2);
        CHECK(at.mails_to("manager@example.kr").size() == 2);
        CHECK(at.choose(at.manager, "offering", false, false) == 200);
        tell_manager();
        CHECK(at.shown_to(at.manager).at("unreadCount") == 2);
        CHECK(at.mails_to("manager@example.kr").size() == 2);
        // Another topic, and another person, are as they were.
        at.happens(organisations::affiliation_requested{{1}, at.company, "한빛", at.lee, "lee"});
        CHECK(at.mails_to("boss@example.kr").size() == 1);
    });
}

TEST_CASE("a letter speaks the language of its reader")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        auto choose = [&](db::connection& in) { identity::accounts::set_language(in, at.boss, language::en, noon); };
        run(db.write(choose));
        auto declined = at.about_offering<offerings::answered>();
        declined.reason = "<b>정원</b> & 초과";
        at.happens(declined);
        const auto mails = at.mails_to("boss@example.kr");
        REQUIRE(mails.size() == 1);
        CHECK(mails[0].subject == "[Ahimmoyak] Your request was declined: 산업안전");
        CHECK(mails[0].text.find("Hello boss,") != std::string::npos);
        CHECK(mails[0].text.find("Reason: <b>정원</b> & 초과") != std::string::npos);
        CHECK(mails[0].text.find("https://lms.example.kr/company/requests/12") != std::string::npos);
    });
}

TEST_CASE("a lecture is told to its trainees, its beginning in the page alone")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        live::planned planned;
        static_cast<live::lecture_told&>(planned) = {{7}, {12}, "질의응답", "산업안전", noon, {at.kim}};
        at.happens(planned);
        CHECK(at.shown_to(at.kim).at("items").at(0).at("body") ==
              "2026-09-21 23:13에 ‘질의응답’ 라이브 강의가 있습니다. 과정: 산업안전");
        CHECK(at.shown_to(at.kim).at("items").at(0).at("link") == "/live/7");
        CHECK(at.mails_to("kim@example.kr").size() == 1);
        live::started started;
        static_cast<live::lecture_told&>(started) = planned;
        at.happens(started);
        CHECK(at.shown_to(at.kim).at("unreadCount") == 2);
        CHECK(at.mails_to("kim@example.kr").size() == 1);
    });
}

TEST_CASE("a signed link says whose mails of which topic, and nobody else makes one")
{
    const auto token = token_of("key", {{12}, notification_topic::LIVE});
    const auto found = subscription_in("key", token);
    REQUIRE(found);
    CHECK(found->who.value == 12);
    CHECK(found->about == notification_topic::LIVE);
    CHECK_FALSE(subscription_in("other key", token));
    CHECK_FALSE(subscription_in("key", "13" + token.substr(2)));
    CHECK_FALSE(subscription_in("key", "12.COURSE" + token.substr(token.rfind('.'))));
    for (const std::string bad : {"", ".", "..", "12", "12.LIVE", "12.LIVE.", "a.LIVE.x"})
        CHECK_FALSE(subscription_in("key", bad));
}

TEST_CASE("a link ends the mails of one topic, without signing in, as often as it is opened")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        at.happens(at.about_offering<offerings::requested>());
        const auto text = at.mails_to("manager@example.kr").at(0).text;
        const auto begin = text.find("/unsubscribe?token=") + 19;
        const auto token = text.substr(begin, text.find('\n', begin) - begin);
        const auto post = [&](const std::string& where) {
            return http::call(at.router, http::verb::post, "/v1/notifications/" + where + "?token=" + token);
        };
        for (int i = 0; i < 2; ++i)
            CHECK(post("unsubscribe").body == R"({"topic":"OFFERING","byMail":false})");
        at.happens(at.about_offering<offerings::requested>());
        CHECK(at.mails_to("manager@example.kr").size() == 1);
        CHECK(at.shown_to(at.manager).at("unreadCount") == 2);
        CHECK(post("resubscribe").status == 200);
        at.happens(at.about_offering<offerings::requested>());
        CHECK(at.mails_to("manager@example.kr").size() == 2);
        const auto page = http::call(at.router, http::verb::get,
                                     "/v1/notifications/unsubscribe?token=" + token + "%22%3E%3Cscript%3E");
        CHECK(page.body.find("/unsubscribe?token=" + token + "script\"") != std::string::npos);
        CHECK(http::call(at.router, http::verb::post, "/v1/notifications/unsubscribe?token=1.LIVE.x").status == 422);
        CHECK(http::call(at.router, http::verb::post, "/v1/notifications/unsubscribe").status == 422);
    });
}

TEST_CASE("one notification is read by its owner, and the unread ones are listed alone")
{
    db::for_each_database(all_migrations(), [](db::pool& db) {
        site at{db};
        for (int i = 0; i < 3; ++i)
            at.happens(at.about_offering<offerings::requested>());
        const auto second = at.shown_to(at.manager).at("items").at(1).at("id").as_int64();
        const auto read = [&](user_id who) {
            return http::call(at.router, http::verb::post, "/v1/notifications/" + std::to_string(second) + "/read",
                              caller{who, {1}, role::MANAGER, {}, {}})
                .status;
        };
        CHECK(read(at.boss) == 404);
        CHECK(at.shown_to(at.manager).at("unreadCount") == 3);
        CHECK(read(at.manager) == 204);
        CHECK(read(at.manager) == 204);
        const auto unread = at.shown_to(at.manager, "?unread=true&limit=1");
        CHECK(unread.at("unreadCount") == 2);
        const auto rest =
            at.shown_to(at.manager, "?unread=true&limit=1&cursor=" + std::string{unread.at("nextCursor").as_string()});
        CHECK(rest.at("items").at(0).at("id").as_int64() < second);
        CHECK(rest.at("nextCursor").is_null());
    });
}

TEST_CASE("every kind has its sentences in both languages")
{
    const parameters with{"P", "C", "I", "K", "R", "B", "E", 3, "L", "N", "Q", "T", "X", 1, 2};
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<notification_kind>>([&](auto each) {
        CAPTURE(each.name);
        const auto shown = render(each.value, with);
        CHECK_FALSE(shown.title.ko.empty());
        CHECK_FALSE(shown.title.en.empty());
        CHECK_FALSE(shown.body.ko.empty());
        CHECK(shown.body.ko != shown.body.en);
    });
}
