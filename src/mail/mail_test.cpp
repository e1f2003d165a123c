#include "base/run.hpp"
#include "db/test_database.hpp"
#include "http/test_site.hpp"
#include "mail/api.hpp"
#include "mail/mime.hpp"
#include "mail/post.hpp"
#include "mail/sender.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>
#include <doctest/doctest.h>

#include <istream>
#include <thread>

using namespace ahimmoyak;
using namespace ahimmoyak::mail;
using namespace std::chrono_literals;

namespace {

const timestamp noon{1'790'000'000'000ms};

mail_id put(db::pool& db, const message& what, timestamp at)
{
    auto work = [&](db::connection& in) { return queue(in, what, at); };
    return run(db.write(work));
}

mailbox_item get(db::pool& db, mail_id which)
{
    auto ask = [&](db::connection& in) { return find(in, which).value(); };
    return run(db.read(ask));
}

/// A mail server that does what a test says.
class fake_transport final : public transport {
public:
    std::vector<std::string> recipients;
    int failures = 0;
    bool forever = false;
    void send(const message& what, timestamp, std::string_view) override
    {
        if (failures > 0) {
            --failures;
            throw delivery_failure{"not now", forever};
        }
        recipients.push_back(what.recipient);
    }
};

/// Speaks SMTP to one client, as little of it as a mail needs, and keeps what it was told.
class small_smtp_server {
public:
    explicit small_smtp_server(std::string answer_to_rcpt) : answer_to_rcpt_{std::move(answer_to_rcpt)}
    {
        thread_ = std::thread{[this] { serve(); }};
    }
    ~small_smtp_server() { thread_.join(); }
    int port() const { return acceptor_.local_endpoint().port(); }
    void wait()
    {
        thread_.join();
        thread_ = std::thread{[] {}};
    }
    std::string said;
    std::string data;

private:
    void serve()
    {
        using plain = boost::asio::ip::tcp;
        plain::socket client{context_};
        acceptor_.accept(client);
        boost::asio::streambuf buffer;
        const auto say = [&](const std::string& line) {
            boost::asio::write(client, boost::asio::buffer(line + "\r\n"));
        };
        const auto hear = [&](std::string_view end) {
            const auto n = boost::asio::read_until(client, buffer, end);
            std::string line(n, '\0');
            std::istream{&buffer}.read(line.data(), static_cast<std::streamsize>(n));
            return line;
        };
        try {
            say("220 test");
            for (;;) {
                const auto line = hear("\r\n");
                said += line;
                if (line.starts_with("EHLO")) {
                    say("250 test");
                } else if (line.starts_with("RCPT")) {
                    say(answer_to_rcpt_);
                } else if (line.starts_with("DATA")) {
                    say("354 go on");
                    data = hear("\r\n.\r\n");
                    say("250 taken");
                } else if (line.starts_with("QUIT")) {
                    say("221 bye");
                    return;
                } else {
                    say("250 ok");
                }
            }
        } catch (const boost::system::system_error&) {
            // The client went away.
        }
    }

    std::string answer_to_rcpt_;
    boost::asio::io_context context_;
    boost::asio::ip::tcp::acceptor acceptor_{
        context_, boost::asio::ip::tcp::endpoint{boost::asio::ip::make_address("127.0.0.1"), 0}};
    std::thread thread_;
};

} // namespace

TEST_CASE("a mail is composed as RFC 5322 wants it")
{
    const auto text =
        compose({"kim@example.kr", "안녕 hello", "첫 줄\nsecond\n"}, {"lms@example.kr", "아힘모약"}, noon, "mail-1");
    CHECK(text == "From: =?UTF-8?B?7JWE7Z6Y66qo7JW9?= <lms@example.kr>\r\n"
                  "To: <kim@example.kr>\r\n"
                  "Subject: =?UTF-8?B?7JWI64WVIGhlbGxv?=\r\n"
                  "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"
                  "Message-ID: <mail-1@example.kr>\r\n"
                  "Auto-Submitted: auto-generated\r\n"
                  "MIME-Version: 1.0\r\n"
                  "Content-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: base64\r\n\r\n"
                  "7LKrIOykhA0Kc2Vjb25kDQo=\r\n");
}

