#pragma once

#include "contents/api.hpp"
#include "contents/uploads.hpp"

#include <string>
#include <vector>

/// The way of a file from somebody's machine into the store: announced, sent in parts to signed addresses, completed.
/// For lessons, and for other modules that take files of people.
namespace ahimmoyak::contents {

struct announced_file {
    std::string filename;
    std::int64_t size = 0;
    std::string declared_type;
    std::string host; ///< the Host header that the addresses are signed for
};

struct upload_begun {
    std::string upload_id;
    std::string key;
    std::int64_t part_size = 0;
    std::vector<std::string> presigned_urls;
};
BOOST_DESCRIBE_STRUCT(upload_begun, (), (upload_id, key, part_size, presigned_urls))

struct uploaded_file {
    std::string key;
    std::int64_t size_bytes = 0;
    std::string mime_type;
    std::optional<std::int64_t> time_amount_seconds;
};
BOOST_DESCRIBE_STRUCT(uploaded_file, (), (key, size_bytes, mime_type, time_amount_seconds))

/// Throws the 409 when the institution has no room for it.
task<upload_begun> begin_upload(module& m, institution_id of, user_id by, announced_file file);
/// Makes the file of its parts and finds out what it is. What is not as it was announced, or of no known kind, is
/// removed again and refused. Asked twice it answers the same.
task<uploaded_file> complete_upload(module& m, upload which, std::vector<std::string> etags);
/// What somebody gave up (give_up) leaves the store.
task<> remove_given_up(module& m, upload which);

std::vector<std::string> part_addresses(module& m, std::string_view host, const upload& of);

} // namespace ahimmoyak::contents
