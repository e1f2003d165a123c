#include "questions/api.hpp"

#include "questions/routes.hpp"

namespace ahimmoyak::questions {

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    add_file_routes(r);
    add_picture_routes(r);
    add_question_routes(r);
}

} // namespace ahimmoyak::questions