namespace {

letter_content letter_of(std::string unsubscribe)
{
    return {language::en,
            "Hello <Kim> & \"co\"",
            {"It's <b>open</b>.\nCome."},
            {{"Open", "https://lms.example.kr/learn/1?a=1&b=2"}},
            "You get this because.",
            {{"Settings", "https://lms.example.kr/account"}},
            std::move(unsubscribe)};
}

} // namespace

TEST_CASE("a letter is text and HTML, each a part, and everything typed stays text")
{
    const auto of = letter_of("https://lms.example.kr/u?token=1.LIVE.x");
    CHECK(plain_text(of) == "Hello <Kim> & \"co\"\n\nIt's <b>open</b>.\nCome.\n\n"
                            "Open:\nhttps://lms.example.kr/learn/1?a=1&b=2\n\n-- \nYou get this because.\n"
                            "Settings: https://lms.example.kr/account\n");
    const auto html = html_of(of, "T & <t>");
    CHECK(html.find("<html lang=\"en\">") != std::string::npos);
    CHECK(html.find("<title>T &amp; &lt;t&gt;</title>") != std::string::npos);
    CHECK(html.find("Hello &lt;Kim&gt; &amp; &quot;co&quot;") != std::string::npos);
    CHECK(html.find("It&#39;s &lt;b&gt;open&lt;/b&gt;.<br>Come.") != std::string::npos);
    CHECK(html.find("href=\"https://lms.example.kr/learn/1?a=1&amp;b=2\"") != std::string::npos);

    const auto mail = compose(message_of("kim@example.kr", "s", of), {"lms@example.kr", ""}, noon, "mail-3");
    CHECK(mail.find("List-Unsubscribe:\r\n <https://lms.example.kr/u?token=1.LIVE.x>\r\n"
                    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                    "Content-Type: multipart/alternative; boundary=\"=_mail-3\"\r\n\r\n--=_mail-3\r\n"
                    "Content-Type: text/plain; charset=utf-8\r\n") != std::string::npos);
    CHECK(mail.find("\r\n--=_mail-3\r\nContent-Type: text/html; charset=utf-8\r\n") != std::string::npos);
    CHECK(mail.ends_with("\r\n--=_mail-3--\r\n"));
    for (std::size_t at = 0; at < mail.size();) {
        const auto end = mail.find("\r\n", at);
        CHECK(end - at <= 78);
        at = end + 2;
    }
}

TEST_CASE("a letter to somebody whose language is known is in it alone, else in both")
{
    const words subject{"제목", "Subject"};
    const words text{"안녕하세요.\n\n    https://a/?b=1&c\n\n끝.\n", "Hello.\n\n    https://a/?b=1&c\n\nEnd.\n"};
    const auto english = written("kim@example.kr", language::en, subject, text);
    CHECK(english.subject == "[Ahimmoyak] Subject");
    CHECK(english.text == text.en);
    REQUIRE(english.letter);
    CHECK(english.letter->greeting == "Hello.");
    CHECK(english.letter->paragraphs == std::vector<std::string>{"End."});
    CHECK(english.letter->button.at(0).address == "https://a/?b=1&c");
    CHECK(written("kim@example.kr", language::ko, subject, text).subject == "[아힘모약] 제목");
    const auto both = written("kim@example.kr", {}, subject, text);
    CHECK(both.subject == "[아힘모약] 제목 / Subject");
    CHECK(both.text == text.ko + "\n----\n\n" + text.en);
    CHECK_FALSE(both.letter);
}

TEST_CASE("unsubscribing by one click is offered over https, and never by an address that breaks the header")
{
    const auto header = [](std::string link) {
        const auto mail = compose(message_of("a@b.kr", "s", letter_of(std::move(link))), {"c@d.kr", ""}, noon, "m");
        return mail.substr(0, mail.find("\r\n\r\n"));
    };
    CHECK(header("http://10.0.0.1:8080/u").find("<http://10.0.0.1:8080/u>") != std::string::npos);
    CHECK(header("http://10.0.0.1:8080/u").find("One-Click") == std::string::npos);
    for (const std::string bad : {"", "https://a/>\r\nBcc: x@y.kr", "javascript:1", "https://a b"}) {
        CAPTURE(bad);
        CHECK(header(bad).find("Unsubscribe") == std::string::npos);
        CHECK(header(bad).find("Bcc") == std::string::npos);
    }
}

