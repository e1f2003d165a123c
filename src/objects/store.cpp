#include "objects/store.hpp"

#include "base/random.hpp"

#include <algorithm>

namespace ahimmoyak::objects {

namespace {

constexpr std::size_t random_characters = 40;

bool plain(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

} // namespace

std::string new_key(std::string_view suffix)
{
    auto key = random_alphanumeric(random_characters);
    std::string kept;
    for (const char c : suffix)
        if (plain(c) && kept.size() < 8)
            kept += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!kept.empty())
        key.append(".").append(kept);
    return key;
}

bool valid_key(std::string_view key)
{
    const auto name = key.substr(0, random_characters);
    if (name.size() != random_characters || !std::all_of(name.begin(), name.end(), plain))
        return false;
    const auto suffix = key.substr(random_characters);
    return suffix.empty() || (suffix.size() >= 2 && suffix.size() <= 9 && suffix.front() == '.' &&
                              std::all_of(suffix.begin() + 1, suffix.end(), plain));
}

} // namespace ahimmoyak::objects
