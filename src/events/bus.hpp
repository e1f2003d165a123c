#pragma once

#include "base/task.hpp"
#include "db/pool.hpp"
#include "events/outbox.hpp"
#include "events/progress.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ahimmoyak::events {

/// An event as a subscriber gets it.
template <class E>
struct delivery {
    std::int64_t event_id = 0;
    timestamp published_at{};
    E event;
};

struct bus_options {
    /// The pause after a handler's first failure; it doubles up to the longest.
    std::chrono::milliseconds first_pause{200};
    std::chrono::milliseconds longest_pause{60'000};
    /// How often to look without having been woken: for what failed, for events of other processes,
    /// and (PostgreSQL) for those whose transaction commits after a later one's.
    std::chrono::milliseconds look_again{1'000};
    /// How long delivered events are kept.
    std::chrono::hours keep{24};
};

/// Delivers what was published, at least once, to every subscriber of this process; within one
/// aggregate in order. Woken by the commits of its pool. A handler that throws is tried again, later
/// and later; meanwhile the rest of that aggregate waits for this subscriber, and nothing else does.
///
/// One process only runs a subscriber of a given name. All functions except stop() are called
/// before run(), on one thread.
class bus {
public:
    explicit bus(db::pool& on, const bus_options& with = {});
    ~bus();
    bus(bus&&) = delete;

    /// `subscriber` is a name that never changes ("notifications"): progress is kept under it. It may
    /// listen to many events, each with one handler; its handlers run one after another. A subscriber
    /// that is new hears what is still kept. The delivery lives until the handler's task is done:
    ///
    ///     bus.on<registered>("notifications", [&m](const auto& what) { return tell_company(m, what); });
    template <event E>
    void on(std::string_view subscriber, std::function<task<>(const delivery<E>&)> handler)
    {
        add(subscriber, E::event_name, std::make_unique<typed<E>>(std::move(handler)));
    }

    /// Delivers until stop(). Runs everything on the executor it is awaited on.
    task<> run();

    /// Lets the handlers that run now finish, notes what was delivered, and returns when run() has.
    /// From any thread.
    task<> stop();

    /// Returns when everything that was committed before this call, and what handlers published because
    /// of it, was delivered or has failed at least once. For tests. Needs run() to be running.
    task<> settled();

private:
    class handler {
    public:
        virtual ~handler() = default;
        virtual task<> deliver(stored_event what) = 0;
    };

    template <class E>
    class typed final : public handler {
    public:
        explicit typed(std::function<task<>(const delivery<E>&)> f) : f_{std::move(f)} {}
        task<> deliver(stored_event what) override
        {
            const delivery<E> given{what.id, what.created_at, json::decode<E>(what.payload)};
            co_await f_(given);
        }

    private:
        std::function<task<>(const delivery<E>&)> f_;
    };

    class subscriber;
    struct state;

    task<> enter_all();
    task<> keep_house();

    void add(std::string_view subscriber, std::string_view name, std::unique_ptr<handler> what);

    std::unique_ptr<state> state_;
};

} // namespace ahimmoyak::events
