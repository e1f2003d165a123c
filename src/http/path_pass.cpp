#include "http/path_pass.hpp"

#include "base/random.hpp"

#include <array>
#include <charconv>
#include <functional>

namespace ahimmoyak::http {

// A viewer of a live lecture comes back ten times a second with the same cookie: what was signed a moment ago is
// remembered.
std::string path_pass::signature(std::string_view id, std::string_view expires) const
{
    struct signed_before {
        std::string key;
        std::string said;
        std::string signature;
    };
    thread_local std::array<signed_before, 256> known;
    auto said = name_;
    said.append(" ").append(id).append(" ").append(expires);
    auto& last = known[std::hash<std::string>{}(said) % known.size()];
    if (last.said != said || last.key != key_)
        last = {key_, said, base64url(hmac_sha256(key_, said))};
    return last.signature;
}

cookie path_pass::issue(std::int64_t id, bool secure) const
{
    const auto text = std::to_string(id);
    const auto ends = std::chrono::floor<std::chrono::seconds>(clock_.now()) + lifetime;
    const auto expires = std::to_string(ends.time_since_epoch().count());
    cookie made;
    made.name = name_;
    made.value = expires + "." + signature(text, expires);
    made.path = below_ + text;
    made.max_age_seconds = lifetime.count();
    made.secure = secure;
    return made;
}

bool path_pass::opens(const request& in, std::string_view id) const
{
    const auto value = in.cookie(name_);
    const auto dot = value.find('.');
    if (dot == std::string_view::npos)
        return false;
    const auto expires = value.substr(0, dot);
    std::int64_t seconds = 0;
    const auto [end, failure] = std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
    if (failure != std::errc{} || end != expires.data() + expires.size())
        return false;
    return same_secret(value.substr(dot + 1), signature(id, expires)) &&
           clock_.now() < timestamp{std::chrono::seconds{seconds}};
}

} // namespace ahimmoyak::http
