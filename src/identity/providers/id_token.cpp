#include "identity/providers/id_token.hpp"

#include <boost/json.hpp>
#include <cjose/cjose.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace ahimmoyak::identity::providers {

namespace bj = boost::json;

namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_token = 16 * 1024;
constexpr std::size_t most_keys = 50;
constexpr auto skew = 60s;          // two machines' clocks
constexpr auto longest_way = 10min; // a sign-in lives no longer
constexpr std::size_t es256_signature = 86;

struct release {
    void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
    void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
using jwk_ptr = std::unique_ptr<cjose_jwk_t, release>;
using jws_ptr = std::unique_ptr<cjose_jws_t, release>;

std::string text(const bj::object& in, std::string_view name, std::size_t most)
{
    const auto* found = in.if_contains(name);
    const auto* value = found ? found->if_string() : nullptr;
    return value && value->size() <= most ? std::string{*value} : std::string{};
}

std::optional<std::chrono::sys_seconds> moment(const bj::object& in, std::string_view name)
{
    const auto* found = in.if_contains(name);
    if (!found || !found->is_number())
        return std::nullopt;
    // Some providers write a fraction; nothing beyond the year 9999 is a time.
    const auto seconds = found->is_double()  ? found->get_double()
                         : found->is_int64() ? static_cast<double>(found->get_int64())
                                             : static_cast<double>(found->get_uint64());
    if (!(seconds >= 0 && seconds < 253'402'300'800.0))
        return std::nullopt;
    return std::chrono::sys_seconds{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
}

bool is_true(const bj::object& in, std::string_view name)
{
    const auto* found = in.if_contains(name);
    return found && ((found->is_bool() && found->get_bool()) || (found->is_string() && found->get_string() == "true"));
}

// For us, and when it is for others too, given to us.
bool is_for(const bj::object& claims, const std::string& client)
{
    const auto* aud = claims.if_contains("aud");
    const auto* azp = claims.if_contains("azp");
    if (azp && (!azp->is_string() || azp->get_string() != client))
        return false;
    if (!aud)
        return false;
    if (aud->is_string())
        return aud->get_string() == client;
    const auto* several = aud->if_array();
    return several && (several->size() == 1 || azp) &&
           std::any_of(several->begin(), several->end(),
                       [&](const auto& each) { return each.is_string() && each.get_string() == client; });
}

token_verdict judge(const bj::object& claims, const expectation& of, timestamp now)
{
    if (text(claims, "iss", 500) != of.issuer || of.issuer.empty())
        return token_verdict::wrong_issuer;
    if (!is_for(claims, of.client_id))
        return token_verdict::wrong_audience;
    const auto ends = moment(claims, "exp");
    const auto issued = moment(claims, "iat");
    if (!ends || !issued || text(claims, "sub", 255).empty())
        return token_verdict::malformed;
    if (now >= *ends + skew)
        return token_verdict::expired;
    if (*issued > now + skew || *issued + longest_way + skew < now)
        return token_verdict::wrong_time;
    if (of.nonce.empty() || text(claims, "nonce", 200) != of.nonce)
        return token_verdict::wrong_nonce;
    return token_verdict::good;
}

} // namespace

struct key_set::key {
    std::string kid;
    std::string algorithm;
    jwk_ptr jwk;
};

key_set::key_set(std::string_view json)
{
    boost::system::error_code wrong;
    const auto all = bj::parse(json, wrong);
    const auto* object = wrong ? nullptr : all.if_object();
    const auto* found = object ? object->if_contains("keys") : nullptr;
    const auto* list = found ? found->if_array() : nullptr;
    if (!list || list->size() > most_keys)
        throw std::invalid_argument{"not a JSON Web Key Set"};
    for (const auto& each : *list) {
        const auto* of = each.if_object();
        if (!of)
            continue;
        const auto type = text(*of, "kty", 10);
        const std::string algorithm = type == "RSA"                                     ? CJOSE_HDR_ALG_RS256
                                      : type == "EC" && text(*of, "crv", 10) == "P-256" ? CJOSE_HDR_ALG_ES256
                                                                                        : "";
        const auto declared = text(*of, "alg", 20);
        const auto use = text(*of, "use", 10);
        if (algorithm.empty() || (!declared.empty() && declared != algorithm) || (!use.empty() && use != "sig"))
            continue;
        const auto one = bj::serialize(*of);
        cjose_err err{};
        jwk_ptr jwk{cjose_jwk_import(one.data(), one.size(), &err)};
        if (jwk)
            keys_.push_back(std::make_unique<key>(key{text(*of, "kid", 200), algorithm, std::move(jwk)}));
    }
}

key_set::~key_set() = default;
key_set::key_set(key_set&&) noexcept = default;
key_set& key_set::operator=(key_set&&) noexcept = default;

struct id_token_reader {
    // Without a kid the key must be the only one of its kind.
    static const key_set::key* find(const key_set& in, std::string_view algorithm, const char* kid)
    {
        const key_set::key* found = nullptr;
        for (const auto& each : in.keys_) {
            if (each->algorithm != algorithm || (kid && each->kid != kid))
                continue;
            if (found)
                return nullptr;
            found = each.get();
        }
        return found;
    }

    static cjose_jwk_t* jwk(const key_set::key& of) { return of.jwk.get(); }
};

checked_token check_id_token(std::string_view token, const key_set& by, const expectation& of, timestamp now)
{
    const auto last = token.rfind('.');
    if (token.size() > longest_token || std::count(token.begin(), token.end(), '.') != 2 ||
        !std::all_of(token.begin(), token.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                   c == '.';
        }))
        return {};
    cjose_err err{};
    const jws_ptr jws{cjose_jws_import(token.data(), token.size(), &err)};
    auto* const header = jws ? cjose_jws_get_protected(jws.get()) : nullptr; // belongs to the jws
    const char* algorithm = header ? cjose_header_get(header, CJOSE_HDR_ALG, &err) : nullptr;
    if (!algorithm)
        return {};
    const std::string_view named{algorithm};
    // Never an algorithm of the sender's choice: `none`, or an HMAC keyed with a public key.
    if (named != CJOSE_HDR_ALG_RS256 && named != CJOSE_HDR_ALG_ES256)
        return {token_verdict::wrong_signature, {}};
    // cjose would overlook what follows an ES256 signature.
    if (named == CJOSE_HDR_ALG_ES256 && token.size() - last - 1 != es256_signature)
        return {};
    const auto* key = id_token_reader::find(by, named, cjose_header_get(header, CJOSE_HDR_KID, &err));
    if (!key)
        return {token_verdict::unknown_key, {}};
    std::uint8_t* bytes = nullptr;
    std::size_t size = 0;
    if (!cjose_jws_verify(jws.get(), id_token_reader::jwk(*key), &err) ||
        !cjose_jws_get_plaintext(jws.get(), &bytes, &size, &err))
        return {token_verdict::wrong_signature, {}};
    boost::system::error_code wrong;
    const auto payload = bj::parse({reinterpret_cast<const char*>(bytes), size}, wrong);
    const auto* claims = wrong ? nullptr : payload.if_object();
    if (!claims)
        return {};
    const auto is = judge(*claims, of, now);
    if (is != token_verdict::good)
        return {is, {}};
    return {is,
            {text(*claims, "sub", 255), text(*claims, "email", 100), is_true(*claims, "email_verified"),
             text(*claims, "name", 200)}};
}

} // namespace ahimmoyak::identity::providers
