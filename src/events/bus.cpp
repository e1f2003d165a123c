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
constexpr std::uint64_t looks_between_cleanings = 5;
constexpr std::uint64_t looks_between_prunings = 300; // a multiple of the other

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

/// One name, what it listens to and how far it has come. Used on the executor of run(), except for
/// what is atomic.
class bus::subscriber {
public:
    subscriber(state& all, std::string_view name) : name_{name}, all_{all} {}

    void add(std::string_view event_name, std::unique_ptr<handler> what);
    task<> enter();
    task<> keep_delivering();
    task<> settle();
    /// Whether something was delivered since it was settled.
    bool has_moved() const { return settled_ < position_; }
    const std::string& name() const { return name_; }

    /// Asks that the next pass, whose number this is, looks at everything.
    std::uint64_t ask_for_pass()
    {
        look_back_ = true;
        return started_ + 1;
    }
    bool has_finished(std::uint64_t pass) const { return finished_ >= pass; }

private:
    /// An aggregate whose event failed: it, and what follows it, waits.
    struct hold {
        std::int64_t event_id;
        int failures;
        time until;
    };

    std::int64_t where_to_begin();
    task<> pass();
    task<> deliver(std::vector<stored_event> page);
    task<> try_one(stored_event what);
    void hold_up(std::int64_t event_id, const std::string& event_name, const std::string& aggregate,
                 const std::string& cause);

    std::string name_;
    state& all_;
    std::map<std::string, std::unique_ptr<handler>, std::less<>> handlers_;
    std::int64_t settled_ = 0;
    std::int64_t position_ = 0; ///< looked at, up to here
    std::map<std::string, hold> held_;
    std::set<std::int64_t> unmarked_; ///< delivered, not yet noted in the database
    time pass_began_{};               ///< one for the whole pass, lest a hold ends between two events of its aggregate
    time looked_back_{};
    std::atomic<bool> look_back_ = false; ///< at the next pass, however recently that was done
    std::atomic<std::uint64_t> started_ = 0;
    std::atomic<std::uint64_t> finished_ = 0;
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
    if (!place)
        place = std::make_unique<subscriber>(*state_, subscriber_name);
    place->add(name, std::move(what));
}

task<> bus::enter_all()
{
    for (auto& [name, each] : state_->subscribers)
        co_await each->enter();
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
            spawn(on, "events for " + name, each->keep_delivering());
        spawn(on, "keeping house of events", keep_house());
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
        wanted.reserve(all.subscribers.size());
        for (auto& [name, each] : all.subscribers)
            wanted.emplace_back(each.get(), each->ask_for_pass());
        all.woken->tell();
        const auto done = [&] {
            return all.stopping ||
                   std::ranges::all_of(wanted, [](const auto& each) { return each.first->has_finished(each.second); });
        };
        for (auto seen = all.changed.ticket(); !done(); seen = all.changed.ticket())
            co_await all.changed.after(seen);
    }
}

/// Wakes the others from time to time, and keeps the tables small.
task<> bus::keep_house()
{
    auto& all = *state_;
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
        const bool thoroughly = looks % looks_between_prunings == 0;
        try {
            for (auto& [name, each] : all.subscribers)
                if (thoroughly || each->has_moved())
                    co_await each->settle();
            if (thoroughly)
                co_await all.kept.prune(all.options.keep);
        } catch (...) {
            log::warning("the outbox could not be cleaned", {{"cause", what_was_thrown()}});
        }
    }
    --all.at_work;
    all.changed.tell();
}

void bus::subscriber::add(std::string_view event_name, std::unique_ptr<handler> what)
{
    if (!handlers_.emplace(std::string{event_name}, std::move(what)).second)
        throw std::logic_error{name_ + " listens to " + std::string{event_name} + " twice"};
}

task<> bus::subscriber::enter()
{
    std::vector<std::string> names;
    names.reserve(handlers_.size());
    for (const auto& [event_name, handler] : handlers_)
        names.push_back(event_name);
    settled_ = co_await all_.kept.enter(name_, std::move(names));
    position_ = settled_;
}

task<> bus::subscriber::settle() { settled_ = co_await all_.kept.settle(name_); }

task<> bus::subscriber::keep_delivering()
{
    for (auto seen = all_.woken->ticket(); !all_.stopping; seen = all_.woken->ticket()) {
        ++started_;
        try {
            co_await pass();
        } catch (...) {
            // The database, not a handler: everything is still there at the next look.
            log::error("events could not be read", {{"subscriber", name_}, {"cause", what_was_thrown()}});
        }
        ++finished_;
        all_.changed.tell();
        if (!all_.stopping)
            co_await all_.woken->after(seen);
    }
    --all_.at_work;
    all_.changed.tell();
}

std::int64_t bus::subscriber::where_to_begin()
{
    pass_began_ = now();
    const bool due = look_back_.exchange(false) || pass_began_ - looked_back_ >= all_.options.look_again;
    if (!all_.in_order && due) {
        looked_back_ = pass_began_;
        return settled_;
    }
    auto from = position_;
    for (const auto& [aggregate, each] : held_)
        if (each.until <= pass_began_)
            from = std::min(from, each.event_id - 1);
    return from;
}

/// Looks once at everything that is not delivered.
task<> bus::subscriber::pass()
{
    auto from = where_to_begin();
    while (!all_.stopping) {
        auto page = co_await all_.kept.next(name_, from, page_size);
        const bool last = page.events.empty();
        if (!last)
            co_await deliver(std::move(page.events));
        // Over what concerns others too, lest each look go through it again. Stopped in the middle:
        // what was not looked at is found again at the next start.
        from = page.upto;
        if (!unmarked_.empty()) {
            co_await all_.kept.mark(name_, unmarked_);
            unmarked_.clear();
        }
        if (last)
            break;
    }
    position_ = std::max(position_, from);
}

task<> bus::subscriber::deliver(std::vector<stored_event> page)
{
    for (auto& each : page) {
        if (all_.stopping)
            co_return;
        const auto held = held_.find(each.aggregate);
        const bool waits = held != held_.end() && held->second.until > pass_began_;
        if (!waits && !unmarked_.contains(each.id))
            co_await try_one(std::move(each));
    }
}

task<> bus::subscriber::try_one(stored_event what)
{
    const auto handler = handlers_.find(what.name);
    if (handler == handlers_.end())
        co_return;
    ++all_.attempts;
    const auto event_id = what.id;
    const auto aggregate = what.aggregate;
    std::string cause;
    try {
        co_await handler->second->deliver(std::move(what));
        held_.erase(aggregate);
        unmarked_.insert(event_id);
        co_return;
    } catch (...) {
        cause = what_was_thrown();
    }
    hold_up(event_id, handler->first, aggregate, cause);
}

void bus::subscriber::hold_up(std::int64_t event_id, const std::string& event_name, const std::string& aggregate,
                              const std::string& cause)
{
    auto& held = held_.try_emplace(aggregate, hold{event_id, 0, {}}).first->second;
    const auto doubled = all_.options.first_pause * (std::int64_t{1} << std::min(held.failures, 20));
    held.until = now() + std::min<std::chrono::milliseconds>(doubled, all_.options.longest_pause);
    ++held.failures;
    held.event_id = std::min(held.event_id, event_id);
    log::error("a subscriber failed; it is tried again", {{"subscriber", name_},
                                                          {"event", event_name},
                                                          {"event_id", event_id},
                                                          {"failures", held.failures},
                                                          {"cause", cause}});
}

} // namespace ahimmoyak::events
