#include "base/random.hpp"
#include "json/codec.hpp"
#include "objects/digest.hpp"
#include "objects/s3_request.hpp"
#include "objects/xml.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::objects {

namespace {

constexpr std::int64_t most_listed = 1000;
constexpr std::size_t most_of_deletion = std::size_t{4} * 1024 * 1024;

// What a bucket of Amazon's can be asked for and this one has not.
constexpr std::array<std::string_view, 24> not_here{
    "acl",         "accelerate",   "analytics", "cors",   "encryption",  "intelligent-tiering", "inventory", "lifecycle",
    "logging",     "metrics",      "notification", "object-lock", "ownershipControls", "policy", "policyStatus",
    "publicAccessBlock", "replication", "requestPayment", "tagging", "versions", "website", "legal-hold", "retention",
    "attributes"};

std::int64_t number(const s3_request& r, std::string_view name)
{
    std::int64_t value = most_listed;
    if (r.has(name) && (!json::text_to_whole(r.value(name), value) || value < 0))
        throw problem{400, "InvalidArgument", say("{}의 값이 올바르지 않습니다.", "{} has no valid value.", name)};
    return std::min(value, most_listed);
}

std::string key_in(std::string_view token)
{
    if (auto key = unhex(token))
        return *std::move(key);
    throw problem{400, "InvalidArgument", {"continuation-token이 올바르지 않습니다.", "The continuation-token is not valid."}};
}

task<http::response> list_objects(embedded_store& store, const s3_request& r)
{
    const bool second = r.value("list-type") == "2";
    const auto encoding = r.value("encoding-type");
    if (!encoding.empty() && encoding != "url")
        throw problem{400, "InvalidArgument", {"encoding-type은 url만 됩니다.", "encoding-type can only be url."}};
    const auto key_text = [&](std::string_view text) {
        return encoding.empty() ? std::string{text} : uri_encoded(text, true);
    };
    const auto most = number(r, "max-keys");
    list_wish wish{std::string{r.value("prefix")}, std::string{r.value("delimiter")}, {}, static_cast<std::size_t>(most)};
    const auto token = r.value("continuation-token");
    wish.after = !second ? std::string{r.value("marker")} : token.empty() ? std::string{r.value("start-after")} : key_in(token);
    const auto page = co_await store.blocking().run([&] { return store.files().list(wish); });

    std::string inside = xml::element("Name", store.bucket()) + xml::element("Prefix", key_text(wish.prefix)) +
                         xml::element("MaxKeys", static_cast<std::uint64_t>(most)) +
                         xml::element("IsTruncated", page.truncated ? "true" : "false");
    if (!wish.delimiter.empty())
        inside += xml::element("Delimiter", key_text(wish.delimiter));
    if (!encoding.empty())
        inside += xml::element("EncodingType", "url");
    if (second) {
        inside += xml::element("KeyCount", page.objects.size() + page.prefixes.size());
        if (!token.empty())
            inside += xml::element("ContinuationToken", token);
        if (r.has("start-after"))
            inside += xml::element("StartAfter", key_text(r.value("start-after")));
        if (page.truncated)
            inside += xml::element("NextContinuationToken", hex(page.last));
    } else {
        inside += xml::element("Marker", key_text(wish.after));
        if (page.truncated)
            inside += xml::element("NextMarker", key_text(page.last));
    }
    for (const auto& [key, is] : page.objects)
        inside += "<Contents>" + xml::element("Key", key_text(key)) +
                  xml::element("LastModified", to_rfc3339(is.modified)) + xml::element("ETag", in_quotes(is.etag)) +
                  xml::element("Size", is.size) + xml::element("StorageClass", "STANDARD") + "</Contents>";
    for (const auto& each : page.prefixes)
        inside += "<CommonPrefixes>" + xml::element("Prefix", key_text(each)) + "</CommonPrefixes>";
    co_return xml_reply(xml::document("ListBucketResult", inside));
}

task<http::response> list_uploads(embedded_store& store, const s3_request& r)
{
    const auto most = static_cast<std::size_t>(number(r, "max-uploads"));
    const std::string prefix{r.value("prefix")};
    const auto after_key = r.value("key-marker");
    const auto after_id = r.value("upload-id-marker");
    auto all = co_await store.blocking().run([&] { return store.files().uploads(); });
    std::erase_if(all, [&](const auto& each) {
        const std::string_view key{each.about.key};
        const bool told = !after_key.empty() &&
                          (key < after_key || (key == after_key && (after_id.empty() || each.upload_id <= after_id)));
        return !key.starts_with(prefix) || told;
    });
    const bool more = all.size() > most;
    all.resize(std::min(all.size(), most));
    std::string inside = xml::element("Bucket", store.bucket()) + xml::element("KeyMarker", after_key) +
                         xml::element("UploadIdMarker", after_id) + xml::element("Prefix", prefix) +
                         xml::element("MaxUploads", most) + xml::element("IsTruncated", more ? "true" : "false");
    if (more && !all.empty())
        inside += xml::element("NextKeyMarker", all.back().about.key) +
                  xml::element("NextUploadIdMarker", all.back().upload_id);
    for (const auto& each : all)
        inside += "<Upload>" + xml::element("Key", each.about.key) + xml::element("UploadId", each.upload_id) +
                  xml::element("Initiated", to_rfc3339(each.about.begun_at)) +
                  xml::element("StorageClass", "STANDARD") + "</Upload>";
    co_return xml_reply(xml::document("ListMultipartUploadsResult", inside));
}

} // namespace

task<http::response> list_buckets(embedded_store& store, const s3_request&)
{
    // When the bucket was made nobody asks; every client wants a date.
    co_return xml_reply(xml::document(
        "ListAllMyBucketsResult",
        "<Owner><ID>ahimmoyak</ID></Owner><Buckets><Bucket>" + xml::element("Name", store.bucket()) +
            xml::element("CreationDate", "2026-01-01T00:00:00.000Z") + "</Bucket></Buckets>"));
}

task<http::response> read_bucket(embedded_store& store, const s3_request& r)
{
    if (r.in().method == http::verb::head)
        co_return xml_reply({});
    if (r.has("location"))
        co_return xml_reply(xml::document("LocationConstraint", {}));
    if (r.has("versioning"))
        co_return xml_reply(xml::document("VersioningConfiguration", {}));
    if (r.has("uploads"))
        co_return co_await list_uploads(store, r);
    for (const auto each : not_here)
        if (r.has(each))
            throw problem{501, "NotImplemented", say("이 저장소에는 {} 기능이 없습니다.", "This store has no {}.", each)};
    co_return co_await list_objects(store, r);
}

task<http::response> delete_objects(embedded_store& store, const s3_request& r)
{
    const auto wish = xml::read_delete(co_await small_body(r, most_of_deletion));
    std::string inside;
    co_await store.blocking().run([&] {
        for (const auto& key : wish.keys) {
            store.files().remove(key);
            if (!wish.quiet)
                inside += "<Deleted>" + xml::element("Key", key) + "</Deleted>";
        }
    });
    co_return xml_reply(xml::document("DeleteResult", inside));
}

} // namespace ahimmoyak::objects
