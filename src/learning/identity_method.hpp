#pragma once

#include "base/caller.hpp"
#include "base/words.hpp"
#include "db/connection.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace ahimmoyak::identity {
class second_factors;
}

namespace ahimmoyak::learning {

/// How somebody may prove who they are. A provider of telephone identity would be one more.
enum class identity_method_kind : std::uint8_t { EMAIL_CODE, TOTP };
BOOST_DESCRIBE_ENUM(identity_method_kind, EMAIL_CODE, TOTP)

/// One way of proving who one is, in the caller's transaction. Thread-safe: it keeps nothing in itself.
class identity_method {
public:
    virtual ~identity_method() = default;
    virtual identity_method_kind kind() const = 0;
    /// Whether this person can use it.
    virtual bool serves(db::connection& in, user_id who) const = 0;
    /// Sends what the person is to answer with; false where nothing is sent.
    virtual bool send(db::connection& in, user_id who, timestamp now) const = 0;
    /// Whether the answer is right. Counts the attempt: the transaction must commit either way. What was right once is
    /// not right again.
    virtual bool proves(db::connection& in, user_id who, std::string_view answer, timestamp now) const = 0;
};
using identity_methods = std::vector<std::unique_ptr<const identity_method>>;

/// Those that the person can use.
std::vector<identity_method_kind> usable_by(db::connection& in, const identity_methods& all, user_id who);
/// Sends the code by e-mail.
void send_code_to(db::connection& in, const identity_methods& all, user_id who, timestamp now);
/// Whether the answer is right by that method. Counts the attempt: the transaction must commit either way.
bool proves(db::connection& in, const identity_methods& all, identity_method_kind by, user_id who,
            std::string_view answer, timestamp now);

/// Six digits by e-mail, alive for 10 minutes and 5 attempts, kept as a hash.
std::unique_ptr<const identity_method> code_by_email();
/// The authenticator of who has a second factor; its recovery codes do not count.
std::unique_ptr<const identity_method> code_of_second_factor(const identity::second_factors& by);

} // namespace ahimmoyak::learning
