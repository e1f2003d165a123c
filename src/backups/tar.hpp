#pragma once

#include "backups/manifest.hpp"
#include "objects/disk_file.hpp"

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ahimmoyak::backups {

/// How far something has come; 0 bytes more is only a chance to give up, by throwing.
using told = std::function<void(std::uint64_t more)>;

/// Writes a tar file (POSIX.1-1988 ustar; sizes of 8 GiB and more in GNU's base 256) of regular files.
class tar_writer {
public:
    /// Made anew, readable by its owner only.
    explicit tar_writer(const std::filesystem::path& at);

    /// As much of the file as there is now. Throws when it becomes shorter meanwhile.
    packed_file add_file(const std::string& name, const std::filesystem::path& from, const told& done);
    packed_file add_text(const std::string& name, std::string_view text);
    /// On the disk when it returns.
    void finish();

private:
    void begin(const std::string& name, std::uint64_t size);
    void pad(std::uint64_t size);

    objects::file out_;
};

/// Reads what tar_writer writes, entry by entry; anything else is damaged().
class tar_reader {
public:
    explicit tar_reader(const std::filesystem::path& at);

    struct entry {
        std::string name; ///< checked: a path below, without dots
        std::uint64_t size = 0;
    };
    /// The next entry; nothing at the well-formed end. What was not read of the last one is skipped.
    std::optional<entry> next();
    /// The entry's bytes in pieces.
    void read(const std::function<void(std::span<const char>)>& take);
    /// All of a small entry; damaged() when it is larger than `most`.
    std::string text(std::size_t most);

private:
    void fill(std::span<char> into);
    void skip(std::uint64_t bytes);

    objects::file in_;
    std::uint64_t left_ = 0;    ///< of the current entry
    std::uint64_t padding_ = 0; ///< behind it
};

/// SHA-256 of what comes in pieces.
class digest {
public:
    digest();
    ~digest();
    digest(digest&&) = delete;
    void add(std::span<const char> bytes);
    std::string hex();

private:
    void* context_;
};

} // namespace ahimmoyak::backups
