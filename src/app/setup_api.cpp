#include "app/setup_api.hpp"

#include "app/installation.hpp"
#include "http/endpoint.hpp"
#include "organisations/setup.hpp"

namespace ahimmoyak::app {

namespace {

/// By whom one may sign in, beside by password.
struct external_provider {
    std::string name;
    std::string label_ko;
    std::string label_en;
};
BOOST_DESCRIBE_STRUCT(external_provider, (), (name, label_ko, label_en))

struct installation_state {
    std::string version;
    bool setup_needed = false;
    bool live = false;
    bool demo = false;
    bool administrators_need_second_factor = false;
    std::optional<std::string> name; ///< of the installation, when it has one of its own
    language default_language{};     ///< of pages for who has chosen none
    bool sign_up_open = true;
    std::vector<external_provider> providers;
};
BOOST_DESCRIBE_STRUCT(installation_state, (),
                      (version, setup_needed, live, demo, administrators_need_second_factor, name, default_language,
                       sign_up_open, providers))

task<installation_state> show(installation& all)
{
    const bool needed = co_await organisations::setup_needed(all.organisations());
    const auto is = all.settings().now.get();
    auto name = is->installation_name.empty() ? std::nullopt : std::optional{is->installation_name};
    std::vector<external_provider> providers;
    for (const auto& [named, each] : all.with().providers)
        providers.push_back({named, each.label.ko, each.label.en});
    co_return installation_state{.version = AHIMMOYAK_VERSION,
                                 .setup_needed = needed,
                                 .live = all.runs("live"),
                                 .demo = is_demonstration(all.with()),
                                 .administrators_need_second_factor =
                                     all.identity().with.administrators_need_second_factor,
                                 .name = std::move(name),
                                 .default_language = is->speaks,
                                 .sign_up_open = is->sign_up_open,
                                 .providers = std::move(providers)};
}

task<http::created<organisations::setup_done>> set_up(installation& all, http::incoming asked,
                                                      http::body<organisations::setup> in)
{
    auto done = co_await organisations::set_up(all.organisations(), std::move(in.value), asked->speaks);
    co_return http::created<organisations::setup_done>{done};
}

} // namespace

void add_setup_routes(http::router& to, json::schema_book& book, installation& all)
{
    http::routes<installation> r{to, book, all};
    r.get("/v1/installation", http::allow::anyone, "What runs here, and whether it is set up", show);
    r.post("/v1/setup", http::allow::anyone, "Make the administrator of a new installation", set_up);
}

} // namespace ahimmoyak::app
