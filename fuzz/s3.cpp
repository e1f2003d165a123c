#include "base/problem.hpp"
#include "objects/payload.hpp"
#include "objects/range.hpp"
#include "objects/xml.hpp"

#include <string_view>

using namespace ahimmoyak;
using namespace ahimmoyak::objects;

namespace {

http::request with(std::initializer_list<http::pair_view> headers)
{
    http::request in;
    in.method = http::verb::put;
    in.path = "/s3/contents/a";
    for (const auto& each : headers)
        in.headers.push_back(each);
    return in;
}

// In two pieces, wherever the first byte says.
void read_body(payload& check, std::string_view body)
{
    std::size_t got = 0;
    const payload::sink count = [&](std::span<const char> some) { got += some.size(); };
    const auto cut = body.empty() ? 0 : static_cast<unsigned char>(body.front()) % body.size();
    check.take({body.data(), cut}, count);
    check.take({body.data() + cut, body.size() - cut}, count);
    check.end();
    if (got > body.size())
        __builtin_trap();
}

} // namespace

// The first byte chooses: an Authorization field, an address, a body in chunks, a document. Each is read or refused.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    std::string_view given{data, size};
    if (given.empty())
        return 0;
    const auto which = given.front() % 6;
    given.remove_prefix(1);
    const auto now = timestamp{std::chrono::milliseconds{1'790'000'000'000}};
    try {
        if (which == 0 || which == 1) {
            parameters query;
            auto in = which == 0 ? with({{"host", "h"},
                                         {"authorization", given},
                                         {"x-amz-date", "20260921T140000Z"},
                                         {"x-amz-content-sha256", unsigned_payload}})
                                 : with({{"host", "h"}});
            if (which == 1)
                http::each_query_parameter(
                    given, [&](const std::string& name, const std::string& value) { query.emplace_back(name, value); });
            const auto found = proof_of(in, query);
            if (const auto* by = std::get_if<proof>(&found);
                by && judge("a secret that no input knows", *by, in, "PUT", "h", query, now) == verdict::good)
                __builtin_trap();
        } else if (which == 2 || which == 3) {
            proof by;
            by.date = "20260921T140000Z";
            by.payload = which == 2 ? "STREAMING-UNSIGNED-PAYLOAD-TRAILER" : "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
            payload check{by, "s", with({{"x-amz-trailer", "x-amz-checksum-crc32"}})};
            read_body(check, given);
            if (which == 3)
                __builtin_trap(); // nobody has signed it
        } else if (which == 4) {
            if (xml::read_delete(given).keys.size() > 1000)
                __builtin_trap();
        } else if (xml::read_complete(given).size() > most_parts) {
            __builtin_trap();
        }
    } catch (const problem& refused) {
        if (refused.status() < 400 || refused.code().empty())
            __builtin_trap();
    }
    if (const auto range = range_of(given, 1000); range.part.first + range.part.length > 1000)
        __builtin_trap();
    return 0;
}
