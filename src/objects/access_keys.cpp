#include "objects/access_keys.hpp"

#include "base/random.hpp"
#include "json/codec.hpp"
#include "objects/disk_file.hpp"
#include "objects/disk_words.hpp"

#include <algorithm>

namespace ahimmoyak::objects {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t id_length = 20;

bool is_id(std::string_view text)
{
    return text.size() == id_length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

} // namespace

access_key access_keys::make(std::string name, bool only_reads, timestamp now, std::optional<std::int64_t> owner) const
{
    access_key made{random_alphanumeric(id_length), random_alphanumeric(40), std::move(name), only_reads, now, owner};
    fs::create_directories(directory_);
    fs::permissions(directory_, fs::perms::owner_all);
    write_whole(directory_ / made.id, json::encode(made));
    fs::permissions(directory_ / made.id, fs::perms::owner_read | fs::perms::owner_write);
    sync_directory(directory_);
    return made;
}

std::optional<access_key> access_keys::find(std::string_view id) const
{
    if (!is_id(id))
        return std::nullopt;
    const auto text = text_of(directory_ / id);
    if (!text)
        return std::nullopt;
    return json::decode<access_key>(*text);
}

std::vector<access_key> access_keys::all() const
{
    std::vector<access_key> found;
    std::error_code none;
    for (const auto& each : fs::directory_iterator{directory_, none})
        if (auto key = find(each.path().filename().string()))
            found.push_back(*std::move(key));
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.made_at < b.made_at; });
    return found;
}

bool access_keys::remove(std::string_view id) const
{
    std::error_code failed;
    return is_id(id) && fs::remove(directory_ / id, failed);
}

} // namespace ahimmoyak::objects