TEST_CASE("nothing of a mail becomes a header of its own")
{
    const auto text = compose({"kim@example.kr", "a\r\nBcc: all@example.kr", "x\r\n.\r\nBcc: y"},
                              {"lms@example.kr", "n\r\nX: y"}, noon, "mail-2");
    CHECK(text.find("Bcc") == std::string::npos);
    CHECK(text.find("X: y") == std::string::npos);
    for (const std::string bad : {"kim@example.kr\r\nBcc: x@y.kr", "kim@example.kr>", "a b@c.kr", "", "@", "a@", "@b",
                                  "a@b@c", "a,b@c.kr", "김@example.kr"}) {
        CAPTURE(bad);
        CHECK_THROWS(compose({bad, "s", "t"}, {"lms@example.kr", ""}, noon, "m"));
    }
}

TEST_CASE("long subjects are folded between characters")
{
    std::string subject;
    for (int i = 0; i < 100; ++i)
        subject += "한";
    const auto text = compose({"kim@example.kr", subject, ""}, {"lms@example.kr", ""}, noon, "m");
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find("\r\n", at);
        CHECK(end - at <= 78);
        at = end + 2;
    }
}

TEST_CASE("a mail exists only when its transaction commits")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        auto work = [](db::connection& in) {
            queue(in, {"kim@example.kr", "s", "t"}, noon);
            throw std::runtime_error{"changed my mind"};
        };
        CHECK_THROWS_AS(run(db.write(work)), std::runtime_error);
        auto ask = [](db::connection& in) { return newest(in, {}, 10); };
        CHECK(run(db.read(ask)).empty());
    });
}

TEST_CASE("the sender delivers what waits, once")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        work_pool blocking{1};
        fake_transport server;
        manual_clock time{noon};
        sender by{db, blocking, server, time};
        const auto first = put(db, {"a@example.kr", "s", "t"}, noon);
        put(db, {"b@example.kr", "s", "t"}, noon);
        CHECK(run(by.deliver_due()) == 2);
        CHECK(run(by.deliver_due()) == 0);
        CHECK(server.recipients == std::vector<std::string>{"a@example.kr", "b@example.kr"});
        CHECK(get(db, first).state == mail_state::SENT);
    });
}

TEST_CASE("a letter goes to the server as it was queued")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        small_smtp_server server{"250 ok"};
        smtp to{{"127.0.0.1", server.port(), smtp_security::none, "", "", {"lms@example.kr", ""}}};
        manual_clock time{noon};
        work_pool blocking{1};
        sender by{db, blocking, to, time};
        put(db, message_of("kim@example.kr", "s", letter_of("")), noon);
        CHECK(run(by.deliver_due()) == 1);
        server.wait();
        CHECK(server.data.find("multipart/alternative") != std::string::npos);
    });
}

TEST_CASE("a server that is away loses no mail")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        work_pool blocking{1};
        fake_transport server;
        manual_clock time{noon};
        sender by{db, blocking, server, time};
        const auto which = put(db, {"a@example.kr", "s", "t"}, noon);
        server.failures = 2;
        CHECK(run(by.deliver_due()) == 0);
        CHECK(run(by.deliver_due()) == 0);
        CHECK(server.failures == 1); // not tried again before the pause is over
        time.advance(30s);
        CHECK(run(by.deliver_due()) == 0);
        time.advance(59s);
        CHECK(run(by.deliver_due()) == 0);
        time.advance(1s);
        CHECK(get(db, which).state == mail_state::STORED);
        CHECK(run(by.deliver_due()) == 1);
        CHECK(get(db, which).state == mail_state::SENT);
    });
}

