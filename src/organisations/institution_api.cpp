#include "db/error.hpp"
#include "http/endpoint.hpp"
#include "organisations/api.hpp"
#include "organisations/details.hpp"
#include "organisations/directory.hpp"
#include "organisations/membership.hpp"

namespace ahimmoyak::organisations {

namespace {

using chosen = http::path<"institutionId", institution_id>;

http::tagged<institution> with_version(institution&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

task<http::tagged<institution>> own_institution(module& m, caller who)
{
    const auto which = who.of_institution();
    auto ask_for = [&](db::connection& in) { return find_institution(in, which); };
    auto found = co_await m.db.read(ask_for);
    if (!found)
        throw not_found({"기관", "this institution"});
    co_return with_version(std::move(*found));
}

task<institution_card> show_institution(module& m, chosen which)
{
    auto ask_for = [&](db::connection& in) { return card_of(in, which.value); };
    auto found = co_await m.db.read(ask_for);
    co_return found;
}

task<http::tagged<institution>> change_own(module& m, caller who, chosen which, http::if_match based_on,
                                           http::body<new_institution> to)
{
    if (which.value != who.of_institution())
        throw not_found({"기관", "this institution"});
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& in) {
        return change_institution(in, which.value, based_on.version, to.value, now);
    };
    try {
        auto changed = co_await m.db.write(work);
        co_return with_version(std::move(changed));
    } catch (const db::unique_violation& broken) {
        if (broken.concerns("business_number"))
            throw business_number_taken();
        throw;
    }
}

} // namespace

void add_institution_routes(http::router& to, json::schema_book& book, module& m)
{
    using http::allow::only;
    http::routes r{to, book, m};
    r.get("/v1/institutions/detail", only(role::MANAGER), "Own institution", own_institution);
    r.get("/v1/institutions/{institutionId}/detail", only(role::EMPLOYEE, role::SUPERVISOR),
          "An institution and how it is reached", show_institution);
    r.put("/v1/institutions/{institutionId}/detail", only(role::MANAGER), "Change the own institution", change_own);
}

} // namespace ahimmoyak::organisations
