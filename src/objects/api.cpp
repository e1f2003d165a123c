#include "objects/api.hpp"

#include "base/problem.hpp"
#include "json/codec.hpp"
#include "objects/range.hpp"

namespace ahimmoyak::objects {

namespace {

constexpr std::uint64_t largest_part = 5ULL << 30; // S3's; the upload's own part size is the real limit

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

http::response xml_error(const problem& why, const http::request& in)
{
    std::string body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + escaped(why.code()) +
                       "</Code><Message>" + escaped(why.detail().in(in.speaks)) + "</Message><Resource>" +
                       escaped(in.path) + "</Resource><RequestId>" + escaped(in.id) + "</RequestId></Error>";
    return {why.status(), "application/xml", std::move(body), {}};
}

problem denied(verdict because)
{
    switch (because) {
    case verdict::wrong:
        return {403,
                "SignatureDoesNotMatch",
                {"주소의 서명이 맞지 않습니다. 받은 주소를 그대로 쓰세요.",
                 "The signature of this address does not match; use the address exactly as it was given."}};
    case verdict::unknown_key:
        return {403,
                "InvalidAccessKeyId",
                {"주소를 서명한 키를 알지 못합니다. 주소를 새로 받으세요.",
                 "The key that signed this address is not known; ask for a new address."}};
    case verdict::malformed:
        return {403,
                "AuthorizationQueryParametersError",
                {"서명된 주소의 형식이 잘못되었습니다.", "This is not a well-formed signed address."}};
    case verdict::expired:
        return {403,
                "AccessDenied",
                {"주소의 기한이 지났습니다. 주소를 새로 받으세요.", "Request has expired; ask for a new address."}};
    default:
        return {403, "AccessDenied", {"서명된 주소가 필요합니다.", "A signed address is needed here."}};
    }
}

// What is asked for, once its signature has been found good.
struct asked {
    std::string key;
    parameters query;

    std::string_view value(std::string_view name) const
    {
        for (const auto& [each, text] : query)
            if (each == name)
                return text;
        return {};
    }
};

asked admit(const embedded_store& store, const http::request& in)
{
    asked what{http::percent_decoded(in.capture("key")), {}};
    http::each_query_parameter(
        in.query, [&](const std::string& name, const std::string& value) { what.query.emplace_back(name, value); });
    const auto path = http::percent_decoded(in.path);
    const auto host = in.header("host");
    auto found = store.judge(http::name_of(in.method), host, path, what.query);
    // Who may read an object may ask about it.
    if (found == verdict::wrong && in.method == http::verb::head)
        found = store.judge("GET", host, path, what.query);
    if (found != verdict::good)
        throw denied(found);
    if (http::percent_decoded(in.capture("bucket")) != store.bucket())
        throw problem{404, "NoSuchBucket", {"그런 저장소가 없습니다.", "There is no such bucket."}};
    return what;
}

task<http::response> put(embedded_store& store, const http::exchange& x)
{
    const auto what = admit(store, x.in);
    std::int64_t number = 0;
    const auto upload_id = what.value("uploadId");
    if (upload_id.empty() || !x.streamed || !json::text_to_whole(what.value("partNumber"), number) || number < 1 ||
        number > static_cast<std::int64_t>(most_parts))
        throw problem{
            400,
            "InvalidArgument",
            {"partNumber(1–10000)와 uploadId가 필요합니다.", "partNumber (1 to 10000) and uploadId are needed."}};
    const auto sum = co_await store.put_part(what.key, std::string{upload_id}, static_cast<int>(number), *x.streamed);
    http::response done{200, {}, {}, {}};
    done.with("ETag", "\"" + sum + "\"");
    co_return done;
}

bool lists(std::string_view field, const std::string& etag)
{
    return field == "*" || field.find(etag) != std::string_view::npos;
}

task<http::response> get(embedded_store& store, const http::exchange& x)
{
    const auto what = admit(store, x.in);
    auto found = co_await store.open(what.key);
    if (!found)
        throw problem{404, "NoSuchKey", {"그런 파일이 없습니다.", "There is no such file."}};
    const auto etag = "\"" + found->is.etag + "\"";
    http::response answer;
    const auto given = [&](std::string_view name, std::string_view otherwise) {
        // A line break in a field would end the header; a signed address of ours has none.
        const auto value = what.value(name);
        const bool clean = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
        return std::string{clean && !value.empty() ? value : otherwise};
    };
    answer.content_type = given("response-content-type", "application/octet-stream");
    if (auto disposition = given("response-content-disposition", {}); !disposition.empty())
        answer.with("Content-Disposition", std::move(disposition));
    answer.with("ETag", etag).with("Accept-Ranges", "bytes").with("Cache-Control", "private, max-age=3600");
    if (const auto none = x.in.header("if-none-match"); !none.empty() && lists(none, etag)) {
        answer.status = 304;
        co_return answer;
    }

    const auto condition = x.in.header("if-range");
    const bool may_be_part = x.in.count("range") == 1 && (condition.empty() || condition == etag);
    const auto wanted = may_be_part ? range_of(x.in.header("range"), found->is.size) : asked_range{};
    if (wanted.is == asked_range::kind::unsatisfiable) {
        auto refused =
            xml_error({416, "InvalidRange", {"파일에 없는 범위입니다.", "The file has no such range."}}, x.in);
        refused.with("Content-Range", "bytes */" + std::to_string(found->is.size));
        co_return refused;
    }
    http::file_range bytes{found->descriptor, 0, found->is.size};
    if (wanted.is == asked_range::kind::part) {
        bytes.offset = wanted.part.first;
        bytes.length = wanted.part.length;
        answer.status = 206;
        answer.with("Content-Range",
                    fmt::format("bytes {}-{}/{}", bytes.offset, bytes.offset + bytes.length - 1, found->is.size));
    }
    answer.body = std::move(bytes);
    co_return answer;
}

// Refusals in S3's words instead of problem documents; what breaks is told by the router as ever.
http::endpoint in_xml(embedded_store& store, task<http::response> (*handle)(embedded_store&, const http::exchange&))
{
    struct running {
        static task<http::response> run(embedded_store& keeps,
                                        task<http::response> (*call)(embedded_store&, const http::exchange&),
                                        const http::exchange& x)
        {
            std::optional<http::response> refused;
            try {
                co_return co_await call(keeps, x);
            } catch (const problem& why) {
                refused = xml_error(why, x.in);
            }
            co_return std::move(*refused);
        }
    };
    return [&store, handle](const http::exchange& x) { return running::run(store, handle, x); };
}

} // namespace

void add_routes(http::router& to, embedded_store& store)
{
    const std::string path = "/s3/{bucket}/{key*}";
    to.add(http::route{http::verb::put,
                       path,
                       http::allow::anyone.kept_elsewhere(), // the upload is noted, not each of its parts
                       "Send a part of an upload",
                       {},
                       in_xml(store, put),
                       {largest_part, true}});
    to.add(http::route{http::verb::get, path, http::allow::anyone, "Read an object", {}, in_xml(store, get), {}});
}

} // namespace ahimmoyak::objects
