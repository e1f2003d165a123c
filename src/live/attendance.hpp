#pragma once

#include "db/connection.hpp"
#include "live/presence.hpp"
#include "live/roster.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::live {

enum class attendance_mark : std::uint8_t { PRESENT, LATE, LEFT_EARLY, ABSENT };
BOOST_DESCRIBE_ENUM(attendance_mark, PRESENT, LATE, LEFT_EARLY, ABSENT)

/// What counts of a lecture: from its planned start, or the first picture if that came later, to its
/// end. A lecture that was over before its planned start counts from the first picture.
struct lecture_span {
    timestamp begin{};
    timestamp end{};
    /// Time credited before the planned start lies outside.
    bool without_early = false;

    std::int64_t length_ms() const { return (end - begin).count(); }
};
/// `now` stands for the end of a lecture that is on. Nothing for a lecture that never began.
std::optional<lecture_span> span_of(const lecture& which, timestamp now);

/// Joining later than this after the begin is late; leaving earlier than this before the end is early.
inline constexpr std::chrono::minutes tolerance{15};

struct judgement {
    std::int64_t present_ms = 0;
    std::int64_t rate_percent = 0; ///< whole percents, rounded down, at most 100
    attendance_mark mark = attendance_mark::ABSENT;
};
/// `seen` is null for who was never there.
judgement judge(const lecture_span& within, const presence* seen);

struct trainee_attendance {
    ahimmoyak::user_id user_id;
    std::string name;
    std::string company_name;
    std::optional<timestamp> first_seen_at;
    std::optional<timestamp> last_seen_at;
    std::int64_t present_seconds = 0;
    std::int64_t rate_percent = 0;
    attendance_mark attendance = attendance_mark::ABSENT;
    std::int64_t quiz_answered = 0;
    std::int64_t quiz_correct = 0;
};
BOOST_DESCRIBE_STRUCT(trainee_attendance, (),
                      (user_id, name, company_name, first_seen_at, last_seen_at, present_seconds, rate_percent,
                       attendance, quiz_answered, quiz_correct))

struct attendance {
    std::int64_t length_seconds = 0;
    bool final = false;
    std::int64_t quiz_count = 0; ///< that were asked
    std::vector<trainee_attendance> items;
};
BOOST_DESCRIBE_STRUCT(attendance, (), (length_seconds, final, quiz_count, items))

/// Judges everybody enrolled by what was seen of them, and keeps it: attend_history. Once only; does
/// nothing for a lecture that is not over or whose attendance is final.
void settle_attendance(db::connection& in, roster& of, channel_id which, const std::vector<presence>& seen,
                       timestamp now);

/// As it stands: settled, or judged now by what was seen so far.
attendance attendance_of(db::connection& in, roster& of, const lecture& which, const std::vector<presence>& seen,
                         timestamp now);

} // namespace ahimmoyak::live
