#pragma once

#include "mail/mime.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace ahimmoyak::mail {

/// What stood in the way, for who sets the server up.
enum class failure_reason { unknown_host, unreachable, encryption, sign_in, refused, other };

/// Why a mail could not be handed over. `forever` when trying again cannot help (the server refuses
/// the recipient); otherwise the server may be away for a while.
class delivery_failure : public std::runtime_error {
public:
    delivery_failure(const std::string& what, bool is_forever, failure_reason because = failure_reason::other)
        : runtime_error{what}, forever_{is_forever}, reason_{because}
    {
    }
    bool forever() const noexcept { return forever_; }
    failure_reason reason() const noexcept { return reason_; }

private:
    bool forever_;
    failure_reason reason_;
};

/// Hands mails over to whoever carries them on. Called on threads of a work pool.
class transport {
public:
    virtual ~transport() = default;
    /// Whether there is somebody to hand mails to at all; until then they wait.
    virtual bool ready() const { return true; }
    /// Returns once the mail was accepted; throws delivery_failure. Blocks.
    virtual void send(const message& what, timestamp at, std::string_view unique) = 0;
};

enum class smtp_security {
    none,     ///< plain; for a relay on the same machine
    starttls, ///< TLS is asked for after connecting, and required (usually port 587)
    tls,      ///< TLS from the first byte (usually port 465)
};

struct smtp_server {
    std::string host;
    int port = 587;
    smtp_security security = smtp_security::starttls;
    std::string user{}; ///< empty: without signing in
    std::string password{};
    sender_name from;
};

/// Delivers by libcurl; one connection for each mail.
class smtp final : public transport {
public:
    explicit smtp(smtp_server server);
    void send(const message& what, timestamp at, std::string_view unique) override;

private:
    smtp_server server_;
};

} // namespace ahimmoyak::mail
