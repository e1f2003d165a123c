#include "objects/outside_store.hpp"

#include "base/log.hpp"
#include "base/problem.hpp"
#include "objects/disk_words.hpp"
#include "objects/disposition.hpp"
#include "objects/xml.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>

namespace ahimmoyak::objects {

namespace {

constexpr std::size_t largest_answer = std::size_t{4} * 1024 * 1024;
constexpr std::chrono::minutes own_addresses_valid{15};

using easy_handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using header_lines = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

problem unreachable()
{
    return unavailable({"파일 저장소가 응답하지 않습니다. 잠시 뒤에 다시 하고, 계속되면 관리자에게 알리세요.",
                        "The file store does not answer. Try again in a moment; if it goes on, tell the administrator."},
                       10);
}

// Taking less than was offered ends the transfer.
std::size_t take_bytes(char* bytes, std::size_t size, std::size_t count, void* into)
{
    auto& to = *static_cast<std::string*>(into);
    if (to.size() + size * count > largest_answer)
        return 0;
    to.append(bytes, size * count);
    return size * count;
}

struct header_values {
    std::string etag;
    std::uint64_t length = 0;
};

std::size_t take_field(char* bytes, std::size_t size, std::size_t count, void* into)
{
    auto& to = *static_cast<header_values*>(into);
    const std::string_view line{bytes, size * count};
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
        return line.size();
    const auto name = small_letters(line.substr(0, colon));
    auto value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
        value.remove_prefix(1);
    while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' '))
        value.remove_suffix(1);
    if (name == "etag")
        to.etag = value;
    if (name == "content-length")
        std::from_chars(value.data(), value.data() + value.size(), to.length);
    return line.size();
}

int still_wanted(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

std::string bare_etag(std::string_view etag)
{
    if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"')
        etag = etag.substr(1, etag.size() - 2);
    return std::string{etag};
}

} // namespace

outside_store::outside_store(options with, const clock& now) : with_{std::move(with)}, time_{now}
{
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw std::runtime_error{"libcurl does not start"};
    const std::string_view all{with_.endpoint};
    const auto scheme = all.find("://");
    const auto rest = all.substr(scheme == std::string_view::npos ? all.size() : scheme + 3);
    const auto slash = std::min(rest.find('/'), rest.size());
    if ((!all.starts_with("https://") && !all.starts_with("http://")) || slash == 0)
        throw std::invalid_argument{"the endpoint must be an address such as https://s3.example.kr"};
    scheme_ = all.substr(0, scheme + 3);
    host_ = rest.substr(0, slash);
    path_ = rest.substr(slash);
    while (path_.ends_with('/'))
        path_.pop_back();
    if (with_.path_style)
        path_ += "/" + with_.bucket;
    else
        host_ = with_.bucket + "." + host_;
    path_ += "/";
}

std::string outside_store::reply::code() const { return xml::first(body, "Code").value_or(std::string{}); }

std::string outside_store::address_of(std::string_view method, std::string_view key, parameters query,
                                      std::chrono::seconds valid) const
{
    const auto path = path_ + std::string{key};
    return scheme_ + host_ + sign(with_.keys, {method, host_, path, std::move(query)}, time_.now(), valid);
}

outside_store::reply outside_store::ask(const question& what) const
{
    return send_to(address_of(what.method, what.key, what.query, own_addresses_valid), what.method, what.body, what.range,
                   what.seconds);
}

