#include "identity/providers/web.hpp"

#include "identity/providers/provider.hpp"

#include <curl/curl.h>

#include <memory>

namespace ahimmoyak::identity::providers {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t largest_answer = std::size_t{1024} * 1024;
constexpr long connect_milliseconds = 5000;

using easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using header_list = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

struct receiver {
    std::string body{};
    std::size_t header_bytes = 0;
};

// Taking less than was offered ends the transfer.
std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* into)
{
    auto& to = *static_cast<receiver*>(into);
    if (to.body.size() + size * count > largest_answer)
        return 0;
    to.body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char*, std::size_t size, std::size_t count, void* into)
{
    auto& to = *static_cast<receiver*>(into);
    to.header_bytes += size * count;
    return to.header_bytes > largest_answer ? 0 : size * count;
}

int goes_on(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

header_list headers_of(const web_request& what)
{
    header_list all{nullptr, &curl_slist_free_all};
    const auto add = [&all](const std::string& line) {
        auto* longer = curl_slist_append(all.get(), line.c_str());
        if (!longer)
            throw std::bad_alloc{};
        static_cast<void>(all.release());
        all.reset(longer);
    };
    add("Accept: application/json");
    if (!what.authorization.empty())
        add("Authorization: " + what.authorization);
    return all;
}

} // namespace

web::web()
{
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw std::runtime_error{"libcurl does not start"};
}

web_answer web::ask(const web_request& what, deadline until) const
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (stopping_ || left <= 0ms)
        throw no_answer{"no time left"};
    if (!is_askable(what.address))
        throw no_answer{"the address is not https"};
    const easy handle{curl_easy_init(), &curl_easy_cleanup};
    if (!handle)
        throw std::bad_alloc{};
    const auto headers = headers_of(what);
    receiver got;
    auto* const c = handle.get();
    curl_easy_setopt(c, CURLOPT_URL, what.address.c_str());
    // is_askable() has seen that plain HTTP stays on this machine, and so without a proxy.
    const bool plain = what.address.starts_with("http:");
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
    if (plain)
        curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(c, CURLOPT_USERAGENT, "ahimmoyak");
    if (!what.form.empty()) {
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, static_cast<long>(what.form.size()));
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, what.form.c_str());
    }
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &got);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &got);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, &goes_on);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, &stopping_);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    const auto code = curl_easy_perform(c);
    if (code == CURLE_WRITE_ERROR)
        throw no_answer{"the answer is too large"};
    if (code != CURLE_OK)
        throw no_answer{curl_easy_strerror(code)};
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    return {static_cast<int>(status), std::move(got.body)};
}

std::string form_encoded(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

} // namespace ahimmoyak::identity::providers
