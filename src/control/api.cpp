#include "control/api.hpp"

#include "control/channels.hpp"
#include "control/sessions.hpp"
#include "control/shapes.hpp"

namespace ahimmoyak::control {

namespace {

// What a door of the engine asked, and told, before this module stood in it.
struct asked_before {
    std::function<task<std::optional<media::publication>>(std::string, std::string)> may_publish;
    std::function<task<>(std::string, media::publication_info)> on_started;
    std::function<task<>(std::string)> on_ended;
};

using shared_before = std::shared_ptr<const asked_before>;

task<std::optional<media::publication>> may_publish(module& m, shared_before lectures, std::string key,
                                                    std::string from)
{
    auto lecture = co_await lectures->may_publish(key, std::move(from));
    if (lecture)
        co_return lecture;
    auto id = co_await m.live.db.read([&](db::connection& c) { return channels::find_by_key(c, key); });
    if (!id)
        co_return std::nullopt;
    co_return media::publication{*std::move(id)};
}

task<> started(module& m, shared_before lectures, std::string name, media::publication_info info)
{
    if (!channels::is_free(name))
        co_await lectures->on_started(name, info);
    const auto now = m.live.time.now();
    co_await m.live.db.write([&](db::connection& c) { sessions::begin(c, name, info, now); });
}

task<> ended(module& m, shared_before lectures, std::string name)
{
    const auto now = m.live.time.now();
    co_await m.live.db.write([&](db::connection& c) { sessions::end(c, name, now); });
    if (!channels::is_free(name))
        co_await lectures->on_ended(name);
}

// Free channels are not hidden: who knows the address, which cannot be guessed, may watch.
task<http::response> play_free(module& m, const http::exchange& x)
{
    const auto name = x.in.capture("channel");
    return live::deliver(channels::is_free(name) ? m.live.hub.find(name) : nullptr, x);
}

} // namespace

void add_routes(http::router& to, module& m)
{
    operations ivs{to, m, "ivs"};
    add_channel_operations(ivs);
    add_key_operations(ivs);
    add_stream_operations(ivs);
    operations ivschat{to, m, "ivschat"};
    add_room_operations(ivschat);
    add_talk_operations(ivschat);
    add_tag_routes(to, m);
    to.add(http::route{http::verb::get,
                       "/ivs/play/{channel}/{file*}",
                       http::allow::anyone,
                       "A playlist or a piece of the media of a free channel",
                       {},
                       [&m](const http::exchange& x) { return play_free(m, x); }});
}

void connect(media::rtmp_server::options& into, module& m)
{
    const auto lectures = std::make_shared<const asked_before>(
        asked_before{std::move(into.may_publish), std::move(into.on_started), std::move(into.on_ended)});
    into.may_publish = [&m, lectures](std::string key, std::string from) {
        return may_publish(m, lectures, std::move(key), std::move(from));
    };
    into.on_started = [&m, lectures](std::string name, media::publication_info info) {
        return started(m, lectures, std::move(name), std::move(info));
    };
    into.on_ended = [&m, lectures](std::string name) { return ended(m, lectures, std::move(name)); };
}

} // namespace ahimmoyak::control
