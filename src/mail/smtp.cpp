#include "mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace ahimmoyak::mail {

namespace {

using easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using recipients = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void start_curl()
{
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw std::runtime_error{"libcurl does not start"};
}

std::size_t give(char* into, std::size_t size, std::size_t count, void* from)
{
    auto& rest = *static_cast<std::string_view*>(from);
    const auto length = std::min(size * count, rest.size());
    std::memcpy(into, rest.data(), length);
    rest.remove_prefix(length);
    return length;
}

// libcurl would print it.
std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

// Keeps the line by which the server refuses: it says why. It comes from outside: short, printable ASCII only.
std::size_t keep_line(char* text, std::size_t size, std::size_t count, void* into)
{
    auto& line = *static_cast<std::string*>(into);
    if (size * count == 0 || (*text != '4' && *text != '5'))
        return size * count;
    line.assign(text, std::min<std::size_t>(size * count, 300));
    std::erase_if(line, [](char c) { return c < ' ' || c > '~'; });
    return size * count;
}

failure_reason reason_of(CURLcode code, long answered)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return failure_reason::unknown_host;
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
        return failure_reason::unreachable;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
        return failure_reason::encryption;
    case CURLE_LOGIN_DENIED:
        return failure_reason::sign_in;
    default:
        return answered >= 400 ? failure_reason::refused : failure_reason::other;
    }
}

} // namespace

smtp::smtp(smtp_server server) : server_{std::move(server)}
{
    start_curl();
    if (!is_plain_address(server_.from.address))
        throw std::invalid_argument{"mail.from is not an e-mail address"};
}

void smtp::send(const message& what, timestamp at, std::string_view unique)
{
    if (!is_plain_address(what.recipient))
        throw delivery_failure{"the recipient's address cannot be used", true};
    const auto mail = compose(what, server_.from, at, unique);
    std::string_view rest = mail;

    const easy handle{curl_easy_init(), &curl_easy_cleanup};
    const recipients to{curl_slist_append(nullptr, ("<" + what.recipient + ">").c_str()), &curl_slist_free_all};
    if (!handle || !to)
        throw std::bad_alloc{};
    auto* const c = handle.get();
    const auto scheme = server_.security == smtp_security::tls ? "smtps://" : "smtp://";
    const bool is_v6 = server_.host.find(':') != std::string::npos && server_.host.front() != '[';
    const auto address =
        scheme + (is_v6 ? "[" + server_.host + "]" : server_.host) + ":" + std::to_string(server_.port);
    const auto from = "<" + server_.from.address + ">";
    curl_easy_setopt(c, CURLOPT_URL, address.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_USE_SSL,
                     static_cast<long>(server_.security == smtp_security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to.get());
    if (!server_.user.empty()) {
        curl_easy_setopt(c, CURLOPT_USERNAME, server_.user.c_str());
        curl_easy_setopt(c, CURLOPT_PASSWORD, server_.password.c_str());
    }
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, &give);
    curl_easy_setopt(c, CURLOPT_READDATA, &rest);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &ignore);
    std::string line;
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, &keep_line);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &line);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 15L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    const auto code = curl_easy_perform(c);
    if (code == CURLE_OK)
        return;
    long answered = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answered);
    // A server's 5xx is its last word (RFC 5321, 4.2.1), except about our own signing in: that is a
    // matter of configuration, which the operator mends.
    const bool forever = answered >= 500 && answered < 600 && code != CURLE_LOGIN_DENIED;
    const auto said = line.starts_with(std::to_string(answered)) ? line : std::to_string(answered);
    throw delivery_failure{std::string{curl_easy_strerror(code)} +
                               (answered >= 400 ? " (the server answered " + said + ")" : ""),
                           forever, reason_of(code, answered)};
}

} // namespace ahimmoyak::mail
