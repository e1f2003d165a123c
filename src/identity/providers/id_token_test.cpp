#include "identity/providers/id_token.hpp"

#include <boost/json.hpp>
#include <cjose/cjose.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <stdexcept>

using namespace ahimmoyak;
using namespace ahimmoyak::identity::providers;
using namespace std::chrono_literals;
namespace bj = boost::json;

namespace {

const timestamp noon{1'790'000'000'000ms};
constexpr std::int64_t noon_s = 1'790'000'000;
const expectation expected{"https://id.example", "client", "n-1"};

struct signer {
    explicit signer(const char* alg, const std::string& kid) : algorithm{alg}, name{kid}
    {
        cjose_err err{};
        jwk = algorithm == "RS256" ? cjose_jwk_create_RSA_random(2048, nullptr, 0, &err)
                                   : cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &err);
        REQUIRE(jwk);
        REQUIRE(cjose_jwk_set_kid(jwk, kid.c_str(), kid.size(), &err));
    }
    signer(signer&&) = delete;
    ~signer() { cjose_jwk_release(jwk); }

    std::string published() const
    {
        cjose_err err{};
        char* text = cjose_jwk_to_json(jwk, false, &err);
        std::string out = R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA"},)" + std::string{text} + "]}";
        std::free(text);
        return out;
    }

    std::string sign(const bj::object& claims, bool with_kid = true) const
    {
        cjose_err err{};
        auto* header = cjose_header_new(&err);
        cjose_header_set(header, CJOSE_HDR_ALG, algorithm.c_str(), &err);
        if (with_kid)
            cjose_header_set(header, CJOSE_HDR_KID, name.c_str(), &err);
        const auto text = bj::serialize(claims);
        auto* jws = cjose_jws_sign(jwk, header, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &err);
        REQUIRE(jws);
        const char* compact = nullptr;
        REQUIRE(cjose_jws_export(jws, &compact, &err));
        std::string out{compact};
        cjose_jws_release(jws);
        cjose_header_release(header);
        return out;
    }

    std::string algorithm;
    std::string name;
    cjose_jwk_t* jwk = nullptr;
};

bj::object claims()
{
    return {{"iss", "https://id.example"}, {"sub", "person-1"},      {"aud", "client"},
            {"exp", noon_s + 300},         {"iat", noon_s},          {"nonce", "n-1"},
            {"email", "mina@example.kr"},  {"email_verified", true}, {"name", "미나"}};
}

bj::object with(std::string_view name, bj::value value)
{
    auto all = claims();
    all[name] = std::move(value);
    return all;
}

} // namespace

TEST_CASE("An id token of the provider is believed, RS256 and ES256, with and without kid")
{
    for (const auto* algorithm : {"RS256", "ES256"}) {
        const signer by{algorithm, "k1"};
        const key_set keys{by.published()};
        REQUIRE(keys.size() == 1);
        for (const bool kid : {true, false}) {
            const auto found = check_id_token(by.sign(claims(), kid), keys, expected, noon);
            CHECK(found.is == token_verdict::good);
            CHECK(found.who.subject == "person-1");
            CHECK(found.who.email == "mina@example.kr");
            CHECK(found.who.email_verified);
            CHECK(found.who.name == "미나");
        }
    }
}

TEST_CASE("A token that was not made for this sign-in is refused, and nothing of it is given out")
{
    const signer by{"ES256", "k1"};
    const key_set keys{by.published()};
    const auto verdict = [&](const bj::object& of) {
        const auto found = check_id_token(by.sign(of), keys, expected, noon);
        CHECK((found.is == token_verdict::good) == !found.who.subject.empty());
        return found.is;
    };
    CHECK(verdict(with("iss", "https://id.example/")) == token_verdict::wrong_issuer);
    CHECK(verdict(with("aud", "other")) == token_verdict::wrong_audience);
    CHECK(verdict(with("aud", bj::array{"client"})) == token_verdict::good);
    CHECK(verdict(with("aud", bj::array{"client", "other"})) == token_verdict::wrong_audience);
    CHECK(verdict(with("azp", "other")) == token_verdict::wrong_audience);
    auto several = with("aud", bj::array{"client", "other"});
    several["azp"] = "client";
    CHECK(verdict(several) == token_verdict::good);
    CHECK(verdict(with("exp", noon_s - 61)) == token_verdict::expired);
    CHECK(verdict(with("exp", noon_s - 30)) == token_verdict::good); // within the skew of two clocks
    CHECK(verdict(with("exp", "tomorrow")) == token_verdict::malformed);
    CHECK(verdict(with("exp", 1e300)) == token_verdict::malformed);
    CHECK(verdict(with("iat", noon_s + 120)) == token_verdict::wrong_time);
    CHECK(verdict(with("iat", noon_s - 3600)) == token_verdict::wrong_time);
    CHECK(verdict(with("nonce", "n-2")) == token_verdict::wrong_nonce);
    CHECK(verdict(with("nonce", nullptr)) == token_verdict::wrong_nonce);
    CHECK(verdict(with("sub", "")) == token_verdict::malformed);
    CHECK(check_id_token(by.sign(with("nonce", "")), keys, {"https://id.example", "client", ""}, noon).is ==
          token_verdict::wrong_nonce);
}

TEST_CASE("A foreign signature, an unknown key and a forged header are told apart")
{
    const signer by{"ES256", "k1"};
    const signer foreign{"ES256", "k1"};
    const signer rotated{"ES256", "k2"};
    const signer other_kind{"RS256", "k1"};
    const key_set keys{by.published()};
    const auto verdict = [&](const std::string& token) { return check_id_token(token, keys, expected, noon).is; };
    CHECK(verdict(foreign.sign(claims())) == token_verdict::wrong_signature);
    CHECK(verdict(rotated.sign(claims())) == token_verdict::unknown_key);
    CHECK(verdict(other_kind.sign(claims())) == token_verdict::unknown_key);
    const auto good = by.sign(claims());
    CHECK(verdict(good + "AA") == token_verdict::malformed);
    CHECK(verdict(good.substr(0, good.rfind('.') + 1)) == token_verdict::malformed);
    const auto body = good.substr(good.find('.'));
    CHECK(verdict("eyJhbGciOiJub25lIn0" + body) != token_verdict::good);  // {"alg":"none"}
    CHECK(verdict("eyJhbGciOiJIUzI1NiJ9" + body) != token_verdict::good); // {"alg":"HS256"}
    CHECK(verdict("") == token_verdict::malformed);
}

TEST_CASE("What is no key set is refused")
{
    CHECK_THROWS_AS(key_set{"<html>"}, std::invalid_argument);
    CHECK_THROWS_AS(key_set{"[]"}, std::invalid_argument);
    CHECK_THROWS_AS(key_set{R"({"keys":{}})"}, std::invalid_argument);
    CHECK(key_set{R"({"keys":[1,{"kty":"RSA"}]})"}.size() == 0);
}
