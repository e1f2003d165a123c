#include "objects/disk.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"
#include "json/codec.hpp"
#include "objects/disk_file.hpp"

#include <openssl/evp.h>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>

namespace ahimmoyak::objects {

namespace fs = std::filesystem;

BOOST_DESCRIBE_STRUCT(upload_about, (), (key, size, part_size, begun_at))

namespace {

constexpr std::uint64_t least_part = 5ULL << 20; // S3: every part but the last

struct object_about {
    std::int64_t size = 0;
    std::string etag;
};
BOOST_DESCRIBE_STRUCT(object_about, (), (size, etag))

class md5 {
public:
    md5() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free}
    {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_md5(), nullptr) != 1)
            throw std::runtime_error{"MD5 is not available"};
    }
    void add(std::span<const char> bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
    std::string digest()
    {
        std::string out(16, '\0');
        EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr);
        return out;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

std::optional<std::string> text_of(const fs::path& at)
{
    std::ifstream in{at, std::ios::binary};
    if (!in)
        return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

problem no_such_upload()
{
    return {404,
            "NoSuchUpload",
            {"그런 업로드가 없습니다. 취소되었거나 하루가 지났으면 파일을 처음부터 다시 올리세요.",
             "There is no such upload; if it was given up or is a day old, upload the file again."}};
}

problem invalid_part(std::size_t number)
{
    return {400, "InvalidPart",
            say("{}번째 조각이 없거나 ETag가 다릅니다. 그 조각을 다시 올리세요.",
                "Part {} is missing or has another ETag; upload that part again.", number)};
}

// "…" or … of 32 hex digits; empty when it is something else.
std::string md5_in(std::string_view etag)
{
    if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"')
        etag = etag.substr(1, etag.size() - 2);
    std::string out;
    for (const char c : etag) {
        const char low = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
        if (!((low >= '0' && low <= '9') || (low >= 'a' && low <= 'f')))
            return {};
        out += low;
    }
    return out.size() == 32 ? out : std::string{};
}

std::string unhex(std::string_view digits)
{
    const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string out;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        out += static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1]));
    return out;
}

std::string part_name(std::size_t number, std::string_view md5_hex) { return fmt::format("{:05}-{}", number, md5_hex); }

// S3's ETag of a multipart object: the MD5 of its parts' MD5s, and how many they are.
std::string etag_of(const std::vector<std::string>& parts)
{
    md5 all;
    for (const auto& each : parts)
        all.add(unhex(each));
    return hex(all.digest()) + "-" + std::to_string(parts.size());
}

class arriving final : public disk::part {
public:
    arriving(fs::path folder, int number)
        : folder_{std::move(folder)}, path_{folder_ / ("incoming-" + random_alphanumeric(16))}, number_{number},
          out_{path_, O_WRONLY | O_CREAT | O_EXCL}
    {
    }
    ~arriving() override
    {
        if (kept_)
            return;
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    void write(std::span<const char> bytes) override
    {
        out_.write(bytes);
        sum_.add(bytes);
    }
    std::string finish() override
    {
        const auto digest = hex(sum_.digest());
        out_.sync();
        fs::rename(path_, folder_ / part_name(static_cast<std::size_t>(number_), digest));
        kept_ = true;
        sync_directory(folder_);
        return digest;
    }

private:
    fs::path folder_;
    fs::path path_;
    int number_;
    file out_;
    md5 sum_;
    bool kept_ = false;
};

} // namespace

disk::disk(fs::path directory) : directory_{std::move(directory)}
{
    fs::create_directories(directory_ / "objects");
    fs::create_directories(directory_ / "uploads");
}

// Nothing that is not of our making reaches a path.
fs::path disk::object_path(std::string_view key) const
{
    if (!valid_key(key))
        throw problem{404, "NoSuchKey", {"그런 파일이 없습니다.", "There is no such file."}};
    return directory_ / "objects" / key.substr(0, 2) / key;
}

fs::path disk::upload_path(std::string_view upload_id) const
{
    if (!valid_key(upload_id))
        throw no_such_upload();
    return directory_ / "uploads" / upload_id;
}

