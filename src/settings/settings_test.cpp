#include "base/problem.hpp"
#include "base/run.hpp"
#include "db/test_database.hpp"
#include "settings/api.hpp"

#include <doctest/doctest.h>

namespace ahimmoyak::settings {

namespace {

const timestamp noon{std::chrono::milliseconds{1'790'000'000'000}};
const std::string key(32, 'k');

const mail::smtp_server relay{.host = "smtp.example.kr",
                              .port = 465,
                              .security = mail::smtp_security::tls,
                              .user = "lms",
                              .password = "geheim 한글",
                              .from = {"lms@example.kr", {}}};

} // namespace

TEST_CASE("what was never set is the default, and an outside value wins over the page's")
{
    store::row is;
    const auto bare = effective(is, {}, key);
    CHECK(bare.sign_up_open);
    CHECK(bare.training_years == 5);
    CHECK_FALSE(bare.mail);
    CHECK_FALSE(bare.backup);

    is.training_years = 3;
    is.default_language = language::en;
    CHECK(effective(is, {}, key).training_years == 3);
    CHECK(effective(is, {}, key).speaks == language::en);
    outside given;
    given.training_years = 10;
    given.language = language::ko;
    CHECK(effective(is, given, key).training_years == 10);
    CHECK(effective(is, given, key).speaks == language::ko);
}

TEST_CASE("a mail server of the outside is not mixed with the page's")
{
    store::row is;
    is.smtp_host = "page.example.kr";
    is.smtp_password_sealed = seal_password(key, "of the page");
    CHECK(effective(is, {}, key).mail->password == "of the page");
    outside given;
    given.has_mail = true;
    CHECK_FALSE(effective(is, given, key).mail);
    given.mail = mail::smtp_server{.host = "file.example.kr", .from = {"a@b.kr", {}}};
    CHECK(effective(is, given, key).mail->host == "file.example.kr");
    CHECK(effective(is, given, key).mail->password.empty());
}

TEST_CASE("changes are kept, sealed, and based on a version")
{
    const auto all = migrations();
    db::for_each_database(all, [](db::pool& db) {
        std::optional<store::row> is;
        auto set = [&](db::connection& in) { is = store::set_mail(in, relay, seal_password(key, relay.password), {1, noon}); };
        run(db.write(set));
        CHECK(is->version == 2);
        CHECK(is->smtp_password_sealed->find("geheim") == std::string::npos);
        const auto now = effective(*is, {}, key);
        CHECK(now.mail->password == relay.password);
        CHECK(now.mail->security == mail::smtp_security::tls);
        CHECK(now.mail->from.name == "아힘모약 Ahimmoyak");
        // With another key there is no password, but all else.
        CHECK(effective(*is, {}, std::string(32, 'x')).mail->password.empty());

        auto stale = [](db::connection& in) { return store::set_backup(in, 90, 3, {1, noon}); };
        CHECK_THROWS_AS(run(db.write(stale)), problem);
        auto fresh = [&](db::connection& in) { is = store::set_backup(in, 90, 3, {2, noon}); };
        run(db.write(fresh));
        CHECK(effective(*is, {}, key).backup == daily_backup{90, 3, noon});
        CHECK(is->smtp_host == relay.host);
        auto none = [&](db::connection& in) {
            store::set_general(in, {"배움터", language::en, false, 7}, {{}, noon});
            store::set_backup(in, std::nullopt, 4, {{}, noon});
            is = store::set_mail(in, std::nullopt, std::nullopt, {{}, noon});
        };
        run(db.write(none));
        const auto last = effective(*is, {}, key);
        CHECK_FALSE(last.mail);
        CHECK_FALSE(last.backup);
        CHECK(last.keep_backups == 4);
        CHECK(last.installation_name == "배움터");
        CHECK_FALSE(last.sign_up_open);
    });
}

TEST_CASE("an older reading does not undo a newer one")
{
    current now{{}, key};
    store::row is;
    is.version = 3;
    is.installation_name = "new";
    now.take(is);
    is.version = 2;
    is.installation_name = "old";
    now.take(is);
    CHECK(now.get()->installation_name == "new");
}

} // namespace ahimmoyak::settings
