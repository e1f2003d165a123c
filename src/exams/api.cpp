#include "exams/api.hpp"

#include "exams/routes.hpp"

namespace ahimmoyak::exams {

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    add_exam_routes(r);
    add_check_routes(r);
    add_entry_routes(r);
    add_identity_routes(r);
    add_picture_routes(r);
    add_attempt_routes(r);
}

} // namespace ahimmoyak::exams
