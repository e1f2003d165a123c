#include "identity/routes.hpp"

namespace ahimmoyak::identity {

namespace {

struct json_web_key_set {
    std::vector<json_web_key> keys;
};
BOOST_DESCRIBE_STRUCT(json_web_key_set, (), (keys))

struct signing_keys {
    std::vector<signing_key> items;
};
BOOST_DESCRIBE_STRUCT(signing_keys, (), (items))

struct key_change {
    std::optional<bool> drop_earlier; ///< the earlier ones got into other hands: what they signed is refused at once
};
BOOST_DESCRIBE_STRUCT(key_change, (), (drop_earlier))

task<http::with_headers<json_web_key_set>> show_key_set(module& m)
{
    co_await m.keys.look_again();
    co_return http::with_headers<json_web_key_set>{{m.keys.published()}, {{"Cache-Control", "public, max-age=300"}}};
}

task<signing_keys> show_signing_keys(module& m)
{
    co_await m.keys.look_again();
    co_return signing_keys{m.keys.all()};
}

task<signing_keys> change_signing_key(module& m, http::body<key_change> what)
{
    if (what->drop_earlier.value_or(false))
        co_await m.keys.replace();
    else
        co_await m.keys.rotate();
    co_return signing_keys{m.keys.all()};
}

} // namespace

void add_key_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.get("/.well-known/jwks.json", anyone, "The public keys that tokens are verified with", show_key_set);
    r.get("/v1/admin/signing-keys", only(role::ADMIN), "The keys that tokens are signed with", show_signing_keys);
    r.post("/v1/admin/signing-keys", only(role::ADMIN), "Make a new signing key; the earlier ones verify on, or are dropped",
           change_signing_key, small);
}

} // namespace ahimmoyak::identity
