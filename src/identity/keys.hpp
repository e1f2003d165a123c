#pragma once

#include "base/clock.hpp"
#include "base/task.hpp"
#include "db/pool.hpp"

#include <boost/describe.hpp>

#include <atomic>
#include <cstdint>
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

enum class key_state : std::uint8_t {
    WAITING,  ///< published, so that everybody who keeps the key set has it before it signs
    SIGNING,
    VERIFYING ///< signs no more; what it signed is good until it expires
};
BOOST_DESCRIBE_ENUM(key_state, WAITING, SIGNING, VERIFYING)

/// A signing key, to an administrator.
struct signing_key {
    std::string kid;
    key_state state = key_state::WAITING;
    timestamp created_at{};
    std::optional<timestamp> signs_from; ///< when it waits
};
BOOST_DESCRIBE_STRUCT(signing_key, (), (kid, state, created_at, signs_from))

/// The keys that tokens are signed with: ES256 (RFC 7518, 3.4), kept in the database, so that every
/// process signs with the same and verifies what another has signed. A new one is published for ten minutes
/// before it signs: whoever keeps the key set for as long as it may be kept knows it by then. Thread-safe.
class keys {
public:
    keys(db::pool& on, const clock& time);
    ~keys();
    keys(keys&&) = delete;

    /// Reads the keys; makes one when there is none or the newest is 90 days old, and drops those
    /// whose last token ran out long ago. Called at start and now and then.
    task<> load();

    /// Makes a new key before its time. Throws a 409 while another still waits for its turn.
    task<> rotate();

    /// After a key got into other hands: a new one, which signs at once, and none of those before. What they
    /// signed is refused from now on.
    task<> replace();

    std::vector<signing_key> all() const;

    /// Another number after a key was dropped: what was verified before may have been signed with it.
    std::uint64_t generation() const { return generation_; }

    /// A compact JWS of the payload, signed with the newest key that may.
    std::string sign(std::string_view payload) const;

    enum class verdict { good, bad, unknown_key };
    struct checked {
        verdict is = verdict::bad;
        std::string payload; ///< when good
    };
    /// Takes ES256 by a key of ours and nothing else: not "none", not another algorithm.
    checked verify(std::string_view token) const;

    /// Another process may have made one: after an unknown key, and before the set is shown. Looks at most every
    /// ten seconds.
    task<bool> look_again();

    std::vector<json_web_key> published() const;

private:
    struct key;
    using key_list = std::vector<std::shared_ptr<const key>>; ///< the newest first, never empty once loaded

    /// The place in that list of the one that signs.
    std::size_t signing(const key_list& among) const;
    void keep(key_list all, std::uint64_t look);

    db::pool& db_;
    const clock& clock_;
    mutable std::shared_mutex mutex_;
    key_list keys_;
    timestamp looked_{};
    std::atomic<std::uint64_t> looks_{0}; ///< begun
    std::uint64_t kept_look_ = 0;         ///< of the list above
    std::atomic<std::uint64_t> generation_{0};
};

} // namespace ahimmoyak::identity
