#include "mail/sender.hpp"

#include "base/log.hpp"
#include "json/codec.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <mutex>
#include <optional>

namespace ahimmoyak::mail {

/// What a commit on another thread pulls to wake the sender. It outlives the sender when needed.
struct sender::wake_up : std::enable_shared_from_this<sender::wake_up> {
    void pull()
    {
        const std::lock_guard lock{mutex};
        pulled = true;
        if (on)
            asio::post(*on, [self = shared_from_this()] {
                if (self->timer)
                    self->timer->cancel();
            });
    }
    bool stopping()
    {
        const std::lock_guard lock{mutex};
        return stopped;
    }

    std::mutex mutex;
    bool pulled = false;
    bool stopped = false;
    std::optional<executor> on;
    std::optional<steady_timer> timer; ///< touched on the sender's executor only
};

sender::sender(db::pool& on, work_pool& blocking, transport& by, const clock& time, const sender_options& with)
    : db_{on}, blocking_{blocking}, transport_{by}, clock_{time}, options_{with}, wake_{std::make_shared<wake_up>()},
      heard_{db_.after_commit([wake = wake_] { wake->pull(); })}
{
}

sender::~sender() = default;

void sender::stop()
{
    {
        const std::lock_guard lock{wake_->mutex};
        wake_->stopped = true;
    }
    wake_->pull();
}

task<> sender::run()
{
    const auto here = co_await asio::this_coro::executor;
    const auto wake = wake_;
    wake->timer.emplace(here);
    {
        const std::lock_guard lock{wake->mutex};
        wake->on = here;
    }
    while (!wake->stopping()) {
        {
            const std::lock_guard lock{wake->mutex};
            wake->pulled = false;
        }
        auto pause = options_.look_again;
        try {
            co_await deliver_due();
            const auto now = clock_.now();
            const auto oldest = now - options_.give_up_after;
            auto ask = [&](db::connection& in) { return next_due(in, oldest); };
            const auto next = co_await db_.read(ask);
            if (next && transport_.ready())
                pause = std::clamp(std::chrono::milliseconds{*next - now}, std::chrono::milliseconds{10}, pause);
        } catch (const std::exception& why) {
            log::warning("the mailbox cannot be looked at", {{"why", why.what()}});
        }
        // The timer is armed before asking whether anything came: a wake-up from then on cancels it.
        wake->timer->expires_after(pause);
        bool go_on = false;
        {
            const std::lock_guard lock{wake->mutex};
            go_on = wake->pulled || wake->stopped;
        }
        if (!go_on)
            co_await wake->timer->async_wait(no_throw);
    }
    const std::lock_guard lock{wake->mutex};
    wake->on.reset();
    wake->timer.reset();
}

task<int> sender::deliver_due()
{
    int accepted = 0;
    while (!wake_->stopping() && transport_.ready()) {
        const auto now = clock_.now();
        const auto oldest = now - options_.give_up_after;
        // While the attempt runs nobody else makes one; after a crash it is made again.
        const auto until = now + std::chrono::minutes{5};
        auto take = [&](db::connection& in) { return take_due(in, now, oldest, until); };
        auto due = co_await db_.write(take);
        if (!due)
            break;
        if (co_await attempt(std::move(*due)))
            ++accepted;
    }
    co_return accepted;
}

task<bool> sender::attempt(outgoing what)
{
    message mail{what.recipient, what.subject, what.text};
    if (what.letter)
        mail.letter = json::decode<letter_content>(*what.letter);
    const auto unique =
        "mail-" + std::to_string(what.id.value) + "-" + std::to_string(what.created_at.time_since_epoch().count());
    std::optional<delivery_failure> failure;
    auto hand_over = [&] {
        try {
            transport_.send(mail, what.created_at, unique);
        } catch (const delivery_failure& why) {
            failure = why;
        } catch (const std::exception& why) {
            failure.emplace(why.what(), false);
        }
    };
    co_await blocking_.run(hand_over);

    const auto now = clock_.now();
    if (!failure) {
        auto note = [&](db::connection& in) { note_sent(in, what.id, now); };
        co_await db_.write(note);
        co_return true;
    }
    std::optional<timestamp> again;
    auto pause = options_.first_pause;
    for (std::int64_t i = 1; i < what.attempts && pause < options_.longest_pause; ++i)
        pause *= 2;
    pause = std::min(pause, options_.longest_pause);
    if (!failure->forever() && now + pause <= what.created_at + options_.give_up_after)
        again = now + pause;
    log::warning(again ? "a mail could not be sent; it is tried again" : "a mail could not be sent",
                 {{"mail", what.id.value}, {"attempt", what.attempts}, {"why", failure->what()}});
    const std::string why = failure->what();
    auto note = [&](db::connection& in) { note_failure(in, what.id, why, again, now); };
    co_await db_.write(note);
    co_return false;
}

} // namespace ahimmoyak::mail
