#include "backups/shelf.hpp"

#include "backups/tar.hpp"
#include "json/codec.hpp"

#include <algorithm>
#include <fstream>

namespace ahimmoyak::backups::shelf {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view beginning = "ahimmoyak-";
constexpr std::string_view archive = ".tar";
constexpr std::string_view failed = ".failed";
constexpr std::size_t most_listed = 200;
constexpr std::size_t most_failures = 10;

std::string_view tail_of(backup_kind kind)
{
    return kind == backup_kind::SCHEDULED ? "-daily" : kind == backup_kind::UPLOADED ? "-uploaded" : "";
}

std::string stem_of(timestamp made_at, backup_kind kind)
{
    auto stamp = to_rfc3339(made_at);
    std::ranges::replace(stamp, ':', '-');
    return std::string{beginning} + stamp + std::string{tail_of(kind)};
}

struct named {
    timestamp made_at{};
    backup_kind kind{};
    bool is_failure = false;
};

/// What a file name says, if it is one of ours.
std::optional<named> read_name(std::string_view name)
{
    named is;
    if (!name.starts_with(beginning))
        return std::nullopt;
    name.remove_prefix(beginning.size());
    if (name.ends_with(archive)) {
        name.remove_suffix(archive.size());
    } else if (name.ends_with(failed)) {
        name.remove_suffix(failed.size());
        is.is_failure = true;
    } else {
        return std::nullopt;
    }
    for (const auto kind : {backup_kind::SCHEDULED, backup_kind::UPLOADED})
        if (name.ends_with(tail_of(kind))) {
            is.kind = kind;
            name.remove_suffix(tail_of(kind).size());
        }
    // 2026-11-25T10-33-40.123Z with its colons back.
    std::string stamp{name};
    if (stamp.size() < 19)
        return std::nullopt;
    stamp[13] = stamp[16] = ':';
    const auto at = timestamp_from(stamp);
    if (!at)
        return std::nullopt;
    is.made_at = *at;
    return is;
}

std::string text_of(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

struct found {
    fs::path file;
    named is;
};

std::vector<found> all(const place& of)
{
    std::vector<found> here;
    std::error_code missing;
    for (const auto& each : fs::directory_iterator{of.shelf(), missing})
        if (const auto is = read_name(each.path().filename().string()); is && each.is_regular_file(missing))
            here.push_back({each.path(), *is});
    std::ranges::sort(here, [](const found& a, const found& b) { return a.is.made_at > b.is.made_at; });
    return here;
}

backup_id id_of(const named& is) { return {is.made_at.time_since_epoch().count()}; }

} // namespace

std::string name_of(timestamp made_at, backup_kind kind) { return stem_of(made_at, kind) + std::string{archive}; }

std::vector<backup> list(const place& of)
{
    std::vector<backup> items;
    for (const auto& [file, is] : all(of)) {
        if (items.size() == most_listed)
            break;
        backup one;
        one.id = id_of(is);
        one.kind = is.kind;
        one.name = file.filename().string();
        one.made_at = is.made_at;
        if (is.is_failure) {
            one.failure = text_of(file);
        } else {
            std::error_code gone;
            one.size = static_cast<std::int64_t>(fs::file_size(file, gone));
            if (gone)
                continue;
            try {
                const auto said = read_about(file);
                one.version = said.version;
                one.database = said.database;
            } catch (const std::exception&) {
                // Listed without a version: it can be deleted, and a restore says what is wrong with it.
            }
        }
        items.push_back(std::move(one));
    }
    return items;
}

fs::path find(const place& of, backup_id which)
{
    for (const auto& [file, is] : all(of))
        if (!is.is_failure && id_of(is) == which)
            return file;
    throw not_found({"백업", "this backup"});
}

void remove(const place& of, backup_id which)
{
    bool any = false;
    for (const auto& [file, is] : all(of))
        if (id_of(is) == which)
            any = fs::remove(file) || any;
    if (!any)
        throw not_found({"백업", "this backup"});
}

void note_failure(const place& of, timestamp at, backup_kind kind, std::string_view why)
{
    std::error_code ignored;
    fs::create_directories(of.shelf(), ignored);
    std::ofstream{of.shelf() / (stem_of(at, kind) + std::string{failed})} << why;
    std::size_t seen = 0;
    for (const auto& [file, is] : all(of))
        if (is.is_failure && ++seen > most_failures)
            fs::remove(file, ignored);
}

void keep_scheduled(const place& of, std::size_t most)
{
    std::size_t seen = 0;
    for (const auto& [file, is] : all(of))
        if (is.kind == backup_kind::SCHEDULED && !is.is_failure && ++seen > most)
            fs::remove(file);
}

about read_about(const fs::path& file)
{
    tar_reader from{file};
    const auto first = from.next();
    if (!first || first->name != about_name)
        throw damaged("its beginning");
    const auto text = from.text(64 * 1024);
    std::optional<about> read;
    try {
        read = json::decode<about>(text);
    } catch (const problem&) {
        throw damaged("its beginning");
    }
    return std::move(*read);
}

} // namespace ahimmoyak::backups::shelf
