#include "boards/api.hpp"

#include "boards/routes.hpp"

namespace ahimmoyak::boards {

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    add_post_routes(r);
    add_comment_routes(r);
    add_setting_routes(r);
}

} // namespace ahimmoyak::boards
