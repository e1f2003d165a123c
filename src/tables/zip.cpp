#include "tables/zip.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <filesystem>

namespace ahimmoyak::tables {

namespace {

/// A folder of one's own that goes with everything in it.
class temporary_folder {
public:
    temporary_folder() : path_{(std::filesystem::temp_directory_path() / "ahimmoyak-XXXXXX").string()}
    {
        ok_ = mkdtemp(path_.data()) != nullptr;
    }
    ~temporary_folder()
    {
        std::error_code ignored;
        if (ok_)
            std::filesystem::remove_all(path_, ignored);
    }
    temporary_folder(temporary_folder&&) = delete;
    bool ok() const { return ok_; }
    const std::string& path() const { return path_; }

private:
    std::string path_;
    bool ok_ = false;
};

// What the library asks an entry for, one after another.
struct lazy_source {
    const zip_entry* of = nullptr;
    time_t made_at = 0;
    std::exception_ptr* failure = nullptr;
    std::string bytes;
    std::size_t at = 0;
    bool made = false;

    bool make()
    {
        if (made)
            return true;
        try {
            bytes = of->bytes();
            made = true;
        } catch (...) {
            *failure = std::current_exception();
        }
        return made;
    }

    zip_int64_t answer(void* data, zip_uint64_t length, zip_source_cmd_t what)
    {
        switch (what) {
        case ZIP_SOURCE_OPEN:
            at = 0;
            return make() ? 0 : -1;
        case ZIP_SOURCE_READ: {
            const auto count = std::min<std::size_t>(length, bytes.size() - at);
            std::memcpy(data, bytes.data() + at, count);
            at += count;
            return static_cast<zip_int64_t>(count);
        }
        case ZIP_SOURCE_CLOSE:
            bytes = {};
            made = false;
            return 0;
        case ZIP_SOURCE_STAT: {
            zip_stat_t stat;
            zip_stat_init(&stat);
            stat.mtime = made_at;
            stat.valid = ZIP_STAT_MTIME;
            std::memcpy(data, &stat, sizeof stat);
            return sizeof stat;
        }
        case ZIP_SOURCE_ERROR: {
            const int error[2]{ZIP_ER_INTERNAL, 0};
            std::memcpy(data, error, sizeof error);
            return sizeof error;
        }
        case ZIP_SOURCE_SUPPORTS:
            return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                                  ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
        default:
            return what == ZIP_SOURCE_FREE ? 0 : -1;
        }
    }
};

zip_int64_t answer_for(void* state, void* data, zip_uint64_t length, zip_source_cmd_t what)
{
    return static_cast<lazy_source*>(state)->answer(data, length, what);
}

struct discarder {
    void operator()(zip_t* which) const { zip_discard(which); }
};
struct entry_closer {
    void operator()(zip_file_t* which) const { zip_fclose(which); }
};

std::shared_ptr<const int> shared(int descriptor)
{
    return {new int{descriptor}, [](const int* which) {
                ::close(*which);
                delete which;
            }};
}

} // namespace

std::optional<zip_file> write_zip(const std::vector<zip_entry>& entries, timestamp made_at)
{
    const temporary_folder place;
    if (!place.ok())
        return std::nullopt;
    const auto path = place.path() + "/archive.zip";
    std::exception_ptr failure;
    // They outlive the archive, which reads them when it is closed.
    std::vector<lazy_source> sources(entries.size());
    const auto moment = static_cast<time_t>(made_at.time_since_epoch().count() / 1'000);
    int error = 0;
    std::unique_ptr<zip_t, discarder> archive{zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error)};
    if (!archive)
        return std::nullopt;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        sources[i].of = &entries[i];
        sources[i].made_at = moment;
        sources[i].failure = &failure;
        auto* source = zip_source_function(archive.get(), answer_for, &sources[i]);
        const auto at = zip_file_add(archive.get(), entries[i].name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (at < 0) {
            zip_source_free(source);
            return std::nullopt;
        }
        zip_file_set_mtime(archive.get(), static_cast<zip_uint64_t>(at), moment, 0);
    }
    if (zip_close(archive.get()) != 0) {
        if (failure)
            std::rethrow_exception(failure);
        return std::nullopt;
    }
    static_cast<void>(archive.release()); // closing has let it go
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat found{};
    if (descriptor < 0 || ::fstat(descriptor, &found) != 0)
        return std::nullopt;
    return zip_file{shared(descriptor), static_cast<std::uint64_t>(found.st_size)};
}

std::optional<std::vector<std::pair<std::string, std::string>>> read_zip(const std::string& path,
                                                                         std::uint64_t most_bytes)
{
    int error = 0;
    const std::unique_ptr<zip_t, discarder> archive{zip_open(path.c_str(), ZIP_RDONLY, &error)};
    if (!archive)
        return std::nullopt;
    std::vector<std::pair<std::string, std::string>> all;
    const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive.get(), 0)));
    std::uint64_t total = 0;
    for (zip_uint64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(archive.get(), i, ZIP_FL_ENC_GUESS);
        const std::unique_ptr<zip_file_t, entry_closer> file{zip_fopen_index(archive.get(), i, 0)};
        if (!name || !file)
            return std::nullopt;
        std::string bytes;
        std::string piece(1U << 16U, '\0');
        for (;;) {
            const auto got = zip_fread(file.get(), piece.data(), piece.size());
            if (got < 0)
                return std::nullopt;
            if (got == 0)
                break;
            total += static_cast<std::uint64_t>(got);
            if (total > most_bytes)
                return std::nullopt;
            bytes.append(piece, 0, static_cast<std::size_t>(got));
        }
        all.emplace_back(name, std::move(bytes));
    }
    return all;
}

} // namespace ahimmoyak::tables
