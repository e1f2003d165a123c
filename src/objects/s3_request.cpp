#include "objects/s3_request.hpp"

#include "base/log.hpp"
#include "base/values.hpp"
#include "objects/disk_words.hpp"
#include "objects/xml.hpp"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <unistd.h>

namespace ahimmoyak::objects {

namespace {

problem denied(verdict because)
{
    switch (because) {
    case verdict::wrong:
        return {403,
                "SignatureDoesNotMatch",
                {"서명이 맞지 않습니다. 받은 주소를 그대로 쓰고, 프로그램이라면 비밀 키를 확인하세요.",
                 "The signature does not match; use the address exactly as it was given, or check the secret key."}};
    case verdict::unknown_key:
        return {403,
                "InvalidAccessKeyId",
                {"서명한 액세스 키를 알지 못합니다. 주소를 새로 받거나 키를 확인하세요.",
                 "The access key of this signature is not known; ask for a new address, or check the key."}};
    case verdict::malformed_address:
        return {400,
                "AuthorizationQueryParametersError",
                {"서명된 주소의 형식이 잘못되었습니다.", "This is not a well-formed signed address."}};
    case verdict::malformed_header:
        return {400,
                "AuthorizationHeaderMalformed",
                {"Authorization 헤더의 형식이 잘못되었습니다. AWS4-HMAC-SHA256과 x-amz-date, x-amz-content-sha256이 "
                 "필요합니다.",
                 "The Authorization field is not well-formed: AWS4-HMAC-SHA256, with x-amz-date and "
                 "x-amz-content-sha256."}};
    case verdict::field_not_signed:
        return {403,
                "AccessDenied",
                {"서명되지 않은 x-amz- 헤더가 있습니다.",
                 "There were headers present in the request which were not signed."}};
    case verdict::expired:
        return {403,
                "AccessDenied",
                {"주소의 기한이 지났습니다. 주소를 새로 받으세요.", "Request has expired; ask for a new address."}};
    case verdict::skewed:
        return {403,
                "RequestTimeTooSkewed",
                {"보낸 쪽의 시계가 15분 넘게 다릅니다. 시계를 맞추세요.",
                 "The clock of the client is more than 15 minutes off; set it right."}};
    default:
        return {403,
                "AccessDenied",
                {"서명된 주소나 액세스 키가 필요합니다.", "A signed address or an access key is needed here."}};
    }
}

struct signer_of {
    std::string secret;
    std::string name;
    bool only_reads = false;
};

task<std::optional<signer_of>> who_signed(embedded_store& store, const proof& by)
{
    const auto& own = store.own_keys();
    if (by.access_key == own.access_key) {
        // It signs addresses of one region, and never leaves the program.
        if (!by.by_address || by.region != own.region)
            co_return std::nullopt;
        co_return signer_of{own.secret, {}, false};
    }
    auto found = co_await store.blocking().run([&] { return store.outside_keys().find(by.access_key); });
    if (!found || found->owner) // a key that belongs to somebody opens no files
        co_return std::nullopt;
    co_return signer_of{std::move(found->secret), std::move(found->name), found->only_reads};
}

} // namespace

std::string_view s3_request::value(std::string_view name) const
{
    for (const auto& [each, text] : query)
        if (each == name)
            return text;
    return {};
}

bool s3_request::has(std::string_view name) const
{
    return std::any_of(query.begin(), query.end(), [&](const auto& each) { return each.first == name; });
}

std::string_view s3_request::field(std::string_view name) const
{
    const auto told = in().header(name);
    return told.empty() && by.by_address ? value(name) : told;
}

task<s3_request> admit(embedded_store& store, const http::exchange& x)
{
    const auto& in = x.in;
    s3_request made{
        x, http::percent_decoded(in.capture("bucket")), http::percent_decoded(in.capture("key")), {}, {}, {}, {}};
    http::each_query_parameter(
        in.query, [&](const std::string& name, const std::string& value) { made.query.emplace_back(name, value); });
    auto found = proof_of(in, made.query);
    if (const auto* refused = std::get_if<verdict>(&found))
        throw denied(*refused);
    made.by = std::get<proof>(std::move(found));
    auto signer = co_await who_signed(store, made.by);
    if (!signer)
        throw denied(verdict::unknown_key);
    made.secret = std::move(signer->secret);
    made.signer = std::move(signer->name);
    made.only_reads = signer->only_reads;

    const auto host = in.header("host");
    const auto judged = [&](std::string_view method, std::string_view as) {
        return judge(made.secret, made.by, in, method, as, made.query, store.now());
    };
    const bool ours = made.signer.empty();
    if (ours && made.key.empty()) // nobody made an address for all of it
        throw no_such_key();
    auto is = judged(http::name_of(in.method), ours ? store.host_for(host) : host);
    // A proxy that changes the host on the way.
    if (is == verdict::wrong && !ours && store.host_for(host) != host)
        is = judged(http::name_of(in.method), store.host_for(host));
    // Who may read an object may ask about it.
    if (is == verdict::wrong && in.method == http::verb::head && made.by.by_address)
        is = judged("GET", ours ? store.host_for(host) : host);
    if (is != verdict::good)
        throw denied(is);
    const bool reads = in.method == http::verb::get || in.method == http::verb::head;
    if (made.only_reads && !reads)
        throw problem{403, "AccessDenied", {"읽기만 할 수 있는 액세스 키입니다.", "This access key only reads."}};
    if (!ours && !reads)
        log::info("changed with an access key", {{"request", in.id}, {"key", made.signer}});
    if (!in.capture("bucket").empty() && made.bucket != store.bucket())
        throw problem{404, "NoSuchBucket", {"그런 저장소가 없습니다.", "There is no such bucket."}};
    co_return made;
}

http::response xml_reply(std::string body) { return {200, "application/xml", std::move(body), {}}; }

http::response xml_error(const problem& why, const http::request& in)
{
    std::string inside = xml::element("Code", why.code()) + xml::element("Message", why.detail().in(in.speaks)) +
                         xml::element("Resource", in.path) + xml::element("RequestId", in.id);
    return {why.status(),
            "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>" + inside + "</Error>",
            {}};
}

http::endpoint s3_endpoint(embedded_store& store, s3_handler handle)
{
    struct running {
        static task<http::response> run(embedded_store& keeps, s3_handler call, const http::exchange& x)
        {
            std::optional<http::response> refused;
            try {
                const auto request = co_await admit(keeps, x);
                co_return co_await call(keeps, request);
            } catch (const problem& why) {
                refused = xml_error(why, x.in);
            }
            co_return std::move(*refused);
        }
    };
    return [&store, handle](const http::exchange& x) { return running::run(store, handle, x); };
}

task<std::string> small_body(const s3_request& r, std::size_t most, bool sums_are_of_body)
{
    payload check{r.by, r.secret, r.in(), sums_are_of_body};
    std::string body;
    const payload::sink gather = [&](std::span<const char> bytes) {
        if (body.size() + bytes.size() > most)
            throw problem{400, "EntityTooLarge", {"본문이 너무 큽니다.", "The body is too large."}};
        body.append(bytes.data(), bytes.size());
    };
    std::vector<char> buffer(std::size_t{64} * 1024);
    while (r.x.streamed) {
        const auto n = co_await r.x.streamed->read(asio::buffer(buffer));
        if (n == 0)
            break;
        check.take(std::span{buffer}.first(n), gather);
    }
    check.end();
    co_return body;
}

void check_key(std::string_view key)
{
    if (key.size() > 1024)
        throw problem{400, "KeyTooLongError", {"키는 1,024바이트까지입니다.", "A key has at most 1,024 bytes."}};
    if (key.empty() || !is_utf8(key) || key.find('\0') != std::string_view::npos)
        throw problem{400, "InvalidURI", {"키가 올바른 UTF-8이 아닙니다.", "The key is not valid UTF-8."}};
}

kept_fields fields_of(const s3_request& r)
{
    constexpr std::string_view own = "x-amz-meta-";
    kept_fields all;
    for (const std::string name :
         {"content-type", "cache-control", "content-disposition", "content-language", "expires"})
        if (const auto value = r.field(name); !value.empty())
            all.push_back({name, std::string{value}});
    // aws-chunked is how it came, not what it is.
    std::string encoding;
    for (auto rest = r.field("content-encoding"); !rest.empty();) {
        auto one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        while (one.starts_with(' '))
            one.remove_prefix(1);
        if (!one.empty() && one != "aws-chunked")
            encoding.append(encoding.empty() ? "" : ",").append(one);
    }
    if (!encoding.empty())
        all.push_back({"content-encoding", encoding});
    const auto keep = [&](std::string_view name, std::string_view value) {
        auto lower = small_letters(name);
        if (lower.starts_with(own))
            all.push_back({std::move(lower), std::string{value}});
    };
    for (const auto& each : r.in().headers)
        keep(each.name, each.value);
    if (r.by.by_address)
        for (const auto& [name, value] : r.query)
            keep(name, value);
    for (const auto& each : all) // what a query brings may hold what ends a header
        if (std::any_of(each.value.begin(), each.value.end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' '; }))
            throw problem{
                400, "InvalidArgument", {"헤더로 쓸 수 없는 값입니다.", "This cannot be the value of a header."}};
    return all;
}

