#include "marking/api.hpp"

#include "marking/routes.hpp"

namespace ahimmoyak::marking {

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    add_desk_routes(r);
    add_copy_routes(r);
    add_regrade_routes(r);
}

} // namespace ahimmoyak::marking
