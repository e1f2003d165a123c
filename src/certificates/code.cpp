#include "certificates/code.hpp"

#include <sodium.h>

namespace ahimmoyak::certificates::code {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
constexpr std::size_t characters = 20;
constexpr std::size_t group = 5;

} // namespace

std::string make()
{
    std::string made;
    for (std::size_t i = 0; i < characters; ++i) {
        if (i > 0 && i % group == 0)
            made += '-';
        made += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    }
    return made;
}

std::optional<std::string> from_typed(std::string_view typed)
{
    std::string kept;
    std::size_t count = 0;
    for (const char typed_one : typed) {
        if (typed_one == '-' || typed_one == ' ')
            continue;
        const char one = typed_one >= 'a' && typed_one <= 'z' ? static_cast<char>(typed_one - 'a' + 'A') : typed_one;
        if (alphabet.find(one) == std::string_view::npos || count == characters)
            return std::nullopt;
        if (count > 0 && count % group == 0)
            kept += '-';
        kept += one;
        ++count;
    }
    return count == characters ? std::optional{kept} : std::nullopt;
}

} // namespace ahimmoyak::certificates::code
