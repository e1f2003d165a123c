#pragma once

#include "base/caller.hpp"
#include "base/task.hpp"

#include <optional>
#include <string>

namespace ahimmoyak::http {

/// Remembers for a day what a creating request with an Idempotency-Key was answered, so that a client
/// that did not hear the answer may ask again without making the thing twice.
class idempotency {
public:
    virtual ~idempotency() = default;

    struct earlier {
        int status = 0;
        std::string body;
        std::string location;
    };

    /// Takes the key for this request, whose `fingerprint` tells it from others. Returns the first
    /// answer if there is one. Throws a problem when the key was used for another request (422), or
    /// when the first one is under way or was cut off, so that nobody knows its end (409).
    virtual task<std::optional<earlier>> begin(user_id who, std::string key, std::string fingerprint) = 0;

    /// Keeps the answer of a request that was accepted.
    virtual task<> finish(user_id who, std::string key, earlier answer) = 0;
    /// Frees the key of a request that was refused and changed nothing.
    virtual task<> release(user_id who, std::string key) = 0;
};

} // namespace ahimmoyak::http
