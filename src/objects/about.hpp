#pragma once

#include "base/values.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What the embedded store writes beside its files.

namespace ahimmoyak::objects {

/// A header field that comes back with the object: Content-Type, x-amz-meta-….
struct kept_field {
    std::string name;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(kept_field, (), (name, value))
using kept_fields = std::vector<kept_field>;

struct object_about {
    std::int64_t size = 0;
    std::string etag;
    std::optional<std::string> key{};         ///< where the file's name does not tell it
    std::optional<std::string> file{};        ///< beside this one, when it has not the usual name
    std::optional<std::int64_t> crc32{};      ///< of the whole
    std::optional<timestamp> modified{};
    std::optional<kept_fields> fields{};
};
BOOST_DESCRIBE_STRUCT(object_about, (), (size, etag, key, file, crc32, modified, fields))

struct upload_about {
    std::string key;
    std::int64_t size = 0; ///< 0 when it was not told
    std::int64_t part_size = 0;
    timestamp begun_at{};
    std::optional<kept_fields> fields{};
};
BOOST_DESCRIBE_STRUCT(upload_about, (), (key, size, part_size, begun_at, fields))

} // namespace ahimmoyak::objects
