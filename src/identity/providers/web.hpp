#pragma once

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>

namespace ahimmoyak::identity::providers {

using deadline = std::chrono::steady_clock::time_point;

/// A server gave no answer that can be used: away, slow, without end. what() is for the log.
struct no_answer : std::runtime_error {
    using runtime_error::runtime_error;
};

struct web_request {
    std::string address;
    std::string form{};          ///< what a POST sends, form-encoded; empty: a GET
    std::string authorization{}; ///< the header's value; empty: none
};

struct web_answer {
    int status = 0;
    std::string body;
};

/// Asks other servers, over libcurl. Certificates are verified, redirects are not followed, and an
/// answer that is larger than a mebibyte is none. Blocks: used on threads that may wait. Thread-safe.
class web {
public:
    web();

    /// Throws no_answer.
    web_answer ask(const web_request& what, deadline until) const;

    /// Whoever waits, or will ask, gets no answer within a second.
    void stop() { stopping_ = true; }

private:
    std::atomic<bool> stopping_{false};
};

/// Percent-encodes all but letters, digits and -._~ (RFC 3986, 2.3).
std::string form_encoded(std::string_view text);

} // namespace ahimmoyak::identity::providers
