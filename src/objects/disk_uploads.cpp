#include "objects/disk.hpp"

#include "base/random.hpp"
#include "json/codec.hpp"
#include "objects/disk_file.hpp"
#include "objects/disk_words.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace ahimmoyak::objects {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t least_part = 5ULL << 20; // S3: every part but the last

std::string part_name(int number, const sums& are) { return fmt::format("{:05}-{}-{:08x}", number, are.md5, are.crc32); }

// What part_name() made; parts of before have no CRC-32.
std::optional<part_about> part_of(std::string_view name)
{
    part_about made;
    const auto dash = name.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const auto [end, error] = std::from_chars(name.data(), name.data() + dash, made.number);
    if (error != std::errc{} || end != name.data() + dash)
        return std::nullopt;
    name.remove_prefix(dash + 1);
    made.md5 = md5_in(name.substr(0, 32));
    if (made.md5.empty())
        return std::nullopt;
    std::uint32_t crc = 0;
    if (name.size() == 41 && name[32] == '-' &&
        std::from_chars(name.data() + 33, name.data() + name.size(), crc, 16).ptr == name.data() + name.size())
        made.crc32 = crc;
    return made;
}

// S3's ETag of a multipart object: the MD5 of its parts' MD5s, and how many they are.
std::string etag_of(const std::vector<std::string>& parts)
{
    digest all{digest::kind::md5};
    for (const auto& each : parts)
        all.add(unhex(each).value());
    return hex(all.finish()) + "-" + std::to_string(parts.size());
}

std::vector<std::string> sums_of(const std::vector<named_part>& parts)
{
    std::vector<std::string> all;
    int last = 0;
    if (parts.empty() || parts.size() > most_parts)
        throw invalid_part(parts.size());
    for (const auto& each : parts) {
        if (each.number <= last)
            throw problem{400, "InvalidPartOrder", {"조각이 번호 순서대로가 아닙니다.", "The parts are not in the order of their numbers."}};
        last = each.number;
        if (all.push_back(md5_in(each.etag)); all.back().empty())
            throw invalid_part(static_cast<std::size_t>(each.number));
    }
    return all;
}

} // namespace

// Nothing that is not of our making reaches a path.
fs::path disk::upload_path(std::string_view upload_id) const
{
    if (!valid_key(upload_id))
        throw no_such_upload();
    return directory_ / "uploads" / upload_id;
}

std::string disk::begin(std::string_view key, std::uint64_t size, std::uint64_t part_size, timestamp now,
                        kept_fields fields)
{
    struct statvfs room{};
    if (::statvfs(directory_.c_str(), &room) != 0)
        refuse(errno, "statvfs");
    // Putting many parts together needs the room a second time, for that moment.
    const auto needed = size > part_size ? size * 2 : size;
    if (static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize < needed)
        refuse(ENOSPC, "begin");
    auto upload_id = new_key("");
    const auto folder = upload_path(upload_id);
    std::error_code failed;
    fs::create_directory(folder, failed);
    if (failed)
        refuse(failed.value(), "mkdir");
    upload_about about{std::string{key}, static_cast<std::int64_t>(size), static_cast<std::int64_t>(part_size), now};
    if (!fields.empty())
        about.fields = std::move(fields);
    try {
        write_whole(folder / "about", json::encode(about));
    } catch (...) {
        fs::remove_all(folder, failed);
        throw;
    }
    return upload_id;
}

upload_about disk::about(std::string_view key, std::string_view upload_id) const
{
    const auto text = text_of(upload_path(upload_id) / "about");
    if (!text)
        throw no_such_upload();
    auto known = json::decode<upload_about>(*text);
    if (known.key != key)
        throw no_such_upload();
    return known;
}

std::unique_ptr<arrival> disk::open_part(std::string_view upload_id) const
{
    return std::make_unique<arrival>(upload_path(upload_id) / ("incoming-" + random_alphanumeric(16)));
}

void disk::keep_part(arrival& bytes, const sums& are, std::string_view upload_id, int number) const
{
    const auto folder = upload_path(upload_id);
    if (!fs::exists(folder / "about")) // given up meanwhile
        throw no_such_upload();
    bytes.keep(folder / part_name(number, are));
    sync_directory(folder);
}

std::vector<part_about> disk::parts(std::string_view key, std::string_view upload_id) const
{
    about(key, upload_id);
    std::vector<part_about> all;
    std::error_code gone;
    for (const auto& each : fs::directory_iterator{upload_path(upload_id), gone}) {
        auto part = part_of(each.path().filename().string());
        struct stat is{};
        if (!part || ::stat(each.path().c_str(), &is) != 0)
            continue;
        part->size = static_cast<std::uint64_t>(is.st_size);
        part->modified = timestamp{std::chrono::milliseconds{is.st_ctim.tv_sec * 1000 + is.st_ctim.tv_nsec / 1'000'000}};
        part->order = is.st_ctim.tv_sec * 1'000'000'000 + is.st_ctim.tv_nsec; // when it was given its name
        part->file = each.path();
        all.push_back(*std::move(part));
    }
    std::sort(all.begin(), all.end(), [](const part_about& a, const part_about& b) {
        return std::pair{a.number, -a.order} < std::pair{b.number, -b.order};
    });
    all.erase(std::unique(all.begin(), all.end(),
                          [](const part_about& a, const part_about& b) { return a.number == b.number; }),
              all.end());
    return all;
}

