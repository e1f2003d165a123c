#include "base/problem.hpp"
#include "db/error.hpp"
#include "http/endpoint.hpp"
#include "learning/routes.hpp"
#include "learning/rules.hpp"

namespace ahimmoyak::learning {

namespace {

problem rules_changed()
{
    return {412,
            "precondition_failed",
            {"그 사이 다른 사람이 기준을 바꾸었습니다. 새로 불러온 뒤 다시 저장하세요.",
             "Somebody has changed the rules meanwhile. Load them again before saving."}};
}

task<http::tagged<versioned_rules>> show_rules(module& m, caller who)
{
    auto found = co_await m.database.read([&](db::connection& in) { return current_rules(in, who.of_institution()); });
    const auto version = found.version;
    co_return http::tagged<versioned_rules>{std::move(found), version};
}

task<http::tagged<versioned_rules>> change_rules(module& m, caller who, http::if_match based_on,
                                                 http::body<rule_set> in)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) {
        const auto current = current_rules(on, who.of_institution());
        if (based_on.version && *based_on.version != current.version)
            throw rules_changed();
        return add_rules(on, who.of_institution(), current.version, in.value, who.user, now);
    };
    try {
        auto made = co_await m.database.write(work);
        const auto version = made.version;
        co_return http::tagged<versioned_rules>{std::move(made), version};
    } catch (const db::unique_violation&) { // at the same moment
        throw rules_changed();
    }
}

} // namespace

void add_rule_routes(http::routes<module>& r)
{
    constexpr auto manager = http::allow::only(role::MANAGER);
    r.get("/v1/institutions/learning-rules", manager, "The rules that new offerings are measured by", show_rules);
    r.put("/v1/institutions/learning-rules", manager,
          "Change the rules for offerings registered from now on; earlier ones keep theirs", change_rules);
}

} // namespace ahimmoyak::learning
