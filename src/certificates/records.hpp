#pragma once

#include "certificates/certificate.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// What is kept of certificates: reads, in the caller's transaction.
namespace ahimmoyak::certificates {

/// The newest first, below the id `before`.
std::vector<certificate> certificates_of(db::connection& in, user_id who, std::int64_t before, std::int64_t most);
std::vector<certificate> certificates_in(db::connection& in, offerings::course_provide_id offering);

/// Or the 404.
certificate own_certificate(db::connection& in, user_id who, certificate_id which);
certificate certificate_in(db::connection& in, offerings::course_provide_id offering, certificate_id which);

std::optional<certificate> find_by_code(db::connection& in, std::string_view code);

} // namespace ahimmoyak::certificates
