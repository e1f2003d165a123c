#pragma once

#include "base/problem.hpp"

#include <filesystem>
#include <optional>
#include <string>

// What the files of the store refuse with.

namespace ahimmoyak::objects {

problem no_such_key();
problem no_such_upload();
problem invalid_part(std::size_t number);
problem precondition_failed();

/// Of a small file; nothing when it is not there.
std::optional<std::string> text_of(const std::filesystem::path& at);
/// "…" or … of 32 hex digits in small letters; empty when it is something else.
std::string md5_in(std::string_view etag);

} // namespace ahimmoyak::objects
