#include "identity/providers/flow.hpp"

#include "base/random.hpp"
#include "identity/accounts.hpp"
#include "identity/letters.hpp"
#include "identity/providers/identities.hpp"
#include "mail/post.hpp"

#include <algorithm>

namespace ahimmoyak::identity::providers {

desk& desk_of(const module& m, std::string_view name)
{
    auto* found = m.external.find(name);
    if (!found)
        throw not_found({"로그인 제공자", "this provider"});
    return *found;
}

task<departure> depart(module& m, desk& to, journeys::journey what)
{
    const passage with{random_token(32), random_token(32), random_token(48)};
    auto there = m.external.way_there(to, with);
    auto location = co_await std::move(there);
    const auto browser = random_token(32);
    what.provider = to.of().name;
    what.nonce = with.nonce;
    what.verifier = with.verifier;
    what.next = page_within(std::move(what.next));
    auto work = [&](db::connection& in) { journeys::begin(in, what, with.state, browser, m.time.now()); };
    co_await m.db.write(work);
    co_return departure{std::move(location),
                        cookie_header(m, journey_cookie, browser, journey_path, journeys::lifetime)};
}

problem taken_elsewhere(const words& provider)
{
    return {409,
            "identity_taken",
            {provider.ko + ": 이 계정은 이미 다른 사람의 계정과 연결되어 있습니다.",
             "This " + provider.en + " account is connected to somebody else's account already."}};
}

problem linked_already(const words& provider)
{
    return {409,
            "linked_already",
            {provider.ko + ": 이미 연결된 계정이 있습니다. 다른 계정으로 바꾸려면 먼저 연결을 끊으세요.",
             "Another " + provider.en + " account is connected already; disconnect it first."}};
}

void link(db::connection& in, user_id who, const provider& at, std::string_view subject, std::string_view email,
          timestamp now)
{
    const auto owner = identities::owner(in, at.name, subject);
    if (owner == who)
        return;
    if (owner)
        throw taken_elsewhere(at.label);
    const auto own = identities::of(in, who);
    if (std::any_of(own.begin(), own.end(), [&](const auto& each) { return each.provider == at.name; }))
        throw linked_already(at.label);
    identities::add(in, who, at.name, subject, email, now);
    if (const auto is = accounts::find_user(in, who))
        mail::queue(in, letters::identity_linked(is->email, is->name, at.label), now);
}

std::string page_within(std::string next)
{
    const bool fits = next.size() <= 500 && next.starts_with('/') && !next.starts_with("//") &&
                      std::all_of(next.begin(), next.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '\\'; });
    return fits ? next : "/";
}

} // namespace ahimmoyak::identity::providers
