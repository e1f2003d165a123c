#include "objects/digest.hpp"
#include "objects/disk_words.hpp"
#include "objects/range.hpp"
#include "objects/s3_request.hpp"
#include "objects/xml.hpp"

#include <algorithm>

namespace ahimmoyak::objects {

namespace {

constexpr std::uint64_t largest_put = 5ULL << 30; // Amazon's; more comes in parts

bool lists_etag(std::string_view field, const std::string& etag)
{
    return field == "*" || field.find(etag) != std::string_view::npos || in_quotes(field) == etag;
}

// RFC 9110, 13.2.2: which answer the conditions ask for, if not the object.
std::optional<int> by_conditions(const http::request& in, const std::string& etag, timestamp modified)
{
    const auto at = std::chrono::floor<std::chrono::seconds>(modified);
    const auto until = from_http_date(in.header("if-unmodified-since"));
    const auto since = from_http_date(in.header("if-modified-since"));
    if (const auto match = in.header("if-match"); !match.empty()) {
        if (!lists_etag(match, etag))
            return 412;
    } else if (until && at > *until) {
        return 412;
    }
    if (const auto none = in.header("if-none-match"); !none.empty()) {
        if (lists_etag(none, etag))
            return 304;
    } else if (since && at <= *since) {
        return 304;
    }
    return std::nullopt;
}

// What is kept with the object, unless the address asks for something else.
void add_fields(http::response& answer, const s3_request& r, const object_about& about)
{
    const auto asked = [&](std::string_view name) -> std::optional<std::string> {
        const auto value = r.value("response-" + std::string{name});
        // A line break in a field would end the header; a signed address of ours has none.
        const bool clean = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
        return clean && !value.empty() ? std::optional{std::string{value}} : std::nullopt;
    };
    answer.content_type = asked("content-type").value_or("application/octet-stream");
    kept_fields all = about.fields.value_or(kept_fields{});
    for (auto& each : all) {
        auto value = asked(each.name).value_or(each.value);
        if (each.name == "content-type")
            answer.content_type = std::move(value);
        else
            answer.with(each.name, std::move(value));
    }
    const auto is_kept = [&](std::string_view name) {
        return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
    };
    for (const std::string name : {"content-disposition", "content-language", "content-encoding", "expires", "cache-control"})
        if (!is_kept(name)) {
            if (auto value = asked(name))
                answer.with(name == "content-disposition" ? "Content-Disposition" : name, *std::move(value));
            else if (name == "cache-control")
                answer.with("Cache-Control", "private, max-age=3600");
        }
}

} // namespace

task<http::response> get_object(embedded_store& store, const s3_request& r)
{
    const auto found = co_await store.blocking().run([&] { return store.files().open(r.key); });
    if (!found)
        throw no_such_key();
    const auto etag = in_quotes(found->is.etag);
    http::response answer;
    add_fields(answer, r, found->about);
    answer.with("ETag", etag).with("Accept-Ranges", "bytes");
    answer.with("Last-Modified", http_date_of(found->about.modified.value()));
    if (const auto instead = by_conditions(r.in(), etag, found->about.modified.value())) {
        if (*instead == 412)
            throw precondition_failed();
        answer.status = *instead;
        co_return answer;
    }

    const auto condition = r.in().header("if-range");
    const bool may_be_part = r.in().count("range") == 1 && (condition.empty() || condition == etag);
    const auto wanted = may_be_part ? range_of(r.in().header("range"), found->is.size) : asked_range{};
    if (wanted.is == asked_range::kind::unsatisfiable) {
        auto refused =
            xml_error({416, "InvalidRange", {"파일에 없는 범위입니다.", "The file has no such range."}}, r.in());
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
    } else if (found->about.crc32 && r.field("x-amz-checksum-mode") == "ENABLED") {
        answer.with("x-amz-checksum-crc32", base64(big_endian(static_cast<std::uint32_t>(*found->about.crc32))));
        answer.with("x-amz-checksum-type", "FULL_OBJECT");
    }
    answer.body = std::move(bytes);
    co_return answer;
}

task<http::response> put_object(embedded_store& store, const s3_request& r)
{
    check_key(r.key);
    const auto when = condition_of(r);
    auto fields = fields_of(r);
    payload check{r.by, r.secret, r.in()};
    const auto into = co_await store.blocking().run([&] { return store.files().open_object(); });
    const auto are = co_await store.receive(*r.x.streamed, check, *into, largest_put);
    const auto now = store.now();
    const auto made = co_await store.blocking().run(
        [&] { return store.files().keep_object(*into, are, r.key, std::move(fields), now, when); });
    http::response done;
    done.with("ETag", in_quotes(made.etag));
    if (const auto& told = check.told())
        done.with("x-amz-checksum-" + told->first, told->second);
    co_return done;
}

task<http::response> copy_object(embedded_store& store, const s3_request& r)
{
    check_key(r.key);
    const auto from = co_await copy_source(store, r);
    const auto directive = r.in().header("x-amz-metadata-directive");
    if (directive != "" && directive != "COPY" && directive != "REPLACE")
        throw problem{400, "InvalidArgument", {"x-amz-metadata-directive는 COPY나 REPLACE입니다.", "x-amz-metadata-directive is COPY or REPLACE."}};
    auto fields = directive == "REPLACE" ? fields_of(r) : from.about.fields.value_or(kept_fields{});
    if (from.is.size > largest_put)
        throw problem{400, "InvalidRequest", {"5GiB가 넘는 파일은 조각으로 복사하세요.", "More than 5 GiB is copied in parts."}};
    const auto into = co_await store.blocking().run([&] { return store.files().open_object(); });
    const auto now = store.now();
    const auto made = co_await store.blocking().run([&] {
        copy_bytes(from, 0, from.is.size, *into);
        const auto& are = into->finish();
        // What has rotted must not pass for sound under a new sum.
        if (from.about.crc32 && static_cast<std::uint32_t>(*from.about.crc32) != are.crc32)
            throw std::runtime_error{"an object is not what was stored; run `ahimmoyak objects scrub`"};
        return store.files().keep_object(*into, are, r.key, std::move(fields), now);
    });
    co_return xml_reply(xml::document(
        "CopyObjectResult", xml::element("LastModified", to_rfc3339(now)) + xml::element("ETag", in_quotes(made.etag))));
}

task<http::response> delete_object(embedded_store& store, const s3_request& r)
{
    const auto when = condition_of(r);
    co_await store.blocking().run([&] { store.files().remove(r.key, when); });
    co_return http::response{204, {}, {}, {}};
}

} // namespace ahimmoyak::objects
