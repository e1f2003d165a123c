#include "base/clock.hpp"
#include "certificates/paper.hpp"
#include "certificates/sheet.hpp"
#include "evidence/pack.hpp"

#include <fmt/format.h>

#include <algorithm>

// The evidence on paper: what it is about, and each trainee in a line.

namespace ahimmoyak::evidence {

namespace {

using certificates::box;
using certificates::colour;
using certificates::setting;
using certificates::sheet;
using certificates::side;
using certificates::typeface;

constexpr colour ink_blue{0.09, 0.18, 0.34};
constexpr colour ink_grey{0.42, 0.45, 0.52};
constexpr colour ink_black{0.11, 0.13, 0.18};
constexpr double left = 50;
constexpr double right = sheet::width - 50;
constexpr std::size_t rows_of_first = 24;
constexpr std::size_t rows_of_others = 36;

struct column {
    double x;
    double width;
    std::string heading;
};

std::string standing_text(const trainee_evidence& of, bool ko)
{
    if (of.certificates.empty())
        return ko ? "미수료" : "not completed";
    const auto& held = of.certificates.front();
    return held.revoked_at ? (ko ? "취소 " : "revoked ") + held.number : held.number;
}

std::string attendance_text(const trainee_evidence& of)
{
    if (of.attendance.empty())
        return "–";
    std::int64_t sum = 0;
    for (const auto& each : of.attendance)
        sum += each.rate_percent;
    return fmt::format("{}%", sum / std::ssize(of.attendance));
}

double draw_about(sheet& on, const offering_evidence& all, bool ko, const std::string& zone, const std::string& key)
{
    const auto& of = all.offering;
    on.write(ko ? "훈련 증빙 요약" : "Evidence of a training", {left, 50, right - left, 40},
             {typeface::serif_bold, 24, ink_blue, side::left, 0, 1.2});
    on.line(left, 92, right, 92, 1, ink_blue);
    const auto completed = std::count_if(all.trainees.begin(), all.trainees.end(), [](const auto& each) {
        return !each.certificates.empty() && !each.certificates.front().revoked_at;
    });
    const std::vector<std::pair<std::string, std::string>> facts{
        {ko ? "훈련기관" : "Institution", all.institution_name + " (" + all.business_number + ")"},
        {ko ? "과정" : "Course", of.course_title},
        {ko ? "회사" : "Company", of.company_name},
        {ko ? "기간" : "Period", to_text(of.begin_date) + " – " + to_text(of.end_date)},
        {ko ? "수료 기준" : "Rules",
         fmt::format(fmt::runtime(ko ? "제{}판: 진도 {}%, 라이브 출석 {}%, 하루 {}시간"
                                     : "version {}: progress {} %, live attendance {} %, {} h a day"),
                     all.measured_by.version, all.measured_by.rules.completed_at_percent.value,
                     all.measured_by.rules.live_attendance_percent.value, all.measured_by.rules.daily_hours.value)},
        {ko ? "수료" : "Completed",
         fmt::format(fmt::runtime(ko ? "{}명 중 {}명" : "{1} of {0} trainees"), all.trainees.size(), completed)},
        {ko ? "만든 때" : "Made at", clock::minute_of(all.made_at, zone) + " " + zone},
        {ko ? "서명 키 (Ed25519)" : "Signed by (Ed25519)", key}};
    double y = 106;
    for (const auto& [label, value] : facts) {
        on.write(label, {left, y, 120, 18}, {typeface::sans, 9.5, ink_grey, side::left, 0, 1.2});
        y += std::max(on.write(value, {left + 125, y, right - left - 125, 30},
                               {typeface::sans, 10, ink_black, side::left, 0, 1.2, 7}),
                      15.0) +
             3;
    }
    return y + 12;
}

} // namespace

std::string summary_of(const offering_evidence& all, language in, const std::string& zone, const std::string& key)
{
    const bool ko = in == language::ko;
    sheet on{ko ? "훈련 증빙 요약" : "Evidence of a training", all.institution_name, to_rfc3339(all.made_at),
             ko ? "ko" : "en"};
    const std::vector<column> columns{{left, 90, ko ? "이름" : "Name"},
                                      {left + 95, 145, ko ? "이메일" : "E-mail"},
                                      {left + 245, 40, ko ? "진도" : "Progress"},
                                      {left + 290, 65, ko ? "인정 시간" : "Credited"},
                                      {left + 360, 40, ko ? "라이브" : "Live"},
                                      {left + 403, right - left - 403, ko ? "수료증" : "Certificate"}};
    const auto heading = [&](double y) {
        for (const auto& each : columns)
            on.write(each.heading, {each.x, y, each.width, 14}, {typeface::sans_bold, 8.5, ink_blue, side::left, 0, 1.2, 6});
        on.line(left, y + 15, right, y + 15, 0.6, ink_blue);
        return y + 19;
    };
    double y = heading(draw_about(on, all, ko, zone, key));
    std::size_t left_on_page = rows_of_first;
    for (const auto& each : all.trainees) {
        if (left_on_page == 0) {
            on.next_page();
            y = heading(50);
            left_on_page = rows_of_others;
        }
        const std::vector<std::string> cells{each.trainee.name,
                                             each.trainee.email,
                                             fmt::format("{}%", each.trainee.progress_percent),
                                             certificates::duration_text(each.trainee.credited_seconds, in),
                                             attendance_text(each),
                                             standing_text(each, ko)};
        for (std::size_t i = 0; i < cells.size(); ++i)
            on.write(cells[i], {columns[i].x, y, columns[i].width, 14},
                     {typeface::sans, 9, ink_black, side::left, 0, 1.2, 5});
        y += 19;
        on.line(left, y - 4, right, y - 4, 0.3, {0.42, 0.45, 0.52, 0.5});
        --left_on_page;
    }
    return on.finish();
}

} // namespace ahimmoyak::evidence
