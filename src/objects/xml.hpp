#pragma once

#include "objects/disk.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The documents of S3, both ways. Pure. What cannot be read is a MalformedXML problem.
namespace ahimmoyak::objects::xml {

/// Text between tags, whatever it holds.
std::string escaped(std::string_view text);
/// <name>text</name>
std::string element(std::string_view name, std::string_view text);
std::string element(std::string_view name, std::uint64_t number);
/// The whole document.
std::string document(std::string_view root, std::string_view inside);

struct delete_wish {
    std::vector<std::string> keys; ///< at most 1,000
    bool quiet = false;
};
delete_wish read_delete(std::string_view text);

struct complete_part {
    named_part part;
    std::optional<std::string> crc32; ///< in base64
};
/// At most 10,000 parts.
std::vector<complete_part> read_complete(std::string_view text);

struct parts_page {
    std::vector<sent_part> parts;
    bool truncated = false;
    std::string next; ///< part-number-marker of the next page
};
/// What another store answers to ListParts.
parts_page read_parts(std::string_view text);

/// The text of the first element of that name, wherever it stands; nothing when there is none or the document is broken.
std::optional<std::string> first(std::string_view text, std::string_view name);

} // namespace ahimmoyak::objects::xml
