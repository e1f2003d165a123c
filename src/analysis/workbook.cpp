#include "analysis/workbook.hpp"

#include <fmt/format.h>

namespace ahimmoyak::analysis {

namespace {

std::string cell_text(const std::string& text, language) { return text; }
std::string cell_text(std::int64_t number, language) { return std::to_string(number); }
std::string cell_text(double number, language) { return fmt::format("{:.1f}", number); }
std::string cell_text(date day, language) { return to_text(day); }

std::string cell_text(offerings::course_provide_state state, language in)
{
    using offerings::course_provide_state;
    switch (state) {
    case course_provide_state::NOT_STARTED:
        return words{"시작 전", "Not started"}.in(in);
    case course_provide_state::ONGOING:
        return words{"진행 중", "Ongoing"}.in(in);
    case course_provide_state::FINISHED:
        return words{"종료", "Finished"}.in(in);
    default:
        return boost::describe::enum_to_string(state, "");
    }
}

std::string cell_text(courses::course_state state, language in)
{
    switch (state) {
    case courses::course_state::DRAFT:
        return words{"작성 중", "Draft"}.in(in);
    case courses::course_state::AVAILABLE:
        return words{"공개", "Available"}.in(in);
    case courses::course_state::UNAVAILABLE:
        return words{"비공개", "Unavailable"}.in(in);
    }
    return {};
}

std::string cell_text(outlook ahead, language in)
{
    switch (ahead) {
    case outlook::CERTIFIED:
        return words{"수료", "Completed"}.in(in);
    case outlook::ON_TRACK:
        return words{"순조로움", "On track"}.in(in);
    case outlook::AT_RISK:
        return words{"수료 어려움", "At risk"}.in(in);
    case outlook::MISSED:
        return words{"미수료", "Not completed"}.in(in);
    case outlook::WAITING:
        return words{"시작 전", "Not started"}.in(in);
    }
    return {};
}

// What is at risk, with where the trainee is and what the rules ask for.
std::string cell_text(const std::vector<requirement_outlook>& all, language in)
{
    using certificates::requirement_kind;
    std::string text;
    for (const auto& each : all) {
        if (!each.at_risk)
            continue;
        const auto name = each.kind == requirement_kind::PROGRESS          ? words{"진도", "Progress"}
                          : each.kind == requirement_kind::LIVE_ATTENDANCE ? words{"출석", "Attendance"}
                                                                           : words{"시험", "Exam"};
        text += fmt::format("{}{} {}/{}", text.empty() ? "" : ", ", name.in(in), each.reached, each.needed);
    }
    return text;
}

template <class T>
std::string cell_text(const std::optional<T>& value, language in)
{
    return value ? cell_text(*value, in) : std::string{};
}

template <class T>
constexpr bool counts_up =
    std::is_same_v<T, std::int64_t> || std::is_same_v<T, double> || std::is_same_v<T, std::optional<double>>;

template <class Row, class T>
struct sheet_column {
    words heading;
    T Row::* member;
    double width = 12;
};

template <class Row, class... T>
tables::sheet sheet_with(const words& name, const std::vector<Row>& rows, language in,
                         const sheet_column<Row, T>&... columns)
{
    tables::sheet made{name.in(in), {{columns.heading.in(in), columns.width, counts_up<T>}...}, {}};
    made.rows.reserve(rows.size());
    for (const auto& each : rows)
        made.rows.push_back({cell_text(each.*columns.member, in)...});
    return made;
}

template <class Row, class T>
sheet_column<Row, T> as(T Row::* member, words heading, double width = 12)
{
    return {std::move(heading), member, width};
}

const words course_word{"과정", "Course"};
const words company_word{"기업", "Company"};
const words companies_word{"기업 수", "Companies"};
const words trainees_word{"훈련생(연인원)", "Trainees"};
const words courses_word{"운영 과정 수", "Running courses"};
const words offerings_word{"개설 수", "Offerings"};
const words attendance_word{"출석률(%)", "Attendance (%)"};
const words progress_word{"평균 진도율(%)", "Mean progress (%)"};
const words certified_word{"수료 인원", "Completed"};
const words begin_word{"시작일", "First day"};
const words end_word{"종료일", "Last day"};
const words state_word{"상태", "State"};

} // namespace

tables::sheet sheet_of(const std::vector<course_month>& rows, language in)
{
    using row = course_month;
    return sheet_with({"월별 인기 과정", "Popular courses"}, rows, in, as(&row::month, {"월", "Month"}),
                      as(&row::course, course_word, 36), as(&row::enrollments, {"수강 인원", "Enrolments"}));
}

tables::sheet sheet_of(const std::vector<month_figures>& rows, language in)
{
    using row = month_figures;
    return sheet_with({"월별 현황", "By month"}, rows, in, as(&row::month, {"월", "Month"}),
                      as(&row::companies, companies_word), as(&row::trainees, trainees_word, 16),
                      as(&row::courses, courses_word, 16));
}

tables::sheet sheet_of(const std::vector<quarter_figures>& rows, language in)
{
    using row = quarter_figures;
    return sheet_with({"분기별 현황", "By quarter"}, rows, in, as(&row::quarter, {"분기", "Quarter"}),
                      as(&row::companies, companies_word), as(&row::trainees, trainees_word, 16),
                      as(&row::courses, courses_word, 16));
}

tables::sheet sheet_of(const std::vector<course_company_attendance>& rows, language in)
{
    using row = course_company_attendance;
    return sheet_with({"과정·기업별 출석", "Attendance"}, rows, in, as(&row::course, course_word, 36),
                      as(&row::company, company_word, 24), as(&row::trainees, trainees_word, 16),
                      as(&row::attendance_percent, attendance_word, 14));
}

tables::sheet sheet_of(const std::vector<contract_row>& rows, language in)
{
    using row = contract_row;
    return sheet_with({"거래 기업", "Companies"}, rows, in, as(&row::company_name, company_word, 28),
                      as(&row::offering_count, offerings_word), as(&row::trainee_count, trainees_word, 16),
                      as(&row::deposit, {"예치금(원)", "Deposit (won)"}, 16),
                      as(&row::first_contract_on, {"첫 계약일", "First contract"}, 14),
                      as(&row::last_contract_on, {"최근 계약일", "Last contract"}, 14));
}

tables::sheet sheet_of(const std::vector<course_provide_row>& rows, language in)
{
    using row = course_provide_row;
    return sheet_with({"운영 과정", "Offerings"}, rows, in, as(&row::course_title, course_word, 36),
                      as(&row::company_name, company_word, 24), as(&row::state, state_word),
                      as(&row::begin_date, begin_word), as(&row::end_date, end_word),
                      as(&row::trainee_count, trainees_word, 16), as(&row::certified_count, certified_word),
                      as(&row::progress_percent, progress_word, 16), as(&row::attendance_percent, attendance_word, 14));
}

tables::sheet sheet_of(const std::vector<company_attendance_row>& rows, language in)
{
    using row = company_attendance_row;
    return sheet_with({"기업별 출석", "Attendance by company"}, rows, in, as(&row::company_name, company_word, 28),
                      as(&row::offering_count, offerings_word), as(&row::trainee_count, trainees_word, 16),
                      as(&row::held_seconds, {"강의 시간(초)", "Held (s)"}, 16),
                      as(&row::present_seconds, {"참석 시간(초)", "Present (s)"}, 16),
                      as(&row::attendance_percent, attendance_word, 14));
}

tables::sheet sheet_of(const std::vector<course_rate_row>& rows, language in)
{
    using row = course_rate_row;
    return sheet_with(
        {"과정 평가", "Courses"}, rows, in, as(&row::course_title, course_word, 36),
        as(&row::instructor, {"강사", "Instructor"}, 16), as(&row::state, state_word),
        as(&row::offering_count, offerings_word), as(&row::trainee_count, trainees_word, 16),
        as(&row::certified_count, certified_word), as(&row::completion_percent, {"수료율(%)", "Completed (%)"}),
        as(&row::progress_percent, progress_word, 16), as(&row::exam_average, {"시험 평균", "Exam average"}),
        as(&row::rating, {"별점", "Rating"}), as(&row::rating_count, {"평가 수", "Ratings"}));
}

tables::sheet sheet_of(const std::vector<person_row>& rows, language in)
{
    using row = person_row;
    return sheet_with({"훈련생", "Trainees"}, rows, in, as(&row::name, {"이름", "Name"}, 16),
                      as(&row::company_name, company_word, 24), as(&row::course_title, course_word, 36),
                      as(&row::begin_date, begin_word), as(&row::end_date, end_word),
                      as(&row::progress_percent, {"진도율(%)", "Progress (%)"}, 12),
                      as(&row::attendance_percent, attendance_word, 14),
                      as(&row::exam_average, {"시험 평균", "Exam average"}),
                      as(&row::outlook, {"수료 전망", "Outlook"}, 14),
                      as(&row::requirements, {"모자란 조건", "What is missing"}, 28));
}

tables::sheet sheet_of(const std::vector<dashboard_offering>& rows, language in)
{
    using row = dashboard_offering;
    return sheet_with(
        {"교육 현황", "Offerings"}, rows, in, as(&row::course_title, course_word, 36),
        as(&row::institution_name, {"훈련기관", "Institution"}, 24), as(&row::state, state_word),
        as(&row::begin_date, begin_word), as(&row::end_date, end_word), as(&row::trainee_count, {"훈련생", "Trainees"}),
        as(&row::certified_count, certified_word), as(&row::on_track_count, {"순조로움", "On track"}),
        as(&row::at_risk_count, {"수료 어려움", "At risk"}), as(&row::missed_count, {"미수료", "Not completed"}),
        as(&row::progress_percent, progress_word, 16), as(&row::attendance_percent, attendance_word, 14));
}

} // namespace ahimmoyak::analysis
