#pragma once

#include "base/values.hpp"
#include "http/message.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// AWS Signature Version 4: "Authenticating Requests: Using the Authorization Header" and "… Using Query Parameters".
/// Amazon S3 signs the path once encoded and says what its body is; all other services sign it encoded twice, and the
/// sum of the body. Pure.
namespace ahimmoyak::objects {

struct credentials {
    std::string access_key;
    std::string secret;
    std::string region = "local";
};

using parameters = std::vector<std::pair<std::string, std::string>>;

/// What an address is made for, everything decoded.
struct signed_request {
    std::string_view method; ///< GET, PUT
    std::string_view host;   ///< as in the Host header
    std::string_view path;
    parameters query; ///< without the X-Amz- ones
};

/// "path?query" that entitles whoever holds it to this one request for so long (at most 7 days).
std::string sign(const credentials& with, signed_request what, timestamp now, std::chrono::seconds valid);

enum class verdict : std::uint8_t {
    good,
    unsigned_request,
    unknown_key,
    malformed_header,
    malformed_address,
    field_not_signed, ///< an x-amz- header that the signature says nothing of
    expired,
    skewed, ///< signed by a clock more than 15 minutes off
    wrong,
};

/// How a request says that it may: in its Authorization field or in its address.
struct proof {
    std::string access_key;
    std::string date; ///< 20130524T000000Z
    std::string region;
    std::string service = "s3";
    std::vector<std::string> fields; ///< signed, in small letters
    std::string signature;
    std::string payload; ///< x-amz-content-sha256: a sum, or what stands for it; of other services the body's
    bool by_address = false;
    std::int64_t valid_seconds = 0; ///< of an address

    std::string scope() const;
};

/// What a request to a service brings; a verdict when it brings nothing, or nothing that can be read.
std::variant<proof, verdict> proof_of(const http::request& in, const parameters& query,
                                      std::string_view service = "s3");

/// Is the request what the holder of the secret has signed, now? `host` and `method` as they were signed.
verdict judge(std::string_view secret, const proof& by, const http::request& in, std::string_view method,
              std::string_view host, const parameters& query, timestamp now);

/// The key that everything of a day is signed with.
std::string signing_key(std::string_view secret, std::string_view day, std::string_view region,
                        std::string_view service = "s3");

/// Stands for the sum of a body that is not signed.
inline constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

std::string small_letters(std::string_view text);

/// UriEncode() of the specification: everything but the unreserved characters, in capital hex.
std::string uri_encoded(std::string_view text, bool keep_slash);

} // namespace ahimmoyak::objects
