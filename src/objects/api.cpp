#include "objects/api.hpp"

#include "objects/s3_request.hpp"
#include "objects/xml.hpp"

namespace ahimmoyak::objects {

namespace {

constexpr std::uint64_t largest_body = 5ULL << 30; // S3's; the upload's own part size is the real limit
constexpr http::body_limit streamed{largest_body, true};

problem not_implemented()
{
    return {501, "NotImplemented", {"이 저장소에 없는 기능입니다.", "This store does not do that."}};
}

task<http::response> get(embedded_store& store, const s3_request& r)
{
    if (r.key.empty())
        co_return co_await read_bucket(store, r);
    if (r.has("uploadId"))
        co_return co_await list_parts(store, r);
    if (r.has("tagging")) // asked for by clients that copy
        co_return xml_reply(xml::document("Tagging", "<TagSet></TagSet>"));
    for (const auto* each : {"acl", "attributes", "torrent", "legal-hold", "retention", "partNumber"})
        if (r.has(each))
            throw not_implemented();
    co_return co_await get_object(store, r);
}

task<http::response> put(embedded_store& store, const s3_request& r)
{
    if (r.key.empty())
        throw problem{409,
                      "BucketAlreadyOwnedByYou",
                      {"이 저장소는 이미 있습니다.", "This bucket is there already, and yours."}};
    if (!r.x.streamed)
        throw not_implemented();
    if (r.has("uploadId") || r.has("partNumber"))
        co_return co_await put_part(store, r);
    for (const auto* each : {"acl", "tagging", "legal-hold", "retention"})
        if (r.has(each))
            throw not_implemented();
    if (!r.in().header("x-amz-copy-source").empty())
        co_return co_await copy_object(store, r);
    co_return co_await put_object(store, r);
}

task<http::response> post(embedded_store& store, const s3_request& r)
{
    if (r.key.empty() && r.has("delete"))
        co_return co_await delete_objects(store, r);
    if (!r.key.empty() && r.has("uploads"))
        co_return co_await begin_upload(store, r);
    if (!r.key.empty() && r.has("uploadId"))
        co_return co_await complete_upload(store, r);
    throw not_implemented();
}

task<http::response> remove(embedded_store& store, const s3_request& r)
{
    if (r.key.empty())
        throw problem{403, "AccessDenied", {"저장소 자체는 지울 수 없습니다.", "The bucket itself cannot be removed."}};
    if (r.has("uploadId"))
        co_return co_await abort_upload(store, r);
    if (r.has("tagging"))
        throw not_implemented();
    co_return co_await delete_object(store, r);
}

} // namespace

void add_routes(http::router& to, embedded_store& store)
{
    // Not in the audit log: of an upload its beginning and end are noted, not each part, and what programs with an
    // access key do stands in the server's log.
    constexpr auto by_signature = http::allow::anyone.kept_elsewhere();
    const auto add = [&](http::verb method, std::string path, std::string summary, s3_handler handle,
                         http::body_limit body) {
        to.add(http::route{method, std::move(path), by_signature, std::move(summary), {}, s3_endpoint(store, handle), body});
    };
    add(http::verb::get, "/s3", "List the bucket", list_buckets, {});
    add(http::verb::get, "/s3/", "List the bucket", list_buckets, {});
    for (const std::string path : {"/s3/{bucket}", "/s3/{bucket}/{key*}"}) {
        add(http::verb::get, path, "Read an object or a list", get, {});
        add(http::verb::put, path, "Store an object or a part of one", put, streamed);
        add(http::verb::post, path, "Begin or complete an upload, or remove several objects", post, streamed);
        add(http::verb::remove, path, "Remove an object or give an upload up", remove, {});
    }
}

} // namespace ahimmoyak::objects
