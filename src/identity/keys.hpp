#pragma once

#include "base/clock.hpp"
#include "base/task.hpp"
#include "db/pool.hpp"

#include <boost/describe.hpp>

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::identity {

/// A public key as RFC 7517 writes it.
struct json_web_key {
    std::string kty;
    std::string crv;
    std::string x;
    std::string y;
    std::string kid;
    std::string alg;
    std::string use;
};
BOOST_DESCRIBE_STRUCT(json_web_key, (), (kty, crv, x, y, kid, alg, use))

/// The keys that tokens are signed with: ES256 (RFC 7518, 3.4), kept in the database, so that every
/// process signs with the same and verifies what another has signed. Thread-safe.
class keys {
public:
    keys(db::pool& on, const clock& time);
    ~keys();
    keys(keys&&) = delete;

    /// Reads the keys; makes one when there is none or the newest is 90 days old, and drops those
    /// whose last token ran out long ago. Called at start and now and then.
    task<> load();

    /// A compact JWS of the payload, signed with the newest key.
    std::string sign(std::string_view payload) const;

    enum class verdict { good, bad, unknown_key };
    struct checked {
        verdict is = verdict::bad;
        std::string payload; ///< when good
    };
    /// Takes ES256 by a key of ours and nothing else: not "none", not another algorithm.
    checked verify(std::string_view token) const;

    /// After an unknown key: another process may have made one. Looks at most every ten seconds.
    task<bool> look_again();

    std::vector<json_web_key> published() const;

private:
    struct key;
    void keep(std::vector<std::shared_ptr<const key>> all);

    db::pool& db_;
    const clock& clock_;
    mutable std::shared_mutex mutex_;
    std::vector<std::shared_ptr<const key>> keys_; ///< the newest first
    timestamp looked_{};
};

} // namespace ahimmoyak::identity
