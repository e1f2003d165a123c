#include "http/page_events.hpp"

#include "json/codec.hpp"

#include <chrono>

namespace ahimmoyak::http {

namespace {

constexpr std::size_t kept_events = 1000;

} // namespace

std::uint64_t page_events::start_of_ids()
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count()) * 1000;
}

void page_events::add_to(router& site)
{
    site.add(socket_route{"/events", allow::signed_in, "What pages are told while they are open",
                          [this](socket_request& asked) { return serve(asked); }});
}

task<> page_events::serve(socket_request& asked)
{
    const auto who = asked.who().value();
    std::int64_t after = 0;
    std::int64_t channel = 0;
    each_query_parameter(asked.in().query, [&](std::string_view name, const std::string& value) {
        if (name == "after")
            json::text_to_whole(value, after);
        if (name == "live")
            json::text_to_whole(value, channel);
    });
    std::vector<std::string> topics{"user:" + std::to_string(who.user.value)};
    if (channel > 0 && live_topics_) {
        auto more = co_await live_topics_(who, channel);
        topics.insert(topics.end(), more.begin(), more.end());
    }
    auto socket = co_await asked.accept();

    std::uint64_t mine = 0;
    {
        const std::lock_guard lock{mutex_};
        mine = ++next_listener_;
        const auto& entry =
            listeners_.emplace(mine, listener{socket, who, {topics.begin(), topics.end()}}).first->second;
        for (const auto& each : recent_)
            if (after > 0 && each.id > static_cast<std::uint64_t>(after) && entry.topics.contains(each.topic))
                socket.post(each.frame);
    }
    if (is_over_(who.session))
        socket.close(4401, "signed out");
    // Leaves the list however this ends.
    const std::shared_ptr<void> leaves{nullptr, [this, mine](void*) {
                                           const std::lock_guard lock{mutex_};
                                           listeners_.erase(mine);
                                       }};
    // Pages say nothing here; reading notices that they are gone.
    while (co_await socket.receive()) {
    }
}

void page_events::publish(std::string_view topic, std::string_view type, std::string_view json)
{
    const std::lock_guard lock{mutex_};
    const auto id = ++last_id_;
    std::string frame = R"({"id":)" + std::to_string(id) + R"(,"type":)";
    json::write_string(frame, type);
    frame.append(R"(,"data":)").append(json).append("}");
    const auto shared = std::make_shared<const std::string>(std::move(frame));
    recent_.push_back({id, std::string{topic}, shared});
    if (recent_.size() > kept_events)
        recent_.pop_front();
    for (const auto& [unused, each] : listeners_)
        if (each.topics.contains(topic))
            each.to.post(shared);
}

void page_events::end_session(session_id which)
{
    const std::lock_guard lock{mutex_};
    for (const auto& [unused, each] : listeners_)
        if (each.who.session == which)
            each.to.close(4401, "signed out");
}

void page_events::end_all()
{
    const std::lock_guard lock{mutex_};
    for (const auto& [unused, each] : listeners_)
        each.to.close(1012, "restart");
}

} // namespace ahimmoyak::http
