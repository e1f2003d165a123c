#include "json/codec.hpp"
#include "objects/digest.hpp"
#include "objects/disk_words.hpp"
#include "objects/range.hpp"
#include "objects/s3_request.hpp"
#include "objects/xml.hpp"

#include <algorithm>

namespace ahimmoyak::objects {

namespace {

constexpr std::uint64_t largest_part = 5ULL << 30;
constexpr std::size_t most_of_completion = std::size_t{8} * 1024 * 1024;

int part_number(const s3_request& r)
{
    std::int64_t number = 0;
    if (!json::text_to_whole(r.value("partNumber"), number) || number < 1 ||
        number > static_cast<std::int64_t>(most_parts))
        throw problem{
            400,
            "InvalidArgument",
            {"partNumber(1–10000)와 uploadId가 필요합니다.", "partNumber (1 to 10000) and uploadId are needed."}};
    return static_cast<int>(number);
}

task<http::response> copy_part(embedded_store& store, const s3_request& r, const std::string& upload_id, int number)
{
    const auto from = co_await copy_source(store, r);
    byte_range what{0, from.is.size};
    if (const auto field = r.in().header("x-amz-copy-source-range"); !field.empty()) {
        const auto asked = range_of(field, from.is.size);
        if (asked.is != asked_range::kind::part)
            throw problem{400, "InvalidArgument", {"복사할 범위가 올바르지 않습니다.", "The range to copy is not valid."}};
        what = asked.part;
    }
    if (what.length > largest_part)
        throw problem{400, "EntityTooLarge", {"조각은 5GiB까지입니다.", "A part has at most 5 GiB."}};
    const auto etag = co_await store.blocking().run([&] {
        const auto into = store.files().open_part(upload_id);
        copy_bytes(from, what.first, what.length, *into);
        const auto& are = into->finish();
        store.files().keep_part(*into, are, upload_id, number);
        return are.md5;
    });
    co_return xml_reply(xml::document("CopyPartResult", xml::element("LastModified", to_rfc3339(store.now())) +
                                                            xml::element("ETag", in_quotes(etag))));
}

} // namespace

task<http::response> begin_upload(embedded_store& store, const s3_request& r)
{
    check_key(r.key);
    auto fields = fields_of(r);
    const auto now = store.now();
    const auto upload_id = co_await store.blocking().run(
        [&] { return store.files().begin(r.key, 0, largest_part, now, std::move(fields)); });
    co_return xml_reply(xml::document("InitiateMultipartUploadResult", xml::element("Bucket", store.bucket()) +
                                                                           xml::element("Key", r.key) +
                                                                           xml::element("UploadId", upload_id)));
}

task<http::response> put_part(embedded_store& store, const s3_request& r)
{
    const std::string upload_id{r.value("uploadId")};
    const auto number = part_number(r);
    const auto about = co_await store.blocking().run([&] { return store.files().about(r.key, upload_id); });
    if (!r.in().header("x-amz-copy-source").empty())
        co_return co_await copy_part(store, r, upload_id, number);
    payload check{r.by, r.secret, r.in()};
    const auto into = co_await store.blocking().run([&] { return store.files().open_part(upload_id); });
    const auto are =
        co_await store.receive(*r.x.streamed, check, *into, static_cast<std::uint64_t>(about.part_size));
    co_await store.blocking().run([&] { store.files().keep_part(*into, are, upload_id, number); });
    http::response done;
    done.with("ETag", in_quotes(are.md5));
    if (const auto& told = check.told())
        done.with("x-amz-checksum-" + told->first, told->second);
    co_return done;
}

task<http::response> list_parts(embedded_store& store, const s3_request& r)
{
    const std::string upload_id{r.value("uploadId")};
    std::int64_t after = 0;
    std::int64_t most = 1000;
    if ((r.has("part-number-marker") && !json::text_to_whole(r.value("part-number-marker"), after)) ||
        (r.has("max-parts") && (!json::text_to_whole(r.value("max-parts"), most) || most < 0)))
        throw problem{400, "InvalidArgument", {"숫자가 올바르지 않습니다.", "A number is not valid."}};
    most = std::min<std::int64_t>(most, 1000);
    const auto all = co_await store.blocking().run([&] { return store.files().parts(r.key, upload_id); });
    std::string inside = xml::element("Bucket", store.bucket()) + xml::element("Key", r.key) +
                         xml::element("UploadId", upload_id) +
                         xml::element("PartNumberMarker", static_cast<std::uint64_t>(std::max<std::int64_t>(after, 0)));
    std::string listed;
    std::int64_t told = 0;
    std::int64_t last = after;
    bool more = false;
    for (const auto& each : all) {
        if (each.number <= after)
            continue;
        if (told == most) {
            more = true;
            break;
        }
        ++told;
        last = each.number;
        listed += "<Part>" + xml::element("PartNumber", static_cast<std::uint64_t>(each.number)) +
                  xml::element("LastModified", to_rfc3339(each.modified)) + xml::element("ETag", in_quotes(each.md5)) +
                  xml::element("Size", each.size);
        if (each.crc32)
            listed += xml::element("ChecksumCRC32", base64(big_endian(*each.crc32)));
        listed += "</Part>";
    }
    inside += xml::element("NextPartNumberMarker", static_cast<std::uint64_t>(std::max<std::int64_t>(last, 0))) +
              xml::element("MaxParts", static_cast<std::uint64_t>(most)) +
              xml::element("IsTruncated", more ? "true" : "false") + xml::element("StorageClass", "STANDARD") + listed;
    co_return xml_reply(xml::document("ListPartsResult", inside));
}

task<http::response> complete_upload(embedded_store& store, const s3_request& r)
{
    const auto wanted = xml::read_complete(co_await small_body(r, most_of_completion, false));
    const std::string upload_id{r.value("uploadId")};
    const auto when = condition_of(r);
    const auto now = store.now();
    std::vector<named_part> parts;
    for (const auto& each : wanted)
        parts.push_back(each.part);
    // Of the whole; what has a dash is a sum of sums, which says nothing more than the ETag.
    auto whole = r.in().header("x-amz-checksum-crc32");
    if (whole.find('-') != std::string_view::npos)
        whole = {};
    const auto made = co_await store.blocking().run([&] {
        // A part's own checksum, where the client kept it, must be that of the part that is here.
        const bool any = std::any_of(wanted.begin(), wanted.end(), [](const auto& each) { return each.crc32.has_value(); });
        if (any && !store.files().open(r.key)) {
            const auto there = store.files().parts(r.key, upload_id);
            for (const auto& each : wanted)
                for (const auto& part : there)
                    if (part.number == each.part.number && part.crc32 && each.crc32 &&
                        base64(big_endian(*part.crc32)) != *each.crc32)
                        throw invalid_part(static_cast<std::size_t>(part.number));
        }
        return store.files().complete(r.key, upload_id, parts, now, when, whole);
    });
    const auto found = co_await store.blocking().run([&] { return store.files().open(r.key); });
    std::string sum;
    if (found && found->about.crc32)
        sum = base64(big_endian(static_cast<std::uint32_t>(*found->about.crc32)));
    std::string inside = xml::element("Location", "/s3/" + store.bucket() + "/" + uri_encoded(r.key, true)) +
                         xml::element("Bucket", store.bucket()) + xml::element("Key", r.key) +
                         xml::element("ETag", in_quotes(made.etag));
    if (!sum.empty())
        inside += xml::element("ChecksumCRC32", sum) + xml::element("ChecksumType", "FULL_OBJECT");
    co_return xml_reply(xml::document("CompleteMultipartUploadResult", inside));
}

task<http::response> abort_upload(embedded_store& store, const s3_request& r)
{
    const std::string upload_id{r.value("uploadId")};
    co_await store.blocking().run([&] {
        store.files().about(r.key, upload_id); // NoSuchUpload, as S3 has it
        store.files().abort(r.key, upload_id);
    });
    co_return http::response{204, {}, {}, {}};
}

} // namespace ahimmoyak::objects
