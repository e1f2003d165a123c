#pragma once

#include "certificates/certificate.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

/// What this module keeps of a trainee, for the trainee.
namespace ahimmoyak::certificates {

struct earned_certificate {
    std::string number;
    std::string code;
    std::string printed; ///< all that the paper says
    timestamp issued_at{};
    std::optional<timestamp> revoked_at;
    std::optional<std::string> revocation_reason;
};
BOOST_DESCRIBE_STRUCT(earned_certificate, (), (number, code, printed, issued_at, revoked_at, revocation_reason))

/// The latest 10,000. They stay when the account goes: a paper in somebody's hand must be confirmed for as long as it may
/// be shown.
std::vector<earned_certificate> earned_by(db::connection& in, user_id who);

} // namespace ahimmoyak::certificates
