#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/rate_limiter.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/router.hpp"
#include "identity/authenticator.hpp"
#include "identity/keys.hpp"
#include "identity/passwords.hpp"
#include "identity/personal_data.hpp"
#include "identity/providers/desks.hpp"
#include "identity/second_factors.hpp"
#include "identity/sessions.hpp"
#include "identity/standings.hpp"
#include "json/schema.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ahimmoyak::identity {

/// How often what may be tried. By address means by IPv4 address or IPv6 /64: a whole company may
/// stand behind one.
struct limits {
    rate sign_in_by_address{120, std::chrono::milliseconds{500}};
    rate sign_in_by_account{10, std::chrono::seconds{30}};
    rate sign_up_by_address{60, std::chrono::seconds{5}};
    rate code_by_email{2, std::chrono::seconds{60}}; ///< codes sent, the first one too
    rate confirm_by_email{15, std::chrono::seconds{60}};
    rate confirm_by_address{60, std::chrono::seconds{2}};
    rate reset_by_address{60, std::chrono::seconds{5}};
    rate reset_by_email{3, std::chrono::minutes{5}}; ///< codes sent; a new one takes the old one's place
    rate reset_code_by_email{15, std::chrono::seconds{60}};
    rate password_by_user{10, std::chrono::seconds{30}}; ///< the own password asked of who is signed in
    rate email_change_by_user{5, std::chrono::minutes{5}};
    rate second_factor_by_user{6, std::chrono::minutes{2}}; ///< a guess has three codes of a million to hit
    rate external_by_address{60, std::chrono::seconds{2}};  ///< to a provider, and back
};

struct options {
    /// Where browsers reach the installation, without a slash at the end: the issuer of tokens. With
    /// https the cookies are Secure.
    std::string public_address = "http://localhost:8080";
    std::string cookie_domain{}; ///< the parent domain of several hosts; empty: this host only
    std::chrono::seconds access_lifetime{std::chrono::minutes{15}};
    session_lifetimes sessions{};
    identity::limits limits{};
    password_cost passwords{};
    int password_threads = 2;
    /// Of what the database may not tell to who reads it; kept elsewhere, the same for all processes.
    std::string accounts_key = random_token(32);
    /// What only administrators may do waits until they have one.
    bool administrators_need_second_factor = false;
    std::vector<providers::provider> external{};
};

/// Accounts, sign-in and tokens.
struct module {
    module(db::pool& on, const clock& time, options given = {});
    module(module&&) = delete;

    db::pool& db;
    const clock& time;
    const options with;
    identity::passwords passwords;
    identity::keys keys;
    identity::sessions sessions;
    identity::standings standings;
    identity::second_factors second_factors;
    std::shared_ptr<identity::authenticator> authenticator; ///< for router::authenticate_by

    /// Called after a session of this or another process was revoked, to end what it holds open.
    std::function<void(session_id)> when_revoked = [](session_id) {};

    /// Whether anybody may make an account; who is invited always may.
    std::function<bool()> sign_up_open = [] { return true; };

    /// What other domains keep of people; filled before requests are served.
    std::vector<personal_data> kept_of_people;
    providers::desks external;

    rate_limiter sign_in_by_address;
    rate_limiter sign_in_by_account;
    rate_limiter sign_up_by_address;
    rate_limiter code_by_email;
    rate_limiter confirm_by_email;
    rate_limiter confirm_by_address;
    rate_limiter reset_by_address;
    rate_limiter reset_by_email;
    rate_limiter reset_code_by_email;
    rate_limiter password_by_user;
    rate_limiter email_change_by_user;
    rate_limiter second_factor_by_user;
    rate_limiter external_by_address;
};

/// Reads the signing keys and the revoked sessions; awaited once, before requests are served.
task<> start(module& m);

/// Renews the signing key when it is due and deletes sessions that are over. Called about once an hour.
task<> tidy(module& m);

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

/// After the commit of what revoked them: their tokens are refused and what they hold open ends.
void end_sessions(module& m, const std::vector<session_id>& which);

/// Hears of other processes' changes.
void subscribe(events::bus& to, module& m);

} // namespace ahimmoyak::identity
