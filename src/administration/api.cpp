#include "administration/routes.hpp"

namespace ahimmoyak::administration {

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes r{to, book, m};
    add_member_routes(r);
    add_organisation_routes(r);
    add_stuck_routes(r);
}

} // namespace ahimmoyak::administration
