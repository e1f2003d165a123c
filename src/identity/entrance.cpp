#include "identity/entrance.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"
#include "identity/accounts.hpp"
#include "identity/tickets.hpp"

namespace ahimmoyak::identity {

arrival arrival_of(const http::request& in)
{
    arrival from{std::string{in.remote_address}, std::string{in.header("user-agent").substr(0, 200)}};
    if (!is_utf8(from.agent))
        from.agent.clear();
    return from;
}

void check_sign_up_open(const module& m)
{
    if (!m.sign_up_open())
        throw problem{403,
                      "sign_up_closed",
                      {"지금은 가입을 받지 않습니다. 기관이나 회사에 초대를 부탁하세요.",
                       "Nobody can sign up now. Ask your institution or company for an invitation."}};
}

entrance open_session(module& m, db::connection& in, user_id who, const arrival& from)
{
    entrance done;
    done.refresh_token = random_token(32);
    done.who = accounts::find_account(in, who);
    done.session = m.sessions.open(in, who, from.address, from.agent, done.refresh_token);
    return done;
}

entrance enter(module& m, db::connection& in, user_id who, const arrival& from)
{
    if (!second_factors::enabled(in, who))
        return open_session(m, in, who, from);
    const auto now = m.time.now();
    entrance done;
    done.awaits = awaited_second_factor{tickets::issue(in, who, now), now + tickets::lifetime};
    return done;
}

entered answer_of(const module& m, entrance&& done)
{
    if (done.awaits)
        return {{http::accepted<awaited_second_factor>{std::move(*done.awaits)}}, {{"Cache-Control", "no-store"}}};
    auto cookies = cookies_of(m, done.who.value(), done.session, std::move(done.refresh_token));
    return {{std::move(*done.who)}, std::move(cookies)};
}

} // namespace ahimmoyak::identity
