#include "certificates/paper.hpp"

#include "certificates/sheet.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace ahimmoyak::certificates {

namespace {

constexpr colour navy{0.09, 0.18, 0.34};
constexpr colour gold{0.70, 0.56, 0.28};
constexpr colour grey{0.42, 0.45, 0.52};
constexpr colour black{0.11, 0.13, 0.18};

std::string day_text(date day, language in)
{
    const std::chrono::year_month_day at{day.value};
    const auto year = static_cast<int>(at.year());
    const auto month = static_cast<unsigned>(at.month());
    const auto number = static_cast<unsigned>(at.day());
    if (in == language::ko)
        return fmt::format("{}년 {}월 {}일", year, month, number);
    constexpr std::array<std::string_view, 12> names{"January", "February", "March",     "April",   "May",      "June",
                                                     "July",    "August",   "September", "October", "November", "December"};
    return fmt::format("{} {} {}", number, names[month - 1], year);
}

std::string study_text(const printed& of, language in)
{
    const auto time = duration_text(of.approved_seconds, in);
    return in == language::ko ? fmt::format("{}차시, {}", of.lesson_count, time)
                              : fmt::format("{} {}, {}", of.lesson_count, of.lesson_count == 1 ? "lesson" : "lessons", time);
}

std::string requirement_text(const requirement& of, language in)
{
    const bool ko = in == language::ko;
    switch (of.kind) {
    case requirement_kind::PROGRESS:
        return ko ? fmt::format("진도율 {}% (기준 {}%)", of.reached, of.needed)
                  : fmt::format("progress {}\u00a0% (required: {}\u00a0%)", of.reached, of.needed);
    case requirement_kind::LIVE_ATTENDANCE:
        return ko ? fmt::format("라이브 출석률 {}% (기준 {}%)", of.reached, of.needed)
                  : fmt::format("live attendance {}\u00a0% (required: {}\u00a0%)", of.reached, of.needed);
    case requirement_kind::EXAM_SCORE:
        break;
    }
    return ko ? fmt::format("총점 {}점 (기준 {}점)", of.reached, of.needed)
              : fmt::format("score {} of 100 (required: {})", of.reached, of.needed);
}

std::string rules_text(const printed& of, language in)
{
    auto text = of.rules_version == 0
                    ? std::string{in == language::ko ? "수료 기준 표준판" : "Completion rules: standard"}
                    : fmt::format(fmt::runtime(in == language::ko ? "수료 기준 제{}판" : "Completion rules: version {}"),
                                  of.rules_version);
    for (const auto& each : of.requirements)
        text += "  ·  " + requirement_text(each, in);
    return text;
}

void draw_frame(sheet& on)
{
    on.rosette(sheet::width / 2, 405, 190, 12, 0.35, {0.70, 0.56, 0.28, 0.16});
    on.frame({24, 24, sheet::width - 48, sheet::height - 48}, 1.4, navy);
    on.woven_border({33, 33, sheet::width - 66, sheet::height - 66}, 9, gold);
    on.frame({42, 42, sheet::width - 84, sheet::height - 84}, 0.7, navy);
    for (const auto x : {33.0, sheet::width - 33})
        for (const auto y : {33.0, sheet::height - 33}) {
            on.fill({x - 9, y - 9, 18, 18}, {1, 1, 1});
            on.rosette(x, y, 9, 6, 0.3, navy);
        }
}

void draw_title(sheet& on, const certificate& what, language in)
{
    const bool ko = in == language::ko;
    on.write(ko ? "제 " + what.number + " 호" : "No. " + what.number, {74, 76, 300, 20}, {typeface::sans, 10.5, grey});
    if (what.printed.certified_number)
        on.write((ko ? "훈련기관 인증번호 " : "Accreditation ") + *what.printed.certified_number,
                 {sheet::width - 374, 76, 300, 20}, {typeface::sans, 10.5, grey, side::right});
    if (ko) {
        on.write("수료증", {64, 128, sheet::width - 128, 90}, {typeface::serif_bold, 52, navy, side::middle, 44, 1.2});
    } else {
        on.write("CERTIFICATE", {64, 124, sheet::width - 128, 60},
                 {typeface::serif_bold, 40, navy, side::middle, 9, 1.2});
        on.write("OF COMPLETION", {64, 176, sheet::width - 128, 30},
                 {typeface::serif, 15, gold, side::middle, 6, 1.2});
    }
    constexpr auto middle = sheet::width / 2;
    on.line(middle - 120, 222, middle - 14, 222, 0.8, gold);
    on.line(middle + 14, 222, middle + 120, 222, 0.8, gold);
    on.rosette(middle, 222, 8, 5, 0.35, gold);
}

double draw_fields(sheet& on, const printed& of, language in)
{
    const bool ko = in == language::ko;
    struct field {
        std::string label;
        std::string value;
        setting how;
        double height;
    };
    const setting plain{typeface::serif, 14, black};
    const std::vector<field> fields{
        {ko ? "성명" : "Name", of.name, {typeface::serif_bold, 22, black, side::left, ko ? 4.0 : 0.5}, 40},
        {ko ? "소속" : "Company", of.company_name, plain, 44},
        {ko ? "과정명" : "Course", of.course_title, {typeface::serif_bold, 16, black}, 52},
        {ko ? "교육기간" : "Period", day_text(of.begin_date, in) + " – " + day_text(of.end_date, in), plain, 28},
        {ko ? "교육시간" : "Volume", study_text(of, in), plain, 28}};
    double y = 258;
    for (const auto& each : fields) {
        const auto took = on.write(each.value, {192, y, 318, each.height}, each.how);
        const auto first_line = each.how.size * each.how.line_height;
        on.write(each.label, {92, y + (first_line - 16.5) / 2, 96, 20}, {typeface::sans, 11, grey});
        y += std::max(took, first_line) + 9;
        on.line(92, y - 5, 510, y - 5, 0.4, {0.42, 0.45, 0.52, 0.45});
    }
    return y;
}

void draw_body(sheet& on, const printed& of, language in, double from)
{
    const bool ko = in == language::ko;
    const auto text =
        ko ? std::string{"위 사람은 본 기관이 실시한 위 과정을 성실히 이수하여\n정해진 수료 기준을 충족하였으므로 이 증서를 수여합니다."}
           : std::string{"This is to certify that the person named above has completed\nthe course named above and has "
                         "met the requirements set for it."};
    const auto y = std::max(from + 30, 500.0);
    on.write(text, {80, y, sheet::width - 160, 70}, {typeface::serif, ko ? 15.0 : 14.0, black, side::middle, 0, 1.75});
    on.write(day_text(of.issued_on, in), {80, y + 76, sheet::width - 160, 24},
             {typeface::serif, 14, black, side::middle, ko ? 1.5 : 0.5});
}

void draw_issuer(sheet& on, const printed& of, language in)
{
    const bool ko = in == language::ko;
    constexpr double y = 626;
    constexpr double seal = 64;
    constexpr double seal_x = 430;
    on.write(of.institution_name, {96, y, 322, 40}, {typeface::serif_bold, 23, navy, side::middle, ko ? 3.0 : 0.5, 1.25, 12});
    on.write(ko ? "대표  " + of.owner_name : of.owner_name + ", Director", {96, y + 42, 322, 24},
             {typeface::serif, 14, black, side::middle, ko ? 2.0 : 0.3, 1.3, 10});
    on.dashed_frame({seal_x, y - 2, seal, seal}, 0.5, {0.72, 0.30, 0.26, 0.7});
    on.write(ko ? "(직인)" : "(seal)", {seal_x, y + seal / 2 - 12, seal, 20},
             {typeface::serif, 10, {0.72, 0.30, 0.26, 0.75}, side::middle});
}

void draw_confirmation(sheet& on, const certificate& what, language in, const std::string& address)
{
    const bool ko = in == language::ko;
    constexpr double y = 712;
    const auto link = confirming_address(what, address);
    on.line(70, y - 8, sheet::width - 70, y - 8, 0.5, {0.70, 0.56, 0.28, 0.8});
    on.qr(qr_of(link), 72, y, 66);
    constexpr double text_x = 152;
    constexpr double text_width = sheet::width - 72 - text_x;
    on.write(ko ? "진위 확인" : "Is it genuine?", {text_x, y - 3, text_width, 14}, {typeface::sans_bold, 9, navy, side::left, 0, 1.2});
    on.write(what.code, {text_x, y + 10, text_width, 20}, {typeface::sans_bold, 12, black, side::left, 0.8, 1.2});
    on.write(link, {text_x, y + 28, text_width, 13}, {typeface::sans, 8, grey, side::left, 0, 1.2, 5});
    on.write(rules_text(what.printed, in), {text_x, y + 42, text_width, 26}, {typeface::sans, 8, grey, side::left, 0, 1.3, 6});
}

} // namespace

