#include "identity/providers/desk.hpp"

#include "base/random.hpp"
#include "identity/providers/answers.hpp"

#include <sodium.h>

#include <algorithm>
#include <vector>

namespace ahimmoyak::identity::providers {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;   // for all that is asked on one way
constexpr auto kept_for = 1h;    // a discovery document, keys
constexpr auto good_until = 24h; // when the provider is away, older ones will do
constexpr auto pause = 2s;       // after a failure it is not asked again at once

deadline from_now() { return std::chrono::steady_clock::now() + patience; }

std::string base64(std::string_view bytes)
{
    std::vector<char> out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL));
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    return out.data();
}

// Nothing that a page or a database would stumble over.
external_person plain(external_person who)
{
    const auto has_control = [](const std::string& in) {
        return std::any_of(in.begin(), in.end(),
                           [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    };
    if (who.subject.empty() || has_control(who.subject))
        throw not_let_in{obstacle::untrusted, "its name for the person cannot be used"};
    if (has_control(who.name))
        who.name.clear();
    if (has_control(who.email)) {
        who.email.clear();
        who.email_verified = false;
    }
    return who;
}

std::string with_query(std::string address, const std::string& query)
{
    address += address.find('?') == std::string::npos ? '?' : '&';
    return address + query;
}

class form {
public:
    form& add(std::string_view name, std::string_view value)
    {
        if (!text_.empty())
            text_ += '&';
        text_.append(name).append("=").append(form_encoded(value));
        return *this;
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

} // namespace

desk::desk(provider whose, std::string callback, const clock& time, const web& by)
    : provider_{std::move(whose)}, callback_{std::move(callback)}, clock_{time}, web_{by},
      keys_anew_{rate{3, std::chrono::seconds{20}}, 1}
{
    if (provider_.kind == provider_kind::oauth2)
        places_ =
            places{provider_.authorization_address, provider_.token_address, provider_.userinfo_address, "", false};
}

web_answer desk::ask(const web_request& what, deadline until) const
{
    try {
        auto got = web_.ask(what, until);
        if (got.status >= 500 || got.status == 429)
            throw not_let_in{obstacle::unreachable, "it answered " + std::to_string(got.status)};
        return got;
    } catch (const no_answer& why) {
        throw not_let_in{obstacle::unreachable, why.what()};
    }
}

desk::places desk::where(deadline until)
{
    if (provider_.kind == provider_kind::oauth2)
        return *places_;
    const std::lock_guard lock{mutex_};
    const auto now = clock_.now();
    if (places_ && now - places_at_ < kept_for)
        return *places_;
    const bool old_ones_do = places_ && now - places_at_ < good_until;
    if (now - failed_at_ < pause) {
        if (old_ones_do)
            return *places_;
        throw not_let_in{obstacle::unreachable, "it did not answer a moment ago"};
    }
    try {
        auto base = provider_.issuer;
        if (base.ends_with('/'))
            base.pop_back();
        const auto got = ask({base + "/.well-known/openid-configuration"}, until);
        const auto told = discovery::from(got, provider_.issuer);
        places_ = places{told.authorization, told.token, told.userinfo, told.keys, told.secret_in_header};
        places_at_ = now;
        return *places_;
    } catch (const not_let_in&) {
        failed_at_ = clock_.now();
        if (old_ones_do)
            return *places_;
        throw;
    }
}

// `anew`: a token names a key that is not among those kept, as after the provider changed them.
std::shared_ptr<const key_set> desk::keys(deadline until, bool anew)
{
    const auto from = where(until).keys;
    const std::lock_guard lock{mutex_};
    const auto now = clock_.now();
    if (keys_ && !anew && now - keys_at_ < kept_for)
        return keys_;
    if (keys_ && anew && keys_anew_.take("", now))
        return keys_;
    const auto got = ask({from}, until);
    try {
        if (got.status != 200)
            throw std::invalid_argument{"it answered " + std::to_string(got.status)};
        keys_ = std::make_shared<const key_set>(got.body);
        keys_at_ = now;
        return keys_;
    } catch (const std::invalid_argument& wrong) {
        throw not_let_in{obstacle::unreachable, std::string{"its keys: "} + wrong.what()};
    }
}

std::string desk::way_there(const passage& with)
{
    const auto at = where(from_now());
    form query;
    query.add("response_type", "code").add("client_id", provider_.client_id).add("redirect_uri", callback_);
    if (!provider_.scope.empty())
        query.add("scope", provider_.scope);
    query.add("state", with.state)
        .add("code_challenge", base64url(sha256(with.verifier)))
        .add("code_challenge_method", "S256");
    if (provider_.kind == provider_kind::openid)
        query.add("nonce", with.nonce);
    return with_query(at.authorization, query.text());
}

external_person desk::by_token(const std::string& id_token, const passage& with, deadline until)
{
    const expectation wanted{provider_.issuer, provider_.client_id, with.nonce};
    auto checked = check_id_token(id_token, *keys(until, false), wanted, clock_.now());
    if (checked.is == token_verdict::unknown_key)
        checked = check_id_token(id_token, *keys(until, true), wanted, clock_.now());
    if (checked.is != token_verdict::good)
        throw not_let_in{obstacle::untrusted, "the id token: " + name_of(checked.is)};
    return std::move(checked.who);
}

external_person desk::who(const std::string& code, const passage& with)
{
    const auto until = from_now();
    const auto at = where(until);
    form said;
    said.add("grant_type", "authorization_code").add("code", code).add("redirect_uri", callback_);
    said.add("code_verifier", with.verifier);
    web_request request{at.token};
    if (at.secret_in_header) {
        request.authorization =
            "Basic " + base64(form_encoded(provider_.client_id) + ":" + form_encoded(provider_.client_secret));
    } else {
        said.add("client_id", provider_.client_id).add("client_secret", provider_.client_secret);
    }
    if (provider_.kind == provider_kind::oauth2)
        said.add("state", with.state); // Naver asks for it; others pass over what they do not know
    request.form = said.text();
    const auto tokens = token_answer::from(ask(request, until));
    const auto about = [&] { return ask({at.userinfo, {}, "Bearer " + tokens.access_token}, until); };
    if (provider_.kind == provider_kind::oauth2)
        return plain(person_in(about(), provider_));

    auto found = by_token(tokens.id_token, with, until);
    // Many say there only who it is, and the address where they are asked for it (OpenID Connect Core 5.4).
    if (!found.email_verified && !at.userinfo.empty() && !tokens.access_token.empty())
        complete(found, about());
    return plain(std::move(found));
}

} // namespace ahimmoyak::identity::providers
