#include "objects/disk.hpp"

#include "base/random.hpp"
#include "json/codec.hpp"
#include "objects/disk_file.hpp"
#include "objects/disk_words.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace ahimmoyak::objects {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view about_suffix = "~about";

timestamp modified_at(const fs::path& file)
{
    std::error_code gone;
    const auto at = fs::last_write_time(file, gone);
    return gone ? timestamp{} : std::chrono::floor<std::chrono::milliseconds>(std::chrono::file_clock::to_sys(at));
}

void check(const write_condition& when, const std::optional<object_about>& now)
{
    if ((when.only_new && now) || (when.etag && (!now || (*when.etag != "*" && now->etag != *when.etag))))
        throw precondition_failed();
}

} // namespace

problem no_such_key() { return {404, "NoSuchKey", {"그런 파일이 없습니다.", "There is no such file."}}; }

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

problem precondition_failed()
{
    return {412,
            "PreconditionFailed",
            {"요청에 적힌 조건이 맞지 않아 아무것도 바꾸지 않았습니다.",
             "At least one of the conditions of the request does not hold; nothing was changed."}};
}

std::optional<std::string> text_of(const fs::path& at)
{
    std::ifstream in{at, std::ios::binary};
    if (!in)
        return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

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

disk::disk(fs::path directory) : directory_{std::move(directory)}
{
    fs::create_directories(directory_ / "objects");
    fs::create_directories(directory_ / "uploads");
}

disk::place disk::place_of(std::string_view key) const
{
    if (valid_key(key))
        return {directory_ / "objects" / key.substr(0, 2), std::string{key}};
    auto sum = hex(sha256(key));
    return {directory_ / "objects" / sum.substr(0, 2), "=" + sum};
}

std::mutex& disk::lock_of(std::string_view name) { return locks_[std::hash<std::string_view>{}(name) % locks_.size()]; }

std::optional<object_about> disk::read_about(const fs::path& at) const
{
    const auto text = text_of(at);
    if (!text)
        return std::nullopt;
    return json::decode<object_about>(*text);
}

// The new bytes go beside the old ones and count from the moment that the ~about names them, so that at
// no moment half of either can be seen.
stored disk::commit(std::string_view key, object_about about, const write_condition& when,
                    const std::function<void(const fs::path&)>& move_to)
{
    const auto to = place_of(key);
    const std::lock_guard lock{lock_of(to.name)};
    const auto before = read_about(to.about());
    check(when, before);
    std::error_code failed;
    if (fs::create_directories(to.folder, failed))
        sync_directory(directory_ / "objects");
    if (failed)
        refuse(failed.value(), "mkdir");
    auto name = to.name;
    if (before)
        about.file = name += "~" + random_alphanumeric(12);
    if (!valid_key(key))
        about.key = key;
    move_to(to.folder / name);
    try {
        sync_directory(to.folder);
        write_whole(to.about(), json::encode(about));
        sync_directory(to.folder);
    } catch (...) {
        // Not named by anything, unless the ~about was written after all: then it stays.
        const auto now = read_about(to.about());
        if (!now || now->file.value_or(to.name) != name)
            fs::remove(to.folder / name, failed);
        throw;
    }
    if (before)
        fs::remove(to.folder / before->file.value_or(to.name), failed);
    stored made{static_cast<std::uint64_t>(about.size), about.etag};
    const std::lock_guard listing{index_mutex_};
    if (index_)
        index_->insert_or_assign(std::string{key}, listed{made.size, made.etag, about.modified.value_or(timestamp{})});
    return made;
}

std::unique_ptr<arrival> disk::open_object() const
{
    return std::make_unique<arrival>(directory_ / "uploads" / ("incoming-" + random_alphanumeric(16)));
}

stored disk::keep_object(arrival& bytes, const sums& are, std::string_view key, kept_fields fields, timestamp now,
                         const write_condition& when)
{
    object_about about{static_cast<std::int64_t>(are.size), are.md5};
    about.crc32 = are.crc32;
    about.modified = now;
    if (!fields.empty())
        about.fields = std::move(fields);
    return commit(key, std::move(about), when, [&](const fs::path& to) { bytes.keep(to); });
}

std::optional<opened_object> disk::open(std::string_view key) const
{
    const auto at = place_of(key);
    // Written again between the two looks, its bytes lie elsewhere: look again.
    for (int tries = 0; tries < 5; ++tries) {
        auto about = read_about(at.about());
        if (!about)
            return std::nullopt;
        const auto bytes = at.folder / about->file.value_or(at.name);
        const int fd = ::open(bytes.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0 && errno == ENOENT)
            continue;
        if (fd < 0)
            refuse(errno, "open");
        std::shared_ptr<const int> descriptor{new int{fd}, [](const int* each) {
                                                  ::close(*each);
                                                  delete each;
                                              }};
        if (!about->modified)
            about->modified = modified_at(bytes);
        stored is{static_cast<std::uint64_t>(about->size), about->etag};
        return opened_object{std::move(descriptor), std::move(is), *std::move(about)};
    }
    return std::nullopt;
}

void disk::remove(std::string_view key, const write_condition& when)
{
    const auto at = place_of(key);
    const std::lock_guard lock{lock_of(at.name)};
    const auto before = read_about(at.about());
    if (before)
        check(when, before);
    std::error_code ignored;
    fs::remove(at.about(), ignored);
    fs::remove(at.folder / (before ? before->file.value_or(at.name) : at.name), ignored);
    const std::lock_guard listing{index_mutex_};
    if (index_)
        if (const auto found = index_->find(key); found != index_->end())
            index_->erase(found);
}

void disk::each_object(
    const std::function<void(std::string_view, const object_about&, const fs::path&)>& call) const
{
    for (const auto& folder : fs::directory_iterator{directory_ / "objects"}) {
        std::error_code gone;
        for (const auto& each : fs::directory_iterator{folder, gone}) {
            const auto file = each.path().filename().string();
            if (!file.ends_with(about_suffix))
                continue;
            const auto about = read_about(each.path());
            if (!about) // removed meanwhile
                continue;
            const auto name = file.substr(0, file.size() - about_suffix.size());
            call(about->key ? *about->key : name, *about, folder.path() / about->file.value_or(name));
        }
    }
}

list_page disk::list(const list_wish& wish)
{
    const std::lock_guard lock{index_mutex_};
    if (!index_) {
        index_.emplace();
        each_object([&](std::string_view key, const object_about& about, const fs::path& bytes) {
            std::error_code gone;
            if (!fs::exists(bytes, gone))
                return;
            const auto modified = about.modified ? *about.modified : modified_at(bytes);
            index_->emplace(key, listed{static_cast<std::uint64_t>(about.size), about.etag, modified});
        });
    }
    return page_of(*index_, wish);
}

} // namespace ahimmoyak::objects
