#include "control/signed.hpp"

#include "base/log.hpp"
#include "objects/signature.hpp"

namespace ahimmoyak::control {

namespace {

problem signature_refused(objects::verdict because)
{
    using objects::verdict;
    switch (because) {
    case verdict::unsigned_request:
        return {403,
                "MissingAuthenticationTokenException",
                {"액세스 키로 서명한 요청이어야 합니다.", "This has to be signed with an access key."}};
    case verdict::unknown_key:
        return {403,
                "UnrecognizedClientException",
                {"라이브 강의용 액세스 키가 아닙니다. 운영자에게 키를 받으세요.",
                 "This is no access key for live lectures. Ask the operator for one."}};
    case verdict::malformed_header:
    case verdict::malformed_address:
        return {400,
                "IncompleteSignatureException",
                {"Authorization 헤더의 형식이 잘못되었습니다.", "The Authorization field is not well-formed."}};
    case verdict::skewed:
        return {403,
                "InvalidSignatureException",
                {"서명 시각이 15분 넘게 다릅니다. 시계를 맞추세요.",
                 "Signature not yet current or expired: the clock is more than 15 minutes off."}};
    default:
        return {403,
                "InvalidSignatureException",
                {"서명이 맞지 않습니다. 비밀 키와 주소를 확인하세요.",
                 "The signature does not match. Check the secret key and the address."}};
    }
}

struct told {
    int status;
    std::string_view name;
};

/// The services' own names for what others of the house refuse.
told aws_name(const problem& why)
{
    if (why.code().ends_with("Exception") || why.code() == "ChannelNotBroadcasting")
        return {why.status(), why.code()};
    if (why.code() == "not_broadcasting")
        return {404, "ChannelNotBroadcasting"};
    switch (why.status()) {
    case 400:
    case 413:
    case 415:
    case 422:
        return {400, "ValidationException"};
    case 401:
    case 403:
        return {403, "AccessDeniedException"};
    case 404:
        return {404, "ResourceNotFoundException"};
    case 409:
        return {409, "ConflictException"};
    case 429:
        return {429, "ThrottlingException"};
    case 503:
        return {503, "StreamUnavailable"};
    default:
        return {500, "InternalServerException"};
    }
}

} // namespace

problem no_such(words what) { return {404, "ResourceNotFoundException", not_found(std::move(what)).detail()}; }

problem wrong(words detail) { return {400, "ValidationException", std::move(detail)}; }

problem conflicting(words detail) { return {409, "ConflictException", std::move(detail)}; }

task<signer> admit(module& m, const http::exchange& x, std::string_view service, bool changes)
{
    const auto& in = x.in;
    objects::parameters query;
    http::each_query_parameter(
        in.query, [&](const std::string& name, const std::string& value) { query.emplace_back(name, value); });
    const auto brought = objects::proof_of(in, query, service);
    if (const auto* because = std::get_if<objects::verdict>(&brought))
        throw signature_refused(*because);
    const auto& by = std::get<objects::proof>(brought);
    const auto key = co_await m.blocking.run([&] { return m.keys.find(by.access_key); });
    if (!key || !key->owner)
        throw signature_refused(objects::verdict::unknown_key);
    const auto now = m.live.time.now();
    const auto judged = [&](std::string_view host) {
        return objects::judge(key->secret, by, in, http::name_of(in.method), host, query, now);
    };
    auto is = judged(in.header("host"));
    // A proxy that changes the host on the way.
    if (const std::string_view own = m.live.with.public_origin; is == objects::verdict::wrong && !own.empty())
        is = judged(own.substr(own.find("://") + 3));
    if (is != objects::verdict::good)
        throw signature_refused(is);
    m.calls.count(key->id, now);
    if (changes && key->only_reads)
        throw problem{
            403, "AccessDeniedException", {"읽기만 할 수 있는 액세스 키입니다.", "This access key only reads."}};
    if (changes)
        log::info("changed with an access key", {{"request", in.id}, {"key", key->name}, {"path", in.path}});
    co_return signer{institution_id{*key->owner}, key->only_reads, in};
}

http::response refused(const problem& why, const http::request& in)
{
    const auto as = aws_name(why);
    std::string words = why.detail().in(in.speaks);
    for (const auto& each : why.issues())
        words += " " + each.pointer + ": " + each.message.in(in.speaks);
    std::string body = "{\"__type\":";
    json::write_string(body, as.name);
    for (const auto* name : {"message", "exceptionMessage"}) {
        body += std::string{",\""} + name + "\":";
        json::write_string(body, words);
    }
    body += '}';
    http::response answer{as.status, "application/json", std::move(body), {}};
    answer.with("x-amzn-ErrorType", std::string{as.name}).with("x-amzn-RequestId", in.id);
    if (why.retry_after_seconds)
        answer.with("Retry-After", std::to_string(*why.retry_after_seconds));
    return answer;
}

} // namespace ahimmoyak::control
