#pragma once

#include "boards/api.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::boards {

/// A rich text of about a hundred thousand bytes, with its form.
inline constexpr http::body_limit with_document{512 * 1024};

void add_post_routes(http::routes<module>& r);
void add_comment_routes(http::routes<module>& r);
void add_setting_routes(http::routes<module>& r);

} // namespace ahimmoyak::boards
