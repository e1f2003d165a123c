#include "learning/heartbeat.hpp"

#include "base/random.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ahimmoyak::learning {

bool is_refusal(verdict v)
{
    return v != verdict::COUNTED && v != verdict::REPEATED && v != verdict::HIDDEN && v != verdict::DAILY_LIMIT;
}

verdict judge(viewing_clock& of, const beat& heard, const yardstick& by, stretch& played)
{
    using std::chrono::milliseconds;
    const auto elapsed = heard.elapsed_ms.value;
    const auto said_at = of.opened_at + milliseconds{elapsed};
    const auto from = heard.from_ms.value;
    if (heard.counter.value <= of.counter || elapsed < of.elapsed_ms)
        return verdict::OUT_OF_ORDER;
    if (said_at > by.now + clock_slack)
        return verdict::FROM_FUTURE;
    if (said_at < by.now - latest)
        return verdict::TOO_LATE;
    if (of.ended_at && said_at > *of.ended_at)
        return verdict::TAKEN_OVER;
    if (heard.to_ms.value < from || (by.length_ms && from > *by.length_ms + 2'000))
        return verdict::IMPOSSIBLE;

    // A medium's own length may be a little more than what is known of it.
    const auto end = by.length_ms ? std::min(heard.to_ms.value, *by.length_ms) : heard.to_ms.value;
    const auto length = heard.to_ms.value - from;
    const auto spent = length * 100 / heard.rate_percent.value;
    const auto free = std::max<std::int64_t>(0, elapsed - of.used_ms);
    if (spent > free + play_slack_ms - std::max<std::int64_t>(0, of.used_ms - elapsed))
        return verdict::TOO_FAST;
    of.used_ms = std::max(elapsed, of.used_ms + spent);
    of.counter = heard.counter.value;
    of.elapsed_ms = elapsed;
    played = {from, std::max(from, end), heard.rate_percent.value};
    return heard.visible ? verdict::COUNTED : verdict::HIDDEN;
}

std::string signed_text(viewing_id of, const beat& heard)
{
    return fmt::format("{}.{}.{}.{}.{}.{}.{}", of.value, heard.counter.value, heard.elapsed_ms.value,
                       heard.from_ms.value, heard.to_ms.value, heard.rate_percent.value, heard.visible ? 1 : 0);
}

std::string viewing_key(std::string_view secret, viewing_id of)
{
    return base64url(hmac_sha256(secret, fmt::format("viewing {}", of.value)));
}

bool is_signed(std::string_view key, viewing_id of, const beat& heard)
{
    return same_secret(base64url(hmac_sha256(key, signed_text(of, heard))), heard.signature.value);
}

} // namespace ahimmoyak::learning
