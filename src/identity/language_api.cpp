#include "identity/accounts.hpp"
#include "identity/routes.hpp"

namespace ahimmoyak::identity {

namespace {

struct chosen_language {
    ahimmoyak::language language{};
};
BOOST_DESCRIBE_STRUCT(chosen_language, (), (language))

task<http::no_content> choose(module& m, caller who, http::body<chosen_language> what)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) { accounts::set_language(on, who.user, what->language, now); };
    co_await m.db.write(work);
    co_return http::no_content{};
}

} // namespace

void add_language_routes(http::routes<module>& r)
{
    r.put("/users/v1/user/language", http::allow::signed_in, "Choose the language of the letters that one gets", choose,
          small);
}

} // namespace ahimmoyak::identity
