#include "identity/accounts.hpp"
#include "identity/consents.hpp"
#include "identity/erasure.hpp"
#include "identity/letters.hpp"
#include "identity/providers/identities.hpp"
#include "identity/resets.hpp"
#include "identity/routes.hpp"
#include "mail/post.hpp"

namespace ahimmoyak::identity {

namespace {

struct own_consents {
    std::vector<consents::consent> items;
    std::vector<consents::edition> due; ///< in force, and not agreed to yet
};
BOOST_DESCRIBE_STRUCT(own_consents, (), (items, due))

struct shown_edition {
    consents::document document{};
    text<1, 20> version;
};
BOOST_DESCRIBE_STRUCT(shown_edition, (), (document, version))

struct agreement {
    json::list<shown_edition, 1, 10> agreed; ///< what was shown
};
BOOST_DESCRIBE_STRUCT(agreement, (), (agreed))

struct proof {
    secret<1, 128> password;
};
BOOST_DESCRIBE_STRUCT(proof, (), (password))

own_consents consents_of(db::connection& in, user_id who)
{
    auto given = consents::of(in, who);
    auto missing = consents::due(given);
    return {std::move(given), std::move(missing)};
}

task<own_consents> show_consents(module& m, caller who)
{
    auto ask = [&](db::connection& in) { return consents_of(in, who.user); };
    auto found = co_await m.db.read(ask);
    co_return found;
}

task<own_consents> agree(module& m, caller who, http::body<agreement> to)
{
    const auto now = m.time.now();
    for (const auto& wanted : consents::in_force()) {
        const auto same = [&wanted](const shown_edition& one) {
            return one.document == wanted.document && one.version.value == wanted.version;
        };
        if (std::none_of(to->agreed.begin(), to->agreed.end(), same))
            throw invalid("/agreed", "not_in_force",
                          {"동의할 문서가 새로 바뀌었습니다. 화면을 새로 고쳐 내용을 다시 확인하세요.",
                           "The documents have changed; read what is in force now, and agree to that."});
    }
    auto work = [&](db::connection& in) {
        consents::agree(in, who.user, now);
        return consents_of(in, who.user);
    };
    auto done = co_await m.db.write(work);
    co_return done;
}

person person_of(db::connection& in, user_id who)
{
    const auto found = accounts::find_user(in, who);
    if (!found)
        throw unauthenticated();
    return {found->id, found->username, found->name, found->email};
}

// What this module itself keeps; the domains above add theirs.
std::string own_report(const module& m, db::connection& in, user_id who)
{
    return "\"account\":" + json::encode(accounts::find_user(in, who).value()) +
           ",\"consents\":" + json::encode(consents::of(in, who)) +
           ",\"secondFactor\":" + json::encode(second_factors::of(in, who)) +
           ",\"sessions\":" + json::encode(m.sessions.open_of(in, who)) +
           ",\"externalIdentities\":" + json::encode(providers::identities::of(in, who));
}

task<http::response> export_own(module& m, caller who, http::body<proof> by)
{
    const auto now = m.time.now();
    co_await proved_password(m, who.user, std::move(by.value.password.value), "/password");
    auto ask = [&](db::connection& in) {
        const auto is = person_of(in, who.user);
        auto document = "{\"exportedAt\":" + json::encode(now) + "," + own_report(m, in, who.user);
        for (const auto& each : m.kept_of_people)
            document.append(",\"").append(each.name).append("\":").append(each.report(in, is));
        return document + "}\n";
    };
    http::response answer{200, "application/json", co_await m.db.read_long(ask), {}};
    answer
        .with("Content-Disposition",
              "attachment; filename=\"ahimmoyak-" + to_text(clock::day_of(now, "UTC")) + ".json\"")
        .with("Cache-Control", "no-store");
    co_return answer;
}

task<http::with_headers<http::no_content>> delete_own(module& m, caller who, http::body<proof> by)
{
    const auto now = m.time.now();
    const auto hash = co_await proved_password(m, who.user, std::move(by.value.password.value), "/password");
    auto work = [&](db::connection& in) {
        const auto is = person_of(in, who.user);
        if (!accounts::has_password(in, who.user, hash))
            throw invalid(
                "/password", "wrong_password",
                {"비밀번호가 방금 다른 곳에서 바뀌었습니다.", "The password has just been changed elsewhere."});
        accounts::must_not_be_last_administrator(in, who.user);
        const auto speaks = accounts::find_user(in, who.user).value().language;
        std::optional<timestamp> name_kept_until;
        for (const auto& each : m.kept_of_people)
            name_kept_until = std::max(name_kept_until, each.forget(in, is, now));
        resets::drop(in, who.user, is.email);
        erasure::erase(in, who.user, name_kept_until, now);
        mail::queue(in, letters::account_deleted(is.email, is.name, name_kept_until.has_value(), speaks), now);
        return m.sessions.revoke_all(in, who.user);
    };
    const auto ended = co_await m.db.write(work);
    m.standings.forget(who.user);
    end(m, ended);
    co_return http::with_headers<http::no_content>{{}, cookies_gone(m)};
}

} // namespace

void add_own_data_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.get("/users/v1/consents", signed_in, "What one has agreed to, and what is to be agreed to", show_consents);
    r.post("/users/v1/consents", signed_in, "Agree to the documents in force", agree, small);
    r.post("/users/v1/user/export", signed_in, "Everything that is kept of oneself, as one JSON document", export_own,
           small);
    r.post("/users/v1/user/deletion", signed_in, "Delete the own account", delete_own, small);
}

} // namespace ahimmoyak::identity
