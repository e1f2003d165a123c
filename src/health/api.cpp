#include "health/api.hpp"

#include "health/measure.hpp"
#include "health/signs.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::health {

namespace {

struct health_item {
    health_kind kind{};
    health_state state{};
    std::string sentence; ///< how it is, and what to do
};
BOOST_DESCRIBE_STRUCT(health_item, (), (kind, state, sentence))

struct system_health {
    health_state state{};
    std::string summary; ///< one sentence for all of it
    std::string version;
    timestamp started_at{};
    timestamp now{};
    std::string time_zone;
    std::vector<health_item> items;
    health::system_facts facts;
};
BOOST_DESCRIBE_STRUCT(system_health, (), (state, summary, version, started_at, now, time_zone, items, facts))

struct system_vitals {
    std::vector<vital_signs> items; ///< the oldest first; the last four hours of this process
};
BOOST_DESCRIBE_STRUCT(system_vitals, (), (items))

task<system_health> show_health(module& m, http::incoming in)
{
    system_health all;
    all.now = m.time.now();
    all.facts = co_await measure(m, all.now);
    all.version = m.where.version;
    all.started_at = m.pulse.started_at();
    all.time_zone = m.from.zone;
    const auto signs = signs_of(all.facts, all.now);
    all.state = worst_of(signs);
    all.summary = summary_of(signs).in(in->speaks);
    for (const auto& each : signs)
        all.items.push_back({each.kind, each.state, each.sentence.in(in->speaks)});
    co_return all;
}

task<system_vitals> show_vitals(module& m) { co_return system_vitals{m.pulse.all()}; }

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes r{to, book, m};
    constexpr auto operator_only = http::allow::only(role::ADMIN);
    r.get("/v1/admin/health", operator_only, "How the installation is, and what to do", show_health);
    r.get("/v1/admin/health/vitals", operator_only, "Processor, memory, requests and viewers of the last hours",
          show_vitals);
}

} // namespace ahimmoyak::health
