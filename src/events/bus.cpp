#include "events/bus.hpp"

#include "base/log.hpp"
#include "base/news.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <stdexcept>

namespace ahimmoyak::events {

namespace {

using time = std::chrono::steady_clock::time_point;

constexpr std::int64_t page_size = 64;
constexpr int looks_between_cleanings = 5;
constexpr int cleanings_between_prunings = 60;

time now() { return std::chrono::steady_clock::now(); }

std::string what_was_thrown()
{
    try {
        throw;
    } catch (const std::exception& why) {
        return why.what();
    } catch (...) {
        return "an exception of an unknown type";
    }
}

} // namespace

struct bus::subscriber {
    /// An aggregate whose event failed: it, and what follows it, waits.
    struct hold {
        std::int64_t event_id;
        int failures;
        time until;
    };

    std::string name;
    std::map<std::string, std::unique_ptr<handler>, std::less<>> handlers;
    std::int64_t settled = 0;
    std::int64_t position = 0; ///< looked at, up to here
    std::map<std::string, hold> held;
    std::set<std::int64_t> unmarked; ///< delivered, not yet noted in the database
    time pass_began{};               ///< one for the whole pass, lest a hold ends between two events of its aggregate
    time looked_back{};
    std::atomic<bool> look_back = false; ///< at the next pass, however recently that was done
    std::atomic<std::uint64_t> started = 0;
    std::atomic<std::uint64_t> finished = 0;
};

struct bus::state {
    state(db::pool& pool, const bus_options& with) : kept{pool}, options{with}, woken{std::make_shared<news>()}
    {
        // The hook may outlive this object by a moment, so it shares what it tells.
        hook = pool.after_commit([told = woken] { told->tell(); });
        in_order = pool.dialect() == db::dialect::sqlite;
    }

