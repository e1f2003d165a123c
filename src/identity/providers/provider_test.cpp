#include "identity/providers/provider.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ahimmoyak::identity::providers;

TEST_SUITE_BEGIN("external providers");

TEST_CASE("a provider is asked by https, or in the clear on this very machine")
{
    for (const auto* address :
         {"https://accounts.example.org", "https://a-name-that-is-longer-than-any-buffer-inside-a-string.example.org/x",
          "http://127.0.0.1:8443/issuer", "http://[::1]:9000", "http://localhost:3000"})
        CHECK_MESSAGE(is_askable(address), address);
    for (const auto* address : {"http://accounts.example.org", "http://10.0.0.1", "https://user:word@example.org",
                                "https://example.org/#x", "https://", "ftp://localhost", "example.org", ""})
        CHECK_MESSAGE(!is_askable(address), address);
    CHECK(!is_askable("https://example.org/" + std::string(2000, 'x')));
}

TEST_SUITE_END();
