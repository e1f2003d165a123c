#pragma once

#include "base/values.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::tables {

/// A file of an archive. Its bytes are made when it is its turn, and let go behind it: an archive of a thousand files
/// holds one of them at a time.
struct zip_entry {
    std::string name; ///< UTF-8, folders with a slash
    std::function<std::string()> bytes;
};

/// A finished archive: an open file that has no name on the disk any more.
struct zip_file {
    std::shared_ptr<const int> descriptor;
    std::uint64_t size = 0;
};

/// Writes an archive into an unnamed temporary file. Blocks. Nothing when there is no room for it; what `bytes` throws is
/// let out. `made_at` is the time of all entries, so that the same files make the same archive.
std::optional<zip_file> write_zip(const std::vector<zip_entry>& entries, timestamp made_at);

/// The files of an archive, for who gets one: names and bytes. Nothing for what is no archive, or comes to more than `most_bytes`.
std::optional<std::vector<std::pair<std::string, std::string>>> read_zip(const std::string& path, std::uint64_t most_bytes);

} // namespace ahimmoyak::tables
