#pragma once

#include "base/clock.hpp"
#include "http/message.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace ahimmoyak::http {

/// The right to what lies below one path: a short-lived cookie bound to it, checked without the database. The addresses
/// below are the same for everybody, so that caches can share them; a copied link does nothing. Thread-safe.
class path_pass {
public:
    static constexpr std::chrono::seconds lifetime{600};

    /// The cookie `name` opens `below` ("/play/") with an id behind it. `key` stays secret and the same over restarts,
    /// so that pages play on; passes of other names may share it.
    path_pass(std::string name, std::string below, std::string key, const clock& time)
        : name_{std::move(name)}, below_{std::move(below)}, key_{std::move(key)}, clock_{time}
    {
    }

    cookie issue(std::int64_t id, bool secure) const;
    /// Whether the request's cookie opens the id now, which is given as it stands in the path.
    bool opens(const request& in, std::string_view id) const;

private:
    std::string signature(std::string_view id, std::string_view expires) const;

    std::string name_;
    std::string below_;
    std::string key_;
    const clock& clock_;
};

} // namespace ahimmoyak::http
