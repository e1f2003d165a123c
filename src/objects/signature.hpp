#pragma once

#include "base/values.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Signed addresses, as Amazon S3 has them: "Authenticating Requests: Using Query Parameters (AWS
/// Signature Version 4)", with UNSIGNED-PAYLOAD and `host` as the one signed header. Pure.
namespace ahimmoyak::objects {

struct credentials {
    std::string access_key;
    std::string secret;
    std::string region = "local";
};

using parameters = std::vector<std::pair<std::string, std::string>>;

/// What is asked for, everything decoded.
struct signed_request {
    std::string_view method; ///< GET, PUT
    std::string_view host;   ///< as in the Host header
    std::string_view path;
    parameters query; ///< without the X-Amz- ones
};

/// "path?query" that entitles whoever holds it to this one request for so long (at most 7 days).
std::string sign(const credentials& with, signed_request what, timestamp now, std::chrono::seconds valid);

enum class verdict { good, unsigned_request, unknown_key, malformed, expired, wrong };

/// Is this a request that sign() has allowed, now? The query is the whole one, decoded.
verdict judge(const credentials& with, const signed_request& what, timestamp now);

} // namespace ahimmoyak::objects