write_condition condition_of(const s3_request& r)
{
    write_condition when;
    when.only_new = r.field("if-none-match") == "*";
    if (auto match = r.field("if-match"); !match.empty()) {
        if (match.size() >= 2 && match.front() == '"' && match.back() == '"')
            match = match.substr(1, match.size() - 2);
        when.etag = match;
    }
    return when;
}

std::string in_quotes(std::string_view etag) { return "\"" + std::string{etag} + "\""; }

std::string http_date_of(timestamp at)
{
    const auto seconds = std::chrono::system_clock::to_time_t(at);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

std::optional<timestamp> from_http_date(std::string_view text)
{
    std::tm parts{};
    const std::string whole{text};
    const char* end = ::strptime(whole.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    if (!end || *end != '\0')
        return std::nullopt;
    return timestamp{std::chrono::seconds{::timegm(&parts)}};
}

task<opened_object> copy_source(embedded_store& store, const s3_request& r)
{
    auto source = http::percent_decoded(r.in().header("x-amz-copy-source"));
    if (source.starts_with('/'))
        source.erase(0, 1);
    const auto slash = source.find('/');
    if (slash == std::string::npos || source.find("?versionId=") != std::string::npos)
        throw problem{
            400,
            "InvalidArgument",
            {"x-amz-copy-source가 올바르지 않습니다.", "x-amz-copy-source must be bucket/key, without a version."}};
    if (source.substr(0, slash) != store.bucket())
        throw problem{404, "NoSuchBucket", {"그런 저장소가 없습니다.", "There is no such bucket."}};
    const auto key = source.substr(slash + 1);
    auto found = co_await store.blocking().run([&] { return store.files().open(key); });
    if (!found)
        throw no_such_key();
    const auto etag = in_quotes(found->is.etag);
    const auto modified = std::chrono::floor<std::chrono::seconds>(found->about.modified.value());
    const auto since = from_http_date(r.in().header("x-amz-copy-source-if-modified-since"));
    const auto until = from_http_date(r.in().header("x-amz-copy-source-if-unmodified-since"));
    const auto match = r.in().header("x-amz-copy-source-if-match");
    const auto none = r.in().header("x-amz-copy-source-if-none-match");
    if ((!match.empty() && match != etag && match != found->is.etag) ||
        (!none.empty() && (none == etag || none == found->is.etag)) || (since && modified <= *since) ||
        (until && match.empty() && modified > *until))
        throw precondition_failed();
    co_return *std::move(found);
}

void copy_bytes(const opened_object& from, std::uint64_t offset, std::uint64_t length, arrival& to)
{
    std::vector<char> buffer(1U << 20);
    while (length > 0) {
        const auto n = ::pread(*from.descriptor, buffer.data(), std::min<std::uint64_t>(buffer.size(), length),
                               static_cast<off_t>(offset));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            refuse(n < 0 ? errno : EIO, "pread");
        to.write(std::span{buffer}.first(static_cast<std::size_t>(n)));
        offset += static_cast<std::uint64_t>(n);
        length -= static_cast<std::uint64_t>(n);
    }
}

} // namespace ahimmoyak::objects
