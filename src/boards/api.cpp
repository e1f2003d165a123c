#include "boards/api.hpp"

#include "boards/routes.hpp"

namespace ahimmoyak::boards {

void module::count_writing(const caller& who)
{
    auto& limit = who.as == role::MANAGER ? institution_writes : trainee_writes;
    limit.count(std::to_string(who.user.value), time.now());
}

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    add_post_routes(r);
    add_comment_routes(r);
    add_file_routes(r);
    add_setting_routes(r);
}

} // namespace ahimmoyak::boards