stored disk::complete(std::string_view key, std::string_view upload_id, const std::vector<named_part>& of,
                      timestamp now, const write_condition& when, std::string_view crc32)
{
    const auto folder = upload_path(upload_id);
    const auto wanted = sums_of(of);
    object_about made{0, etag_of(wanted)};

    {
        const std::lock_guard lock{mutex_};
        if (!completing_.emplace(upload_id).second)
            throw problem{409,
                          "OperationAborted",
                          {"이 업로드는 지금 마무리되고 있습니다. 잠시 기다리세요.",
                           "This upload is being completed already; wait a moment."}};
    }
    const std::shared_ptr<void> done{nullptr, [&](void*) {
                                         const std::lock_guard lock{mutex_};
                                         completing_.erase(completing_.find(upload_id));
                                     }};

    std::error_code failed;
    // Completed before, and only the answer (or the tidying) was lost?
    if (const auto there = open(key); there && there->is.etag == made.etag) {
        fs::remove_all(folder, failed);
        return there->is;
    }
    const auto upload = about(key, upload_id);
    const auto there = parts(key, upload_id);
    std::vector<part_about> chosen;
    int too_small = 0;
    std::optional<std::uint32_t> whole_crc = 0;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const auto found = std::lower_bound(there.begin(), there.end(), of[i].number,
                                            [](const part_about& each, int number) { return each.number < number; });
        if (found == there.end() || found->number != of[i].number || found->md5 != wanted[i])
            throw invalid_part(static_cast<std::size_t>(of[i].number));
        if (i + 1 < of.size() && found->size < least_part && too_small == 0)
            too_small = of[i].number;
        made.size += static_cast<std::int64_t>(found->size);
        whole_crc = whole_crc && found->crc32 ? std::optional{crc32_joined(*whole_crc, *found->crc32, found->size)}
                                              : std::nullopt;
        chosen.push_back(*found);
    }
    if (too_small != 0)
        throw problem{400, "EntityTooSmall",
                      say("{}번째 조각이 5MiB보다 작습니다. 마지막 조각만 작을 수 있습니다.",
                          "Part {} is smaller than 5 MiB; only the last part may be.", too_small)};
    if (!crc32.empty() && whole_crc && crc32 != base64(big_endian(*whole_crc)))
        throw problem{400, "BadDigest", {"파일의 체크섬이 다릅니다. 다시 올리세요.", "The checksum of the file is another; upload it again."}};
    if (whole_crc)
        made.crc32 = *whole_crc;
    made.modified = now;
    made.fields = upload.fields;

    auto whole = chosen.front().file;
    if (chosen.size() > 1) {
        whole = folder / "whole";
        file out{whole, O_WRONLY | O_CREAT | O_TRUNC};
        try {
            for (const auto& each : chosen)
                out.append(file{each.file, O_RDONLY});
            out.sync();
        } catch (...) {
            fs::remove(whole, failed);
            throw;
        }
    }
    auto answer = commit(key, std::move(made), when, [&](const fs::path& to) { fs::rename(whole, to); });
    fs::remove_all(folder, failed);
    return answer;
}

void disk::abort(std::string_view key, std::string_view upload_id)
{
    if (!valid_key(upload_id) || !fs::exists(upload_path(upload_id) / "about"))
        return;
    about(key, upload_id);
    std::error_code ignored;
    // First what it is known by: a part that arrives meanwhile finds no upload any more.
    fs::remove(upload_path(upload_id) / "about", ignored);
    fs::remove_all(upload_path(upload_id), ignored);
}

std::vector<begun_upload_of> disk::uploads() const
{
    std::vector<begun_upload_of> all;
    for (const auto& each : fs::directory_iterator{directory_ / "uploads"})
        if (const auto text = text_of(each.path() / "about"))
            all.push_back({each.path().filename().string(), json::decode<upload_about>(*text)});
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return std::tie(a.about.key, a.upload_id) < std::tie(b.about.key, b.upload_id);
    });
    return all;
}

int disk::sweep(timestamp begun_before)
{
    int swept = 0;
    for (const auto& each : fs::directory_iterator{directory_ / "uploads"}) {
        std::error_code ignored;
        const auto text = text_of(each.path() / "about");
        const bool old =
            text ? json::decode<upload_about>(*text).begun_at < begun_before
                 : std::chrono::file_clock::to_sys(fs::last_write_time(each.path(), ignored)) < begun_before;
        if (!old)
            continue;
        fs::remove_all(each.path(), ignored);
        ++swept;
    }
    return swept;
}

} // namespace ahimmoyak::objects
