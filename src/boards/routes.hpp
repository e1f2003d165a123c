#pragma once

#include "boards/api.hpp"
#include "boards/files.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::boards {

/// A rich text of about a hundred thousand bytes, with its form.
inline constexpr http::body_limit with_document{512 * 1024};

/// Keys of what was sent; absent in a change: they stay as they are.
using file_keys = json::list<text<1, 100>, 0, most_files>;
std::vector<std::string> keys_in(const file_keys& from);

void add_post_routes(http::routes<module>& r);
void add_comment_routes(http::routes<module>& r);
void add_file_routes(http::routes<module>& r);
void add_setting_routes(http::routes<module>& r);

} // namespace ahimmoyak::boards
