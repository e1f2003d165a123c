#include "app/setup_api.hpp"

#include "app/installation.hpp"
#include "http/endpoint.hpp"
#include "organisations/setup.hpp"

namespace ahimmoyak::app {

namespace {

struct installation_state {
    std::string version;
    bool setup_needed = false;
    bool live = false;
    bool demo = false;
    bool administrators_need_second_factor = false;
};
BOOST_DESCRIBE_STRUCT(installation_state, (), (version, setup_needed, live, demo, administrators_need_second_factor))

task<installation_state> show(installation& all)
{
    const bool needed = co_await organisations::setup_needed(all.organisations());
    co_return installation_state{AHIMMOYAK_VERSION, needed, all.runs("live"), is_demonstration(all.with()),
                                 all.identity().with.administrators_need_second_factor};
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
