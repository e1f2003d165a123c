#include "objects/signature.hpp"

#include "base/random.hpp"
#include "json/codec.hpp"

#include <algorithm>
#include <cstdio>

namespace ahimmoyak::objects {

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::size_t most_fields = 64;

std::string canonical_query(const parameters& query)
{
    parameters all;
    for (const auto& [name, value] : query)
        if (name != "X-Amz-Signature")
            all.emplace_back(uri_encoded(name, false), uri_encoded(value, false));
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

// The value as it is signed: without spaces around it, and one where there are several.
std::string trimmed(std::string_view value)
{
    std::string out;
    for (const char c : value)
        if (c != ' ' || (!out.empty() && out.back() != ' '))
            out += c;
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::string signature_of(std::string_view secret, const proof& by, std::string_view method,
                         const std::string& canonical_path, const parameters& query,
                         const std::string& canonical_fields)
{
    std::string names;
    for (const auto& each : by.fields)
        names.append(names.empty() ? "" : ";").append(each);
    std::string canonical{method};
    canonical.append("\n").append(canonical_path).append("\n").append(canonical_query(query));
    canonical.append("\n").append(canonical_fields).append("\n").append(names).append("\n").append(by.payload);
    std::string to_sign{algorithm};
    to_sign.append("\n").append(by.date).append("\n").append(by.scope()).append("\n").append(hex(sha256(canonical)));
    return hex(hmac_sha256(signing_key(secret, by.date.substr(0, 8), by.region, by.service), to_sign));
}

std::string_view value_of(const parameters& query, std::string_view name)
{
    for (const auto& [each, value] : query)
        if (each == name)
            return value;
    return {};
}

// "AKID/20130524/us-east-1/s3/aws4_request"
bool read_credential(std::string_view text, proof& into)
{
    std::array<std::string_view, 5> pieces{};
    for (std::size_t i = pieces.size(); i-- > 1;) {
        const auto slash = text.rfind('/');
        if (slash == std::string_view::npos)
            return false;
        pieces[i] = text.substr(slash + 1);
        text = text.substr(0, slash);
    }
    into.access_key = text;
    into.region = pieces[2];
    return pieces[1] == std::string_view{into.date}.substr(0, 8) && pieces[3] == into.service &&
           pieces[4] == "aws4_request" && !text.empty() && text.size() <= 128 && into.region.size() <= 64;
}

bool read_fields(std::string_view text, proof& into)
{
    while (!text.empty()) {
        const auto one = text.substr(0, text.find(';'));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        if (one.empty() || into.fields.size() == most_fields)
            return false;
        into.fields.emplace_back(one);
    }
    return std::find(into.fields.begin(), into.fields.end(), "host") != into.fields.end();
}

std::optional<proof> by_field(const http::request& in, std::string_view service)
{
    auto field = in.header("authorization");
    proof made;
    made.service = service;
    made.date = in.header("x-amz-date");
    made.payload = in.header("x-amz-content-sha256");
    if (service != "s3") { // whatever was said of the body, what came is what is signed
        const auto sum = hex(sha256(in.body));
        if (!made.payload.empty() && made.payload != sum)
            return std::nullopt;
        made.payload = sum;
    }
    field.remove_prefix(algorithm.size());
    bool credential = false;
    bool fields = false;
    while (!field.empty()) {
        auto one = field.substr(0, field.find(','));
        field.remove_prefix(std::min(field.size(), one.size() + 1));
        while (one.starts_with(' '))
            one.remove_prefix(1);
        const auto equals = one.find('=');
        if (equals == std::string_view::npos)
            return std::nullopt;
        const auto name = one.substr(0, equals);
        const auto value = one.substr(equals + 1);
        if (name == "Credential" && !credential)
            credential = read_credential(value, made);
        else if (name == "SignedHeaders" && !fields)
            fields = read_fields(value, made);
        else if (name == "Signature" && made.signature.empty())
            made.signature = value;
        else
            return std::nullopt;
    }
    if (!credential || !fields || made.signature.size() != 64 || made.payload.empty() || !from_amz_date(made.date))
        return std::nullopt;
    return made;
}

std::optional<proof> by_address(const http::request& in, const parameters& query)
{
    proof made;
    made.by_address = true;
    made.date = value_of(query, "X-Amz-Date");
    made.signature = value_of(query, "X-Amz-Signature");
    const auto told = in.header("x-amz-content-sha256");
    made.payload = told.empty() ? unsigned_payload : told;
    if (value_of(query, "X-Amz-Algorithm") != algorithm || !from_amz_date(made.date) ||
        !read_credential(value_of(query, "X-Amz-Credential"), made) ||
        !read_fields(value_of(query, "X-Amz-SignedHeaders"), made) ||
        !json::text_to_whole(value_of(query, "X-Amz-Expires"), made.valid_seconds) || made.valid_seconds < 1 ||
        made.valid_seconds > 604'800)
        return std::nullopt;
    return made;
}

} // namespace

std::string small_letters(std::string_view text)
{
    std::string out{text};
    for (auto& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

std::string uri_encoded(std::string_view text, bool keep_slash)
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

std::string signing_key(std::string_view secret, std::string_view day, std::string_view region,
                        std::string_view service)
{
    const auto day_key = hmac_sha256("AWS4" + std::string{secret}, day);
    return hmac_sha256(hmac_sha256(hmac_sha256(day_key, region), service), "aws4_request");
}

std::string proof::scope() const { return date.substr(0, 8) + "/" + region + "/" + service + "/aws4_request"; }

std::string sign(const credentials& with, signed_request what, timestamp now, std::chrono::seconds valid)
{
    proof by;
    by.date = amz_date(now);
    by.region = with.region;
    by.fields = {"host"};
    by.payload = unsigned_payload;
    auto& query = what.query;
    query.emplace_back("X-Amz-Algorithm", algorithm);
    query.emplace_back("X-Amz-Credential", with.access_key + "/" + by.scope());
    query.emplace_back("X-Amz-Date", by.date);
    query.emplace_back("X-Amz-Expires", std::to_string(valid.count()));
    query.emplace_back("X-Amz-SignedHeaders", "host");
    const auto signature = signature_of(with.secret, by, what.method, uri_encoded(what.path, true), query,
                                        "host:" + std::string{what.host} + "\n");
    return uri_encoded(what.path, true) + "?" + canonical_query(query) + "&X-Amz-Signature=" + signature;
}

std::variant<proof, verdict> proof_of(const http::request& in, const parameters& query, std::string_view service)
{
    const bool by_query = service == "s3"; // only objects are given away by their address
    if (by_query && (!value_of(query, "X-Amz-Signature").empty() || !value_of(query, "X-Amz-Algorithm").empty())) {
        if (auto found = by_address(in, query))
            return *std::move(found);
        return verdict::malformed_address;
    }
    if (in.header("authorization").starts_with(algorithm)) {
        if (auto found = by_field(in, service))
            return *std::move(found);
        return verdict::malformed_header;
    }
    return verdict::unsigned_request;
}

verdict judge(std::string_view secret, const proof& by, const http::request& in, std::string_view method,
              std::string_view host, const parameters& query, timestamp now)
{
    const auto is_signed = [&](std::string_view name) {
        return std::find(by.fields.begin(), by.fields.end(), name) != by.fields.end();
    };
    for (const auto& each : in.headers)
        if (const auto name = small_letters(each.name); name.starts_with("x-amz-") && !is_signed(name))
            return verdict::field_not_signed;
    std::string fields;
    for (const auto& name : by.fields) {
        std::string value;
        if (name == "host")
            value = host;
        else
            for (bool first = true; const auto& each : in.headers)
                if (small_letters(each.name) == name)
                    value.append(std::exchange(first, false) ? "" : ",").append(trimmed(each.value));
        fields.append(name).append(":").append(value).append("\n");
    }
    const auto path = uri_encoded(by.service == "s3" ? http::percent_decoded(in.path) : std::string{in.path}, true);
    if (!same_secret(by.signature, signature_of(secret, by, method, path, query, fields)))
        return verdict::wrong;
    const auto signed_at = from_amz_date(by.date).value();
    constexpr std::chrono::minutes off{15};
    if (!by.by_address)
        return now > signed_at + off || now + off < signed_at ? verdict::skewed : verdict::good;
    // Signed by another node whose clock is a little ahead is fine; from the far future is not.
    return now >= signed_at + std::chrono::seconds{by.valid_seconds} || now + off < signed_at ? verdict::expired
                                                                                              : verdict::good;
}

} // namespace ahimmoyak::objects