    progress kept;
    bus_options options;
    std::shared_ptr<news> woken;
    std::shared_ptr<void> hook;
    bool in_order = true; ///< whether ids become visible in their order
    std::map<std::string, std::unique_ptr<subscriber>, std::less<>> subscribers;
    std::atomic<bool> stopping = false;
    std::atomic<bool> running = false;
    std::atomic<int> at_work = 0;
    std::atomic<std::uint64_t> attempts = 0;
    news changed; ///< a pass ended, or a coroutine of run()
};

bus::bus(db::pool& on, const bus_options& with) : state_{std::make_unique<state>(on, with)} {}

bus::~bus() = default;

void bus::add(std::string_view subscriber_name, std::string_view name, std::unique_ptr<handler> what)
{
    if (state_->running)
        throw std::logic_error{"subscribers are added before the bus runs"};
    auto& place = state_->subscribers[std::string{subscriber_name}];
    if (!place) {
        place = std::make_unique<subscriber>();
        place->name = subscriber_name;
    }
    if (!place->handlers.emplace(std::string{name}, std::move(what)).second)
        throw std::logic_error{place->name + " listens to " + std::string{name} + " twice"};
}

task<> bus::enter_all()
{
    for (auto& [name, each] : state_->subscribers) {
        std::vector<std::string> names;
        for (const auto& [event_name, handler] : each->handlers)
            names.push_back(event_name);
        each->settled = co_await state_->kept.enter(name, std::move(names));
        each->position = each->settled;
    }
}

task<> bus::run()
{
    auto& all = *state_;
    all.running = true;
    const auto on = co_await asio::this_coro::executor;
    auto pause = all.options.first_pause;
    for (bool entered = false; !entered && !all.stopping;) {
        try {
            co_await enter_all();
            entered = true;
        } catch (...) {
            log::error("events cannot start yet", {{"cause", what_was_thrown()}});
        }
        if (!entered) {
            co_await sleep_for(pause);
            pause = std::min<std::chrono::milliseconds>(pause * 2, std::chrono::seconds{2});
        }
    }
    if (!all.stopping) {
        all.at_work = 1 + static_cast<int>(all.subscribers.size());
        for (auto& [name, each] : all.subscribers)
            spawn(on, "events for " + name, keep_delivering(all, *each));
        spawn(on, "keeping house of events", keep_house(all));
    }
    for (auto seen = all.changed.ticket(); all.at_work > 0; seen = all.changed.ticket())
        co_await all.changed.after(seen);
    all.running = false;
    all.changed.tell();
}

task<> bus::stop()
{
    auto& all = *state_;
    all.stopping = true;
    all.woken->tell();
    for (auto seen = all.changed.ticket(); all.running; seen = all.changed.ticket())
        co_await all.changed.after(seen);
}

task<> bus::settled()
{
    auto& all = *state_;
    for (std::uint64_t before = all.attempts + 1; before != all.attempts;) {
        before = all.attempts;
        std::vector<std::pair<subscriber*, std::uint64_t>> wanted;
        for (auto& [name, each] : all.subscribers) {
            each->look_back = true;
            wanted.emplace_back(each.get(), each->started + 1);
        }
        all.woken->tell();
        const auto done = [&] {
            return all.stopping ||
                   std::ranges::all_of(wanted, [](const auto& each) { return each.first->finished >= each.second; });
        };
        for (auto seen = all.changed.ticket(); !done(); seen = all.changed.ticket())
            co_await all.changed.after(seen);
    }
}

task<> bus::keep_delivering(state& all, subscriber& to)
{
    for (auto seen = all.woken->ticket(); !all.stopping; seen = all.woken->ticket()) {
        ++to.started;
        try {
            co_await pass(all, to);
        } catch (...) {
            // The database, not a handler: everything is still there at the next look.
            log::error("events could not be read", {{"subscriber", to.name}, {"cause", what_was_thrown()}});
        }
        ++to.finished;
        all.changed.tell();
        if (!all.stopping)
            co_await all.woken->after(seen);
    }
    --all.at_work;
    all.changed.tell();
}

/// Looks once at everything that is not delivered.
task<> bus::pass(state& all, subscriber& to)
{
    to.pass_began = now();
    auto from = to.position;
    for (const auto& [aggregate, each] : to.held)
        if (each.until <= to.pass_began)
            from = std::min(from, each.event_id - 1);
    const bool due = to.look_back.exchange(false) || to.pass_began - to.looked_back >= all.options.look_again;
    if (!all.in_order && due) {
        to.looked_back = to.pass_began;
        from = to.settled;
    }
    while (!all.stopping) {
        const auto page = co_await all.kept.next(to.name, from, page_size);
        if (!page.empty())
            co_await deliver_page(all, to, page);
        if (!to.unmarked.empty()) {
            co_await all.kept.mark(to.name, to.unmarked);
            to.unmarked.clear();
        }
        if (page.empty())
            break;
        from = page.back().id;
    }
    // Stopped in the middle: what was not looked at is found again at the next start.
    to.position = std::max(to.position, from);
}

task<> bus::deliver_page(state& all, subscriber& to, const std::vector<stored_event>& page)
{
    for (const auto& each : page) {
        if (all.stopping)
            co_return;
        const auto held = to.held.find(each.aggregate);
        const bool waits = held != to.held.end() && held->second.until > to.pass_began;
        if (!waits && !to.unmarked.contains(each.id))
            co_await try_one(all, to, each);
    }
}

task<> bus::try_one(state& all, subscriber& to, const stored_event& what)
{
    const auto handler = to.handlers.find(what.name);
    if (handler == to.handlers.end())
        co_return;
    ++all.attempts;
    std::string cause;
    try {
        co_await handler->second->deliver(what);
        to.held.erase(what.aggregate);
        to.unmarked.insert(what.id);
        co_return;
    } catch (...) {
        cause = what_was_thrown();
    }
    auto& hold = to.held.try_emplace(what.aggregate, subscriber::hold{what.id, 0, {}}).first->second;
    const auto doubled = all.options.first_pause * (std::int64_t{1} << std::min(hold.failures, 20));
    hold.until = now() + std::min<std::chrono::milliseconds>(doubled, all.options.longest_pause);
    ++hold.failures;
    hold.event_id = std::min(hold.event_id, what.id);
    log::error("a subscriber failed; it is tried again", {{"subscriber", to.name},
                                                          {"event", what.name},
                                                          {"event_id", what.id},
                                                          {"failures", hold.failures},
                                                          {"cause", cause}});
}

/// Wakes the others from time to time, and keeps the tables small.
task<> bus::keep_house(state& all)
{
    for (std::uint64_t looks = 1; !all.stopping; ++looks) {
        // In short steps, so that stopping need not wait for a long pause.
        const auto next = now() + all.options.look_again;
        while (!all.stopping && now() < next) {
            const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(next - now());
            co_await sleep_for(std::clamp(rest, std::chrono::milliseconds{1}, std::chrono::milliseconds{100}));
        }
        all.woken->tell();
        if (all.stopping || looks % looks_between_cleanings != 0)
            continue;
        try {
            for (auto& [name, each] : all.subscribers)
                if (each->settled < each->position || looks % cleanings_between_prunings == 0)
                    each->settled = co_await all.kept.settle(name);
            if (looks % (looks_between_cleanings * cleanings_between_prunings) == 0)
                co_await all.kept.prune(all.options.keep);
        } catch (...) {
            log::warning("the outbox could not be cleaned", {{"cause", what_was_thrown()}});
        }
    }
    --all.at_work;
    all.changed.tell();
}

} // namespace ahimmoyak::events
