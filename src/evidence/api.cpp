#include "evidence/api.hpp"

#include "base/problem.hpp"
#include "evidence/pack.hpp"
#include "http/endpoint.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace ahimmoyak::evidence {

namespace {

struct evidence_key {
    std::string algorithm = "Ed25519";
    std::string key; ///< base64url
};
BOOST_DESCRIBE_STRUCT(evidence_key, (), (algorithm, key))

struct evidence_query {
    std::optional<ahimmoyak::language> language; ///< else that of the request
};
BOOST_DESCRIBE_STRUCT(evidence_query, (), (language))

task<http::response> send(module& m, caller who, http::incoming request,
                          http::path<"courseProvideId", offerings::course_provide_id> which,
                          http::query<evidence_query> asked)
{
    const auto now = m.time.now();
    m.packs.count(std::to_string(who.user.value), now);
    const auto all = co_await m.database.read_long(
        [&](db::connection& in) { return collect(in, who.of_institution(), which.value, now, m.zone); });
    const auto speaks = asked->language.value_or(request->speaks);
    auto work = [&] { return pack(all, speaks, m.zone, m.key); };
    const auto made = co_await m.packing.run(work);
    if (!made)
        throw std::runtime_error{"an archive cannot be written; is there room for temporary files?"};
    http::response answer{200, "application/zip", http::file_range{made->descriptor, 0, made->size}, {}};
    answer.with("Content-Disposition", fmt::format("attachment; filename=\"evidence-{}.zip\"", which.value.value))
        .with("Cache-Control", "no-store");
    co_return answer;
}

task<evidence_key> show_key(module& m)
{
    evidence_key shown;
    shown.key = m.key.published();
    co_return shown;
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    r.get("/v1/evidence/offerings/{courseProvideId}", http::allow::only(role::MANAGER).of_people(),
          "All that stands behind the completions of an offering, in one signed zip", send);
    r.get("/v1/evidence/key", http::allow::anyone, "The public key that evidence is signed with", show_key);
}

} // namespace ahimmoyak::evidence
