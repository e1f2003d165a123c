#include "objects/store.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"

#include <algorithm>

namespace ahimmoyak::objects {

namespace {

constexpr std::size_t random_characters = 40;

bool plain(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

} // namespace

task<std::string> store::put_part(std::string, std::string, int, std::string)
{
    throw problem{501, "NotImplemented", {"이 저장소에는 쓸 수 없습니다.", "Nothing can be written to this store."}};
    co_return std::string{};
}

task<std::optional<local_file>> store::open_here(std::string) { co_return std::nullopt; }

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

task<std::string> read_whole(store& from, std::string key, std::uint64_t offset, std::uint64_t length)
{
    std::string all;
    while (all.size() < length) {
        const auto want = std::min<std::uint64_t>(length - all.size(), 1U << 20);
        const auto some = co_await from.read(key, offset + all.size(), static_cast<std::size_t>(want));
        if (some.empty())
            throw unavailable();
        all += some;
    }
    co_return all;
}

} // namespace ahimmoyak::objects