outside_store::reply outside_store::send_to(const std::string& address, std::string_view method, std::string_view body,
                                            const std::string& range, long seconds) const
{
    const easy_handle handle{curl_easy_init(), &curl_easy_cleanup};
    // None that libcurl would add by itself: an upload would keep them with the object.
    const header_lines fields{curl_slist_append(nullptr, "Content-Type: application/octet-stream"), &curl_slist_free_all};
    if (!handle || !fields)
        throw std::bad_alloc{};
    reply got;
    header_values told;
    const std::string verb{method};
    auto* const c = handle.get();
    curl_easy_setopt(c, CURLOPT_URL, address.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "ahimmoyak");
    if (method == "HEAD") {
        curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
    } else if (method != "GET") {
        curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, verb.c_str());
        if (method != "DELETE") {
            curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
            curl_easy_setopt(c, CURLOPT_POSTFIELDS, body.data());
            curl_easy_setopt(c, CURLOPT_HTTPHEADER, fields.get());
        }
    }
    if (!range.empty())
        curl_easy_setopt(c, CURLOPT_RANGE, range.c_str());
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &take_bytes);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &got.body);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, &take_field);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &told);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, &still_wanted);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, &stopping_);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, seconds);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 5L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    const auto code = curl_easy_perform(c);
    if (code != CURLE_OK) {
        // Without the address: it is a right for whoever reads it.
        log::warning("the outside store did not answer", {{"host", host_}, {"reason", curl_easy_strerror(code)}});
        throw unreachable();
    }
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    got.status = static_cast<int>(status);
    got.etag = std::move(told.etag);
    got.length = told.length;
    return got;
}

namespace {

// What the store said that nobody who uploads can help: for the log and for the administrator.
problem refused_by_store(int status, const std::string& code)
{
    log::error("the outside store refused", {{"status", status}, {"code", code}});
    if (status == 507 || code == "QuotaExceeded" || code == "EntityTooLarge")
        return {507,
                "storage_full",
                {"저장 공간이 부족해 파일을 저장하지 못했습니다. 관리자에게 알리고 나중에 다시 올리세요.",
                 "There is no room left for the file. Tell the administrator, then upload it again."}};
    return unreachable();
}

} // namespace

std::string outside_store::begin_now(std::string_view key) const
{
    const auto got = ask({"POST", key, {{"uploads", ""}}});
    auto id = xml::first(got.body, "UploadId");
    if (got.status != 200 || !id || id->empty())
        throw refused_by_store(got.status, got.code());
    return *std::move(id);
}

void outside_store::abort_now(std::string_view key, std::string_view upload_id) const
{
    const auto got = ask({"DELETE", key, {{"uploadId", std::string{upload_id}}}});
    if (got.status >= 300 && got.status != 404)
        throw refused_by_store(got.status, got.code());
}

task<std::string> outside_store::begin(std::string key, std::uint64_t, std::uint64_t)
{
    co_return co_await blocking_.run([&] { return begin_now(key); });
}

std::string outside_store::part_address(std::string_view, std::string_view key, std::string_view upload_id, int number,
                                        std::chrono::seconds valid) const
{
    return address_of("PUT", key,
                      {{"partNumber", std::to_string(number)}, {"uploadId", std::string{upload_id}}}, valid);
}

task<std::vector<sent_part>> outside_store::parts(std::string key, std::string upload_id)
{
    co_return co_await blocking_.run([&] {
        std::vector<sent_part> all;
        for (std::string after = "0";;) {
            const auto got = ask({"GET", key, {{"uploadId", upload_id}, {"part-number-marker", after}}});
            if (got.status == 404)
                throw no_such_upload();
            if (got.status != 200)
                throw refused_by_store(got.status, got.code());
            auto page = xml::read_parts(got.body);
            all.insert(all.end(), page.parts.begin(), page.parts.end());
            if (!page.truncated || page.next.empty() || page.next == after || all.size() > most_parts)
                return all;
            after = page.next;
        }
    });
}

