#include "base/sealed.hpp"
#include "identity/totp.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ahimmoyak;
using namespace ahimmoyak::identity;
using namespace std::chrono_literals;

namespace {

// RFC 6238, appendix B.
const std::string rfc_secret = "12345678901234567890";

timestamp at(std::chrono::seconds since_1970) { return timestamp{since_1970}; }

} // namespace

TEST_CASE("codes are those of RFC 6238")
{
    struct row {
        std::chrono::seconds time;
        std::string code;
    };
    // The last six of the appendix's eight digits.
    for (const auto& [time, code] :
         {row{59s, "287082"}, row{1111111109s, "081804"}, row{1111111111s, "050471"}, row{1234567890s, "005924"},
          row{2000000000s, "279037"}, row{20000000000s, "353130"}})
        CHECK(totp::code_of(rfc_secret, totp::step_at(at(time))) == code);
}

TEST_CASE("a code is taken a step early or late, and never twice")
{
    const auto now = at(1'234'567'890s);
    const auto step = totp::step_at(now);
    const auto taken = [&](std::int64_t offset, std::int64_t last) {
        return totp::step_of(rfc_secret, totp::code_of(rfc_secret, step + offset), last, now);
    };
    CHECK(taken(0, 0) == step);
    CHECK(taken(-1, 0) == step - 1);
    CHECK(taken(1, 0) == step + 1);
    CHECK_FALSE(taken(-2, 0));
    CHECK_FALSE(taken(2, 0));
    CHECK_FALSE(taken(0, step));
    CHECK_FALSE(taken(-1, step));
    CHECK(taken(1, step) == step + 1);
    CHECK_FALSE(totp::step_of(rfc_secret, "", 0, now));
    CHECK_FALSE(totp::step_of(rfc_secret, "12345", 0, now));
}

TEST_CASE("secrets are written as RFC 4648 does")
{
    CHECK(totp::base32("") == "");
    CHECK(totp::base32("f") == "MY");
    CHECK(totp::base32("foobar") == "MZXW6YTBOI");
    CHECK(totp::base32(rfc_secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK(totp::make_secret().size() == 20);
    CHECK(totp::make_secret() != totp::make_secret());
}

TEST_CASE("what is sealed opens with its key at its place only")
{
    const std::string key(32, 'k');
    auto sealed = seal(key, "here", "a secret");
    CHECK(unseal(key, "here", sealed) == "a secret");
    CHECK(seal(key, "here", "a secret") != sealed);
    CHECK_FALSE(unseal(key, "there", sealed));
    CHECK_FALSE(unseal(std::string(32, 'x'), "here", sealed));
    CHECK_FALSE(unseal(key, "here", sealed.substr(0, 10)));
    CHECK_FALSE(unseal(key, "here", "not base64 !"));
    sealed.front() = sealed.front() == 'A' ? 'B' : 'A';
    CHECK_FALSE(unseal(key, "here", sealed));
}
