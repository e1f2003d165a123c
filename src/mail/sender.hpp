#pragma once

#include "base/clock.hpp"
#include "base/task.hpp"
#include "base/work_pool.hpp"
#include "db/pool.hpp"
#include "mail/post.hpp"
#include "mail/smtp.hpp"

#include <chrono>
#include <memory>

namespace ahimmoyak::mail {

struct sender_options {
    std::chrono::milliseconds first_pause{std::chrono::seconds{30}}; ///< after the first failure; it doubles
    std::chrono::milliseconds longest_pause{std::chrono::hours{2}};
    std::chrono::milliseconds give_up_after{std::chrono::hours{48}}; ///< then the mail is FAILED
    std::chrono::milliseconds look_again{std::chrono::seconds{30}};  ///< for mails of other processes
};

/// Delivers the mails that wait in the mailbox, one after another. A mail is marked SENT after the
/// server has accepted it, so a crash in between sends it twice rather than never.
class sender {
public:
    /// Everything given outlives the sender.
    sender(db::pool& on, work_pool& blocking, transport& by, const clock& time, const sender_options& with = {});
    ~sender();
    sender(sender&&) = delete;

    /// Delivers until stop().
    task<> run();
    /// From any thread; run() returns after the mail it is at.
    void stop();

    /// Makes one attempt for every mail that is due now; how many were accepted.
    task<int> deliver_due();

private:
    struct wake_up;
    task<bool> attempt(outgoing what);

    db::pool& db_;
    work_pool& blocking_;
    transport& transport_;
    const clock& clock_;
    const sender_options options_;
    std::shared_ptr<wake_up> wake_;
    std::shared_ptr<void> heard_;
};

} // namespace ahimmoyak::mail
