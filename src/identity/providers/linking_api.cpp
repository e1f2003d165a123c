#include "identity/accounts.hpp"
#include "identity/letters.hpp"
#include "identity/providers/flow.hpp"
#include "identity/providers/identities.hpp"
#include "mail/post.hpp"

#include <algorithm>

// The own account's connections to accounts elsewhere.
namespace ahimmoyak::identity {

using providers::not_let_in;
using providers::identities::linked;

namespace {

struct external_identities {
    std::vector<linked> items;
    bool has_password = false;
};
BOOST_DESCRIBE_STRUCT(external_identities, (), (items, has_password))

struct linking {
    std::optional<secret<1, 128>> password; ///< needed when there is one
};
BOOST_DESCRIBE_STRUCT(linking, (), (password))

struct link_begun {
    std::string location; ///< where the browser goes now
};
BOOST_DESCRIBE_STRUCT(link_begun, (), (location))

task<external_identities> list_linked(module& m, caller who)
{
    auto ask = [&](db::connection& in) {
        return external_identities{providers::identities::of(in, who.user),
                                   accounts::password_hash_of(in, who.user).has_value()};
    };
    co_return co_await m.db.read(ask);
}

task<http::with_headers<link_begun>> begin_linking(module& m, http::incoming in, caller who,
                                                   http::path<"provider", std::string> name, http::body<linking> what)
{
    auto& to = providers::desk_of(m, name.value);
    const auto now = m.time.now();
    m.external_by_address.count(address_group(in->remote_address), now);
    auto ask = [&](db::connection& db) {
        const auto own = providers::identities::of(db, who.user);
        if (std::any_of(own.begin(), own.end(), [&](const auto& each) { return each.provider == name.value; }))
            throw providers::linked_already(to.of().label);
        return accounts::password_hash_of(db, who.user).has_value();
    };
    const bool has_password = co_await m.db.read(ask);
    if (has_password && !what->password)
        throw invalid("/password", "required", {"비밀번호를 입력하세요.", "Enter your password."});
    if (has_password)
        co_await proved_password(m, who.user, std::move(what.value.password->value), "/password");
    try {
        providers::journeys::journey journey;
        journey.what_for = providers::journeys::purpose::link;
        journey.user_id = who.user;
        journey.session_id = who.session;
        auto leaving = providers::depart(m, to, std::move(journey));
        auto departure = co_await std::move(leaving);
        co_return http::with_headers<link_begun>{{std::move(departure.location)},
                                                 {{"Set-Cookie", std::move(departure.cookie)}}};
    } catch (const not_let_in&) {
        throw unavailable({to.of().label.ko + "에서 응답이 없습니다. 잠시 후 다시 시도하세요.",
                           to.of().label.en + " does not answer. Try again in a moment."},
                          5);
    }
}

// The last way in stays: who removed it could never come back.
task<http::no_content> unlink_own(module& m, caller who, http::path<"provider", std::string> name)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& in) {
        const auto own = providers::identities::of(in, who.user);
        const bool other_way = std::any_of(own.begin(), own.end(), [&](const auto& each) {
            return each.provider != name.value && m.external.find(each.provider);
        });
        const bool linked_there =
            std::any_of(own.begin(), own.end(), [&](const auto& each) { return each.provider == name.value; });
        if (!linked_there)
            throw not_found({"연결된 계정", "a connected account"});
        const auto* desk = m.external.find(name.value);
        if (desk && !other_way && !accounts::password_hash_of(in, who.user))
            throw problem{409,
                          "last_way_in",
                          {"로그인할 수 있는 마지막 방법입니다. 먼저 비밀번호를 정하거나 다른 계정을 연결하세요.",
                           "This is the last way to sign in. Set a password or connect another account first."}};
        providers::identities::remove(in, who.user, name.value);
        const auto label = desk ? desk->of().label : words{name.value, name.value};
        if (const auto is = accounts::find_user(in, who.user))
            mail::queue(in, letters::identity_unlinked(is->email, is->name, label), now);
    };
    co_await m.db.write(work);
    co_return http::no_content{};
}

} // namespace

void add_linking_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.get("/users/v1/user/external-identities", signed_in, "Accounts elsewhere that open the own one", list_linked);
    r.post("/users/v1/user/external-identities/{provider}", signed_in, "Begin to connect an account elsewhere",
           begin_linking, small);
    r.remove("/users/v1/user/external-identities/{provider}", signed_in, "Disconnect an account elsewhere", unlink_own);
}

} // namespace ahimmoyak::identity