task<stored> outside_store::complete(std::string key, std::string upload_id, std::vector<std::string> etags)
{
    co_return co_await blocking_.run([&] {
        std::string inside;
        for (std::size_t i = 0; i < etags.size(); ++i)
            inside += "<Part>" + xml::element("PartNumber", i + 1) +
                      xml::element("ETag", "\"" + bare_etag(etags[i]) + "\"") + "</Part>";
        const auto got = ask({"POST", key, {{"uploadId", upload_id}}, xml::document("CompleteMultipartUpload", inside), {}, 600});
        const auto code = got.code(); // a refusal may come with 200, once it had begun to answer
        auto there = look(key);
        if (code == "NoSuchUpload" || got.status == 404) {
            if (!there) // else completed before, and only the answer was lost: nobody else has this key
                throw no_such_upload();
        } else if (code == "InvalidPart" || code == "InvalidPartOrder") {
            throw problem{400,
                          "InvalidPart",
                          {"빠졌거나 ETag가 다른 조각이 있습니다. 그 조각을 다시 올리세요.",
                           "A part is missing or has another ETag; upload that part again."}};
        } else if (code == "EntityTooSmall") {
            throw problem{400,
                          "EntityTooSmall",
                          {"5MiB보다 작은 조각이 있습니다. 마지막 조각만 작을 수 있습니다.",
                           "A part is smaller than 5 MiB; only the last part may be."}};
        } else if (got.status != 200 || !code.empty() || !there) {
            throw refused_by_store(got.status, code);
        }
        return *std::move(there);
    });
}

task<> outside_store::abort(std::string key, std::string upload_id)
{
    co_await blocking_.run([&] { abort_now(key, upload_id); });
}

std::string outside_store::address(std::string_view, std::string_view key, const presentation& as,
                                   std::chrono::seconds valid) const
{
    return address_of(
        "GET", key,
        {{"response-content-type", as.content_type}, {"response-content-disposition", disposition(as)}}, valid);
}

std::optional<stored> outside_store::look(std::string_view key) const
{
    const auto got = ask({"HEAD", key});
    if (got.status == 404)
        return std::nullopt;
    if (got.status != 200)
        throw refused_by_store(got.status, {});
    return stored{got.length, bare_etag(got.etag)};
}

task<std::optional<stored>> outside_store::head(std::string key)
{
    co_return co_await blocking_.run([&] { return look(key); });
}

task<std::string> outside_store::read(std::string key, std::uint64_t offset, std::size_t length)
{
    co_return co_await blocking_.run([&] {
        if (length == 0)
            return std::string{};
        const auto last = offset + std::min<std::uint64_t>(length, std::uint64_t{1} << 20) - 1;
        auto got = ask({"GET", key, {}, {}, fmt::format("{}-{}", offset, last)});
        if (got.status == 416)
            return std::string{};
        if (got.status == 404)
            throw no_such_key();
        if (got.status != 206 && got.status != 200)
            throw refused_by_store(got.status, got.code());
        return std::move(got.body);
    });
}

task<> outside_store::remove(std::string key)
{
    co_await blocking_.run([&] {
        const auto got = ask({"DELETE", key});
        if (got.status >= 300 && got.status != 404)
            throw refused_by_store(got.status, got.code());
    });
}

task<std::string> outside_store::put_part(std::string key, std::string upload_id, int number, std::string bytes)
{
    auto address = part_address({}, key, upload_id, number, own_addresses_valid);
    co_return co_await send(std::move(address), bytes);
}

task<std::string> outside_store::send(std::string address, std::string_view bytes)
{
    co_return co_await blocking_.run([&] {
        auto got = send_to(address, "PUT", bytes, {}, 120);
        if (got.status != 200)
            throw refused_by_store(got.status, got.code());
        return std::move(got.etag);
    });
}

std::optional<std::string> outside_store::trouble() const
{
    try {
        const std::string_view trial = "ahimmoyak-trial";
        const auto got = ask({"POST", trial, {{"uploads", ""}}, {}, {}, 10});
        const auto id = xml::first(got.body, "UploadId");
        if (got.status != 200 || !id)
            return fmt::format("{} {}", got.status, got.code());
        abort_now(trial, *id);
        return std::nullopt;
    } catch (const problem& refused) {
        return refused.detail().en;
    }
}

void outside_store::finish()
{
    stopping_ = true;
    blocking_.finish();
}

} // namespace ahimmoyak::objects
