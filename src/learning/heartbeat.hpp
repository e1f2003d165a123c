#pragma once

#include "base/values.hpp"
#include "learning/coverage.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::learning {

struct viewing_tag;
/// One page of one trainee with one lesson open.
using viewing_id = id<viewing_tag>;

/// What a page says about the time since its heartbeat before: which stretch of the medium it played.
struct beat {
    whole<1, 10'000'000> counter;                 ///< grows with each heartbeat of a viewing
    whole<0, 90LL * 24 * 3600 * 1000> elapsed_ms; ///< since the viewing was opened, by the page's own clock
    whole<0, 30LL * 24 * 3600 * 1000> from_ms;    ///< of the medium; for a material, of the reading
    whole<0, 30LL * 24 * 3600 * 1000> to_ms;      ///< the same as from_ms when nothing was played
    whole<25, 400> rate_percent;                  ///< 200 is twice as fast
    bool visible = false;                         ///< the trainee had the picture before them
    secret<1, 100> signature;                     ///< see signed_text()
};
BOOST_DESCRIBE_STRUCT(beat, (), (counter, elapsed_ms, from_ms, to_ms, rate_percent, visible, signature))

/// What became of a heartbeat.
enum class verdict : std::uint8_t {
    COUNTED,
    REPEATED,     ///< known already: a page that did not hear the answer sends it again
    HIDDEN,       ///< played out of sight: kept, but earns nothing
    DAILY_LIMIT,  ///< the day's limit is reached: kept, but earns nothing
    FORGED,       ///< the signature is not of this viewing's key
    OUT_OF_ORDER, ///< an older counter or clock than one before
    FROM_FUTURE,  ///< after the server's clock
    TOO_LATE,     ///< kept back for longer than an hour
    TAKEN_OVER,   ///< after the trainee went on elsewhere
    IMPOSSIBLE,   ///< outside of the medium
    TOO_FAST,     ///< more than could be played in that time
    TOO_SCATTERED ///< more pieces than are kept
};
BOOST_DESCRIBE_ENUM(verdict, COUNTED, REPEATED, HIDDEN, DAILY_LIMIT, FORGED, OUT_OF_ORDER, FROM_FUTURE, TOO_LATE,
                    TAKEN_OVER, IMPOSSIBLE, TOO_FAST, TOO_SCATTERED)

/// Whether a trainee has to be told, and their enrolment notes it.
bool is_refusal(verdict v);

/// The clocks of a viewing.
struct viewing_clock {
    timestamp opened_at{};
    std::optional<timestamp> ended_at; ///< when the trainee went on elsewhere
    std::int64_t counter = 0;          ///< the last that was taken
    std::int64_t elapsed_ms = 0;       ///< the last that was taken
    std::int64_t used_ms = 0;          ///< up to where the time since the opening is spent on played stretches
};

/// What a heartbeat is measured with.
struct yardstick {
    timestamp now{};
    std::optional<std::int64_t> length_ms; ///< of the medium; none: it has no length of its own
};

/// Judges a heartbeat whose signature was found good, and moves the clock when it is taken: COUNTED
/// means that `played` may earn. No more time is ever spent on played stretches than has passed since
/// the opening, plus half a second; nothing before or after that.
verdict judge(viewing_clock& of, const beat& heard, const yardstick& by, stretch& played);

/// A page's clock may run ahead of the server's by so much on the way.
inline constexpr std::chrono::milliseconds clock_slack{3'000};
/// So long a page may keep heartbeats back while it has no network.
inline constexpr std::chrono::minutes latest{60};
/// More than has passed, that a page may have played: browsers measure both in steps.
inline constexpr std::int64_t play_slack_ms = 500;

/// What is signed: "viewing.counter.elapsed.from.to.rate.visible", visible as 1 or 0.
std::string signed_text(viewing_id of, const beat& heard);
/// The key of a viewing, as the page gets it: made of the installation's secret, so it is kept nowhere.
std::string viewing_key(std::string_view secret, viewing_id of);
/// base64url(HMAC-SHA-256(key, signed_text)).
bool is_signed(std::string_view key, viewing_id of, const beat& heard);

} // namespace ahimmoyak::learning
