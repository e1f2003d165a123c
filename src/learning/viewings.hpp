#pragma once

#include "db/connection.hpp"
#include "learning/advances.hpp"
#include "learning/heartbeat.hpp"
#include "learning/rules.hpp"
#include "learning/study.hpp"

#include <boost/describe.hpp>

#include <string>
#include <vector>

/// Viewings and what they earn, in the caller's transaction.
namespace ahimmoyak::learning {

/// A heartbeat that earned nothing.
struct refused_beat {
    std::int64_t counter = 0;
    verdict reason = verdict::FORGED;
};
BOOST_DESCRIBE_STRUCT(refused_beat, (), (counter, reason))

struct beats_taken {
    lesson_study study;
    std::vector<refused_beat> refused;
    bool taken_over = false;        ///< the trainee went on elsewhere: this page must stop
    bool day_limit_reached = false; ///< the day earns nothing more in this course
    std::optional<learning::advanced> advanced; ///< when the lesson's percentage has grown; not told to the page
};
BOOST_DESCRIBE_STRUCT(beats_taken, (), (study, refused, taken_over, day_limit_reached))

struct new_viewing {
    offerings::enrollment_id enrollment;
    courses::content_id lesson;
    user_id user;
    std::string_view address;
    std::string_view device; ///< as the browser names itself
};

/// Opens a viewing, and ends all others of the trainee: one at a time.
viewing_id open_viewing(db::connection& in, const new_viewing& of, timestamp now);

struct beats_heard {
    viewing_id viewing;
    ahimmoyak::user_id user;
    ahimmoyak::company_id company;
    std::string_view key; ///< of the viewing
    const std::vector<beat>& beats;
    std::optional<std::int64_t> position_seconds; ///< where to resume
    timestamp now{};
    const std::string& zone; ///< where days turn over
};

/// Judges the heartbeats in their order, credits what is good and notes what is not. Throws the 404 for
/// a viewing that is not the user's, and the 409 when the offering does not run any more.
beats_taken take_beats(db::connection& in, const beats_heard& heard);

} // namespace ahimmoyak::learning
