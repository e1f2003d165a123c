#include "chat/review.hpp"

#include "base/log.hpp"
#include "json/codec.hpp"

#include <boost/json.hpp>
#include <curl/curl.h>

#include <memory>
#include <optional>

namespace ahimmoyak::chat {

namespace {

namespace bj = boost::json;
using steady = std::chrono::steady_clock;

constexpr std::size_t longest_answer = 16 * 1024;

struct curl_end {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t gather(char* bytes, std::size_t size, std::size_t count, void* into)
{
    auto& text = *static_cast<std::string*>(into);
    if (text.size() + size * count > longest_answer)
        return 0;
    text.append(bytes, size * count);
    return size * count;
}

std::optional<std::string> ask(const std::string& address, const std::string& body, steady::time_point until)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady::now()).count();
    if (left <= 0)
        return std::nullopt; // waited for its turn too long
    // One for each thread of the pool: its connection is used again.
    static thread_local const std::unique_ptr<CURL, curl_end> handle{curl_easy_init()};
    const std::unique_ptr<curl_slist, curl_end> type{curl_slist_append(nullptr, "Content-Type: application/json")};
    if (!handle)
        return std::nullopt;
    std::string answer;
    auto* with = handle.get();
    curl_easy_reset(with);
    curl_easy_setopt(with, CURLOPT_URL, address.c_str());
    curl_easy_setopt(with, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(with, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(with, CURLOPT_TIMEOUT_MS, static_cast<long>(left));
    curl_easy_setopt(with, CURLOPT_HTTPHEADER, type.get());
    curl_easy_setopt(with, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(with, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(with, CURLOPT_WRITEFUNCTION, gather);
    curl_easy_setopt(with, CURLOPT_WRITEDATA, &answer);
    const auto result = curl_easy_perform(with);
    long status = 0;
    curl_easy_getinfo(with, CURLINFO_RESPONSE_CODE, &status);
    return result == CURLE_OK && status == 200 ? std::optional{std::move(answer)} : std::nullopt;
}

bj::object object_of(const attributes& all)
{
    bj::object made;
    for (const auto& [name, value] : all)
        made[name] = value;
    return made;
}

std::string question(const grant& sender, const send_message& said, std::string_view remote_address)
{
    const auto shown = sender.outside ? object_of(sender.outside->attributes)
                                      : bj::object{{"displayName", sender.display_name},
                                                   {"role", json::codec<ahimmoyak::role>::name(sender.role)}};
    return bj::serialize(bj::object{
        {"Content", said.content},
        {"MessageId", said.id},
        {"RoomArn", "arn:aws:ivschat:local:000000000000:room/" + std::to_string(sender.room.value)},
        {"Attributes", object_of(said.attributes)},
        {"Sender",
         bj::object{{"UserId", sender.user_text()}, {"Attributes", shown}, {"Ip", std::string{remote_address}}}}});
}

/// Nothing when the answer decides nothing.
std::optional<review_hook::verdict> read_verdict(const std::string& text, const std::string& content)
{
    boost::system::error_code failure;
    const auto parsed = bj::parse(text, failure);
    const auto* object = failure ? nullptr : parsed.if_object();
    const auto* result = object ? object->if_contains("ReviewResult") : nullptr;
    if (!result || !result->is_string() || (*result != "ALLOW" && *result != "DENY"))
        return std::nullopt;
    review_hook::verdict read{*result == "ALLOW", content, {}};
    if (const auto* other = object->if_contains("Content"); other && other->is_string()) {
        const auto& rewritten = other->get_string();
        const std::string_view now{rewritten.data(), rewritten.size()};
        if (!now.empty() && code_points(now) <= longest_content && now.find('\0') == std::string_view::npos)
            read.content = now;
    }
    const auto* more = object->if_contains("Attributes");
    const auto* reason = more && more->is_object() ? more->get_object().if_contains("Reason") : nullptr;
    if (reason && reason->is_string())
        read.reason = std::string{reason->get_string()}.substr(0, 256);
    return read;
}

} // namespace

task<review_hook::verdict> review_hook::review(const grant& sender, const send_message& said,
                                               std::string_view remote_address)
{
    const auto until = steady::now() + patience;
    const auto body = question(sender, said, remote_address);
    const auto answer = co_await pool_.run([&] { return ask(with_.address, body, until); });
    if (answer)
        if (auto read = read_verdict(*answer, said.content))
            co_return *std::move(read);
    log::warning("the review hook did not decide about a message", {{"allowed", !with_.deny_on_failure}});
    co_return verdict{!with_.deny_on_failure, said.content, {}};
}

} // namespace ahimmoyak::chat
