#pragma once

#include "base/clock.hpp"
#include "chat/rooms.hpp"

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ahimmoyak::chat {

/// Tokens that open a connection once, within a minute. In memory: after a restart clients fetch
/// new ones by themselves. Thread-safe.
class token_store {
public:
    static constexpr std::chrono::milliseconds lifetime{60'000};
    static constexpr std::size_t most = 100'000;

    explicit token_store(const clock& time) : clock_{time} {}

    struct issued {
        std::string token; ///< base64url: it travels as Sec-WebSocket-Protocol, an RFC 7230 token
        timestamp expires{};
    };
    /// Throws the 503 problem when too many are waiting to be used.
    issued issue(grant to);

    /// What the token grants; nothing when it is unknown, expired or was used.
    std::optional<grant> redeem(std::string_view token);

    /// Those that somebody asked for in a session that was ended open nothing any more.
    void forget_session(session_id which);

private:
    void forget_expired(timestamp now);

    const clock& clock_;
    std::mutex mutex_;
    std::unordered_map<std::string, grant> grants_;
    std::deque<std::pair<timestamp, std::string>> by_age_;
};

} // namespace ahimmoyak::chat
