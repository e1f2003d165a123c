#include "objects/signature.hpp"

#include "base/random.hpp"
#include "json/codec.hpp"

#include <algorithm>
#include <cstdio>

namespace ahimmoyak::objects {

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

// UriEncode() of the specification: everything but the unreserved characters, in capital hex.
std::string encoded(std::string_view text, bool keep_slash)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const bool unreserved = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                c == '-' || c == '.' || c == '_' || c == '~' || (keep_slash && c == '/');
        if (unreserved) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::string canonical_query(const parameters& query)
{
    parameters all;
    for (const auto& [name, value] : query)
        if (name != "X-Amz-Signature")
            all.emplace_back(encoded(name, false), encoded(value, false));
    std::sort(all.begin(), all.end());
    std::string out;
    for (const auto& [name, value] : all)
        out.append(out.empty() ? "" : "&").append(name).append("=").append(value);
    return out;
}

std::string amz_date(timestamp at)
{
    auto text = to_rfc3339(at); // 2013-05-24T00:00:00.000Z
    text.resize(19);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text + "Z";
}

std::optional<timestamp> from_amz_date(std::string_view text)
{
    if (text.size() != 16)
        return std::nullopt;
    const std::string whole = std::string{text.substr(0, 4)} + "-" + std::string{text.substr(4, 2)} + "-" +
                              std::string{text.substr(6, 5)} + ":" + std::string{text.substr(11, 2)} + ":" +
                              std::string{text.substr(13)};
    return timestamp_from(whole);
}

std::string signature_of(const credentials& with, const signed_request& what, const parameters& query,
                         std::string_view date, std::string_view scope)
{
    std::string canonical{what.method};
    canonical.append("\n").append(encoded(what.path, true)).append("\n").append(canonical_query(query));
    canonical.append("\nhost:").append(what.host).append("\n\nhost\nUNSIGNED-PAYLOAD");
    std::string to_sign{algorithm};
    to_sign.append("\n").append(date).append("\n").append(scope).append("\n").append(hex(sha256(canonical)));
    const auto day_key = hmac_sha256("AWS4" + with.secret, date.substr(0, 8));
    const auto service_key = hmac_sha256(hmac_sha256(day_key, with.region), "s3");
    return hex(hmac_sha256(hmac_sha256(service_key, "aws4_request"), to_sign));
}

std::string_view value_of(const parameters& query, std::string_view name)
{
    for (const auto& [each, value] : query)
        if (each == name)
            return value;
    return {};
}

} // namespace

std::string sign(const credentials& with, signed_request what, timestamp now, std::chrono::seconds valid)
{
    const auto date = amz_date(now);
    const auto scope = date.substr(0, 8) + "/" + with.region + "/s3/aws4_request";
    auto& query = what.query;
    query.emplace_back("X-Amz-Algorithm", algorithm);
    query.emplace_back("X-Amz-Credential", with.access_key + "/" + scope);
    query.emplace_back("X-Amz-Date", date);
    query.emplace_back("X-Amz-Expires", std::to_string(valid.count()));
    query.emplace_back("X-Amz-SignedHeaders", "host");
    const auto signature = signature_of(with, what, query, date, scope);
    return encoded(what.path, true) + "?" + canonical_query(query) + "&X-Amz-Signature=" + signature;
}

verdict judge(const credentials& with, const signed_request& what, timestamp now)
{
    const auto signature = value_of(what.query, "X-Amz-Signature");
    if (signature.empty())
        return verdict::unsigned_request;
    const auto date = value_of(what.query, "X-Amz-Date");
    const auto signed_at = from_amz_date(date);
    std::int64_t valid = 0;
    if (value_of(what.query, "X-Amz-Algorithm") != algorithm || value_of(what.query, "X-Amz-SignedHeaders") != "host" ||
        !signed_at || !json::text_to_whole(value_of(what.query, "X-Amz-Expires"), valid) || valid < 1 ||
        valid > 604'800)
        return verdict::malformed;
    const auto scope = std::string{date.substr(0, 8)} + "/" + with.region + "/s3/aws4_request";
    if (value_of(what.query, "X-Amz-Credential") != with.access_key + "/" + scope)
        return verdict::unknown_key;
    if (!same_secret(signature, signature_of(with, what, what.query, date, scope)))
        return verdict::wrong;
    // Signed by another node whose clock is a little ahead is fine; from the far future is not.
    if (now >= *signed_at + std::chrono::seconds{valid} || now + std::chrono::minutes{15} < *signed_at)
        return verdict::expired;
    return verdict::good;
}

} // namespace ahimmoyak::objects