std::string confirming_address(const certificate& what, const std::string& address)
{
    return address + "/verify/" + what.code;
}

std::string duration_text(std::int64_t seconds, language in)
{
    const auto minutes = std::max<std::int64_t>(1, (seconds + 30) / 60);
    const auto hours = minutes / 60;
    const auto rest = minutes % 60;
    const bool ko = in == language::ko;
    std::string text;
    if (hours > 0)
        text += fmt::format(fmt::runtime(ko ? "{}시간" : "{} h"), hours);
    if (hours > 0 && rest > 0)
        text += ' ';
    if (rest > 0)
        text += fmt::format(fmt::runtime(ko ? "{}분" : "{} min"), rest);
    return text;
}

std::string paper_of(const certificate& what, language in, const std::string& address)
{
    const bool ko = in == language::ko;
    sheet on{(ko ? "수료증 " : "Certificate ") + what.number, what.printed.institution_name, to_rfc3339(what.issued_at),
             ko ? "ko" : "en"};
    draw_frame(on);
    draw_title(on, what, in);
    const auto end = draw_fields(on, what.printed, in);
    draw_body(on, what.printed, in, end);
    draw_issuer(on, what.printed, in);
    draw_confirmation(on, what, in, address);
    return on.finish();
}

} // namespace ahimmoyak::certificates
