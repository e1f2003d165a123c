#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::identity {

/// What its owner is told of it.
struct second_factor_state {
    bool enabled = false;
    std::optional<timestamp> since;
    std::int64_t recovery_codes_left = 0;
};
BOOST_DESCRIBE_STRUCT(second_factor_state, (), (enabled, since, recovery_codes_left))

/// The second factors of accounts: an authenticator's codes (totp), and ten recovery codes that stand in for
/// it. Works in the caller's transaction; who may ask, and how often, is the routes' affair. Turning it on or
/// off changes what an administrator may do: after the commit call standings::forget.
class second_factors {
public:
    /// `key`: a secret of the installation that is not in its database.
    explicit second_factors(std::string_view key);

    static second_factor_state of(db::connection& in, user_id who);
    static bool enabled(db::connection& in, user_id who);

    /// A new secret (its bytes), in place of one that was never confirmed. Call it only while none is enabled.
    std::string begin(db::connection& in, user_id who, timestamp now) const;

    /// Enables it by the first code; the recovery codes. Nothing when the code is wrong or nothing was begun.
    std::optional<std::vector<std::string>> confirm(db::connection& in, user_id who, std::string_view code,
                                                    timestamp now) const;

    enum class proof { none, code, recovery_code };
    /// Whether it proves the enabled second factor; what proved it once proves nothing again.
    proof take(db::connection& in, user_id who, std::string_view code, timestamp now) const;

    /// Ten new ones; those before are worth nothing from now on.
    std::vector<std::string> make_recovery_codes(db::connection& in, user_id who, timestamp now) const;

    /// Off, with its recovery codes and the sign-ins that wait for it; false when there was none.
    static bool remove(db::connection& in, user_id who);

private:
    std::optional<std::int64_t> step_of(user_id who, std::string_view sealed, std::string_view code, std::int64_t taken,
                                        timestamp now) const;
    std::string hash_of(user_id who, std::string_view recovery_code) const;

    const std::string sealing_key_;
    const std::string hashing_key_;
};

} // namespace ahimmoyak::identity