TEST_CASE("a mail fails when the server will never take it, or after two days")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        work_pool blocking{1};
        fake_transport server;
        manual_clock time{noon};
        sender by{db, blocking, server, time};
        server.failures = 1;
        server.forever = true;
        const auto refused = put(db, {"a@example.kr", "s", "t"}, noon);
        run(by.deliver_due());
        CHECK(get(db, refused).state == mail_state::FAILED);

        server.failures = 1000;
        server.forever = false;
        const auto late = put(db, {"b@example.kr", "s", "t"}, noon);
        for (int i = 0; i < 100; ++i) {
            run(by.deliver_due());
            time.advance(1h);
        }
        CHECK(get(db, late).state == mail_state::FAILED);
    });
}

TEST_CASE("the running sender hears of a new mail by its commit")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        work_pool blocking{1};
        fake_transport server;
        system_clock time;
        sender by{db, blocking, server, time};
        asio::io_context context{1};
        spawn(context.get_executor(), "sender", by.run());
        std::thread thread{[&] { context.run(); }};
        const auto which = put(db, {"a@example.kr", "s", "t"}, time.now());
        const auto until = std::chrono::steady_clock::now() + 20s;
        while (get(db, which).state != mail_state::SENT && std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        by.stop();
        thread.join();
        CHECK(get(db, which).state == mail_state::SENT);
    });
}

TEST_CASE("a mail goes over SMTP as it was composed")
{
    small_smtp_server server{"250 ok"};
    smtp to{{"127.0.0.1", server.port(), smtp_security::none, "", "", {"lms@example.kr", "LMS"}}};
    const message mail{"kim@example.kr", "코드", "123456\n"};
    to.send(mail, noon, "mail-7");
    server.wait();
    CHECK(server.said.find("MAIL FROM:<lms@example.kr>") != std::string::npos);
    CHECK(server.said.find("RCPT TO:<kim@example.kr>") != std::string::npos);
    CHECK(server.data == compose(mail, {"lms@example.kr", "LMS"}, noon, "mail-7") + ".\r\n");
}

TEST_CASE("what an SMTP server refuses is a failure for ever, what it puts off is not")
{
    for (const auto& [answer, forever] : {std::pair{"550 no such person", true}, {"451 later", false}}) {
        small_smtp_server server{answer};
        smtp to{{"127.0.0.1", server.port(), smtp_security::none, "", "", {"lms@example.kr", ""}}};
        try {
            to.send({"kim@example.kr", "s", "t"}, noon, "m");
            FAIL("the mail was taken");
        } catch (const delivery_failure& why) {
            CHECK(why.forever() == forever);
        }
    }
}

TEST_CASE("only the operator reads the mailbox, page by page")
{
    db::for_each_database(migrations(), [](db::pool& db) {
        http::router site;
        json::schema_book book;
        manual_clock time{timestamp{}};
        module m{db, time};
        add_routes(site, book, m);
        for (int i = 1; i <= 3; ++i)
            put(db, {"kim@example.kr", "s" + std::to_string(i), "t"}, noon);
        const caller admin{{1}, {1}, role::ADMIN, {}, {}};
        CHECK(http::call(site, http::verb::get, "/v1/admin/mailbox").status == 401);
        CHECK(
            http::call(site, http::verb::get, "/v1/admin/mailbox", caller{{2}, {2}, role::MANAGER, {{1}}, {}}).status ==
            403);
        const auto page =
            boost::json::parse(http::call(site, http::verb::get, "/v1/admin/mailbox?limit=2", admin).body).as_object();
        REQUIRE(page.at("items").as_array().size() == 2);
        CHECK(page.at("items").at(0).at("subject") == "s3");
        CHECK(page.at("items").at(0).at("state") == "STORED");
        const std::string next{page.at("nextCursor").as_string()};
        const auto rest = boost::json::parse(
                              http::call(site, http::verb::get, "/v1/admin/mailbox?limit=2&cursor=" + next, admin).body)
                              .as_object();
        CHECK(rest.at("items").as_array().size() == 1);
        CHECK(rest.at("nextCursor").is_null());
        const auto one = page.at("items").at(0).at("id").as_int64();
        CHECK(http::call(site, http::verb::get, "/v1/admin/mailbox/" + std::to_string(one), admin).status == 200);
        CHECK(http::call(site, http::verb::get, "/v1/admin/mailbox/999999", admin).status == 404);
        CHECK(http::call(site, http::verb::get, "/v1/admin/mailbox?cursor=x", admin).status == 422);
    });
}
