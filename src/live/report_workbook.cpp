#include "live/report_workbook.hpp"

#include "base/clock.hpp"

#include <algorithm>

namespace ahimmoyak::live {

namespace {

std::string in_words(attendance_mark mark, language in)
{
    const bool korean = in == language::ko;
    switch (mark) {
    case attendance_mark::PRESENT:
        return korean ? "출석" : "Present";
    case attendance_mark::LATE:
        return korean ? "지각" : "Late";
    case attendance_mark::LEFT_EARLY:
        return korean ? "조퇴" : "Left early";
    case attendance_mark::ABSENT:
        return korean ? "결석" : "Absent";
    }
    return {};
}

/// Whole minutes, none when it is not a delay.
std::string minutes_after(const std::optional<timestamp>& later, const std::optional<timestamp>& earlier)
{
    if (!later || !earlier)
        return {};
    return std::to_string(
        std::max<std::int64_t>(std::chrono::floor<std::chrono::minutes>(*later - *earlier).count(), 0));
}

} // namespace

std::vector<tables::sheet> report_sheets(const lecture& of, const attendance& shown,
                                         const std::vector<lecture_minute>& curve, timestamp now,
                                         const std::string& zone, language in)
{
    const auto say = [&](const char* ko, const char* en) { return std::string{in == language::ko ? ko : en}; };
    const auto at = [&](const std::optional<timestamp>& moment) {
        return moment ? clock::minute_of(*moment, zone) : std::string{};
    };
    const auto span = span_of(of, now);
    const auto begin = span ? std::optional{span->begin} : std::nullopt;
    const auto end = span ? std::optional{span->end} : std::nullopt;
    tables::sheet people{say("출결", "Attendance"),
                         {{say("이름", "Name"), 16},
                          {say("회사", "Company"), 24},
                          {say("출결", "Attendance"), 12},
                          {say("참석(분)", "Present (min)"), 14},
                          {say("참석률(%)", "Present (%)"), 12},
                          {say("처음", "First seen"), 18},
                          {say("마지막", "Last seen"), 18},
                          {say("늦음(분)", "Late by (min)"), 14},
                          {say("일찍 나감(분)", "Left early by (min)"), 18},
                          {say("퀴즈 응답", "Quizzes answered"), 16},
                          {say("퀴즈 정답", "Quizzes right"), 16},
                          {say("퀴즈 수", "Quizzes asked"), 14}},
                         {}};
    for (const auto& each : shown.items)
        people.rows.push_back({each.name, each.company_name, in_words(each.attendance, in),
                               std::to_string(each.present_seconds / 60), std::to_string(each.rate_percent),
                               at(each.first_seen_at), at(each.last_seen_at), minutes_after(each.first_seen_at, begin),
                               minutes_after(end, each.last_seen_at), std::to_string(each.quiz_answered),
                               std::to_string(each.quiz_correct), std::to_string(shown.quiz_count)});
    tables::sheet minutes{say("분별", "Minutes"),
                          {{say("시각", "Time"), 18},
                           {say("참석", "Present"), 12},
                           {say("퀴즈 응답", "Quiz answers"), 14},
                           {say("채팅", "Chat messages"), 14}},
                          {}};
    for (const auto& each : curve)
        minutes.rows.push_back({at(each.at), std::to_string(each.present_count), std::to_string(each.answer_count),
                                std::to_string(each.message_count)});
    return {std::move(people), std::move(minutes)};
}

} // namespace ahimmoyak::live
