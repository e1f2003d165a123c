#pragma once

#include "certificates/completion.hpp"
#include "db/connection.hpp"
#include "offerings/enrolments.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The only place that makes certificates and takes them back, in the caller's transaction.
namespace ahimmoyak::certificates {

/// Issues what is due: to everybody of the offering, or to one of them, who has met the rules and has none yet. How many.
std::int64_t issue_due(db::connection& in, const offerings::enrolments::offering& of, timestamp now,
                       const std::string& zone, std::optional<user_id> only = {});

/// Whether that would issue anything.
bool is_due(db::connection& in, const offerings::enrolments::offering& of, timestamp now, const std::string& zone,
            std::optional<user_id> only = {});

/// Takes a certificate of the offering back, for good. Throws the 404, and the 409 when it was done before.
void revoke(db::connection& in, offerings::course_provide_id offering, certificate_id which, std::string_view reason,
            user_id by, timestamp now);

/// The offerings whose trainees can come to a certificate by what they do.
std::vector<offerings::course_provide_id> running_offerings(db::connection& in);

} // namespace ahimmoyak::certificates