std::string disk::begin(std::string_view key, std::uint64_t size, std::uint64_t part_size, timestamp now)
{
    object_path(key);
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
    try {
        write_whole(folder / "about", json::encode(upload_about{std::string{key}, static_cast<std::int64_t>(size),
                                                                static_cast<std::int64_t>(part_size), now}));
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

std::unique_ptr<disk::part> disk::open_part(std::string_view upload_id, int number) const
{
    return std::make_unique<arriving>(upload_path(upload_id), number);
}

stored disk::complete(std::string_view key, std::string_view upload_id, const std::vector<std::string>& etags)
{
    const auto target = object_path(key);
    const auto folder = upload_path(upload_id);
    if (etags.empty() || etags.size() > most_parts)
        throw invalid_part(etags.size());
    std::vector<std::string> sums;
    for (const auto& each : etags)
        if (sums.push_back(md5_in(each)); sums.back().empty())
            throw invalid_part(sums.size());
    const auto etag = etag_of(sums);

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
    if (const auto there = open(key); there && there->is.etag == etag) {
        fs::remove_all(folder, failed);
        return there->is;
    }
    about(key, upload_id);
    stored made{0, etag};
    std::size_t too_small = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        std::error_code missing;
        const auto size = fs::file_size(folder / part_name(i + 1, sums[i]), missing);
        if (missing)
            throw invalid_part(i + 1);
        if (i + 1 < sums.size() && size < least_part && too_small == 0)
            too_small = i + 1;
        made.size += size;
    }
    if (too_small != 0)
        throw problem{400, "EntityTooSmall",
                      say("{}번째 조각이 5MiB보다 작습니다. 마지막 조각만 작을 수 있습니다.",
                          "Part {} is smaller than 5 MiB; only the last part may be.", too_small)};

    auto whole = folder / part_name(1, sums.front());
    if (sums.size() > 1) {
        whole = folder / "whole";
        file out{whole, O_WRONLY | O_CREAT | O_TRUNC};
        try {
            for (std::size_t i = 0; i < sums.size(); ++i)
                out.append(file{folder / part_name(i + 1, sums[i]), O_RDONLY});
            out.sync();
        } catch (...) {
            std::error_code ignored;
            fs::remove(whole, ignored);
            throw;
        }
    }
    fs::create_directories(target.parent_path(), failed);
    if (failed)
        refuse(failed.value(), "mkdir");
    auto beside = target;
    beside += "~about";
    write_whole(beside, json::encode(object_about{static_cast<std::int64_t>(made.size), etag}));
    fs::rename(whole, target);
    sync_directory(target.parent_path());
    sync_directory(directory_ / "objects");
    fs::remove_all(folder, failed);
    return made;
}

void disk::abort(std::string_view key, std::string_view upload_id)
{
    if (!valid_key(upload_id) || !fs::exists(upload_path(upload_id) / "about"))
        return;
    about(key, upload_id);
    std::error_code ignored;
    fs::remove_all(upload_path(upload_id), ignored);
}

std::optional<opened_object> disk::open(std::string_view key) const
{
    if (!valid_key(key))
        return std::nullopt;
    const auto at = object_path(key);
    const int fd = ::open(at.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return std::nullopt;
    if (fd < 0)
        refuse(errno, "open");
    opened_object found{std::shared_ptr<const int>{new int{fd},
                                                   [](const int* each) {
                                                       ::close(*each);
                                                       delete each;
                                                   }},
                        {}};
    auto beside = at;
    beside += "~about";
    const auto text = text_of(beside);
    if (!text)
        return std::nullopt;
    auto known = json::decode<object_about>(*text);
    found.is = {static_cast<std::uint64_t>(known.size), std::move(known.etag)};
    return found;
}

void disk::remove(std::string_view key)
{
    if (!valid_key(key))
        return;
    std::error_code ignored;
    auto at = object_path(key);
    fs::remove(at, ignored);
    at += "~about";
    fs::remove(at, ignored);
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
