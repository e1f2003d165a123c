#pragma once

#include "base/work_pool.hpp"
#include "chat/rooms.hpp"

#include <chrono>
#include <string>

namespace ahimmoyak::chat {

/// Asks the operator's own program about each message, with the JSON of IVS Chat's message review handler. What does
/// not answer in 200 ms, or answers nonsense, decides nothing: then it is as the operator said.
class review_hook {
public:
    static constexpr std::chrono::milliseconds patience{200};

    struct settings {
        std::string address; ///< http:// or https://; empty: nobody is asked
        bool deny_on_failure = false;
    };
    struct verdict {
        bool allowed = true;
        std::string content; ///< perhaps rewritten
        std::string reason;
    };

    explicit review_hook(settings with) : with_{std::move(with)}, pool_{with_.address.empty() ? 1 : 8} {}

    bool asks() const { return !with_.address.empty(); }
    task<verdict> review(const grant& sender, const send_message& said, std::string_view remote_address);
    /// Ends its threads.
    void finish() { pool_.finish(); }

private:
    const settings with_;
    work_pool pool_;
};

} // namespace ahimmoyak::chat
