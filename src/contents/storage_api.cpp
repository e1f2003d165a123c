#include "contents/storage_api.hpp"

#include "contents/storage.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::contents {

namespace {

using an_institution = http::path<"institutionId", institution_id>;

struct storage_limit {
    std::optional<whole<0, std::int64_t{1} << 50>> limit_bytes;
};
BOOST_DESCRIBE_STRUCT(storage_limit, (), (limit_bytes))

task<storage_use> own_storage(module& m, caller who)
{
    co_return co_await m.database.read([&](db::connection& in) { return storage_of(in, who.of_institution()); });
}

storage_use known_storage(db::connection& in, institution_id of)
{
    if (!is_institution(in, of))
        throw not_found({"교육기관", "the institution"});
    return storage_of(in, of);
}

task<storage_use> show_storage(module& m, an_institution of)
{
    co_return co_await m.database.read([&](db::connection& in) { return known_storage(in, of.value); });
}

task<storage_use> change_storage(module& m, an_institution of, http::body<storage_limit> to)
{
    const auto now = m.time.now();
    const auto bytes = to->limit_bytes ? std::optional{to->limit_bytes->value} : std::nullopt;
    co_return co_await m.database.write([&](db::connection& in) {
        known_storage(in, of.value);
        limit_storage(in, of.value, bytes, now);
        return storage_of(in, of.value);
    });
}

} // namespace

void add_storage_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    constexpr auto operator_only = http::allow::only(role::ADMIN);

    r.get("/builder/v1/files/storage", http::allow::only(role::MANAGER), "What the institution's files take and may take",
          own_storage);
    r.get("/v1/admin/institutions/{institutionId}/storage", operator_only, "What an institution's files take and may take",
          show_storage);
    r.put("/v1/admin/institutions/{institutionId}/storage", operator_only, "Limit what an institution's files may take",
          change_storage);
}

} // namespace ahimmoyak::contents
