#include "base/clock.hpp"
#include "evidence/pack.hpp"
#include "tables/write.hpp"

#include <fmt/format.h>

#include <stdexcept>

// The evidence as people sort and filter it.

namespace ahimmoyak::evidence {

namespace {

using cells = std::vector<std::string>;

std::string number(std::int64_t value) { return std::to_string(value); }

class book {
public:
    book(const offering_evidence& all, language in, const std::string& zone) : all_{all}, in_{in}, zone_{zone} {}

    std::vector<tables::sheet> sheets() const
    {
        return {about(),    roster(),     consents(), checks(),  lessons(), viewings(),  days(),
                refusals(), attendance(), exams(),    answers(), marking(), decisions(), certificates()};
    }

private:
    std::string say(const char* ko, const char* en) const { return in_ == language::ko ? ko : en; }
    std::string at(timestamp moment) const { return clock::minute_of(moment, zone_); }
    std::string at(const std::optional<timestamp>& moment) const { return moment ? at(*moment) : std::string{}; }

    template <class E>
    static std::string word(E value)
    {
        return boost::describe::enum_to_string(value, "");
    }

    // A sheet of which every trainee has rows, their name and address first.
    template <class Rows>
    tables::sheet of_trainees(std::string name, std::vector<tables::sheet::column> more, Rows rows) const
    {
        tables::sheet made{std::move(name), {{say("이름", "Name"), 16}, {say("이메일", "E-mail"), 28}}, {}};
        for (auto& each : more)
            made.columns.push_back(std::move(each));
        for (const auto& each : all_.trainees)
            for (cells& row : rows(each)) {
                row.insert(row.begin(), {each.trainee.name, each.trainee.email});
                made.rows.push_back(std::move(row));
            }
        return made;
    }

    tables::sheet about() const
    {
        const auto& of = all_.offering;
        const auto& by = all_.measured_by;
        return {say("과정", "Offering"),
                {{say("항목", "What"), 26}, {say("내용", "Value"), 60}},
                {{say("훈련기관", "Institution"), all_.institution_name},
                 {say("사업자등록번호", "Business number"), all_.business_number},
                 {say("인증번호", "Accreditation"), all_.certified_number.value_or("")},
                 {say("과정", "Course"), of.course_title},
                 {say("회사", "Company"), of.company_name},
                 {say("기간", "Period"), to_text(of.begin_date) + " – " + to_text(of.end_date)},
                 {say("상태", "State"), word(of.state)},
                 {say("수료 기준 판", "Version of the rules"), number(by.version)},
                 {say("수료 진도 (%)", "Progress asked for (%)"), number(by.rules.completed_at_percent.value)},
                 {say("라이브 출석률 (%)", "Live attendance asked for (%)"),
                  number(by.rules.live_attendance_percent.value)},
                 {say("총점 기준", "Total score asked for"), number(by.rules.total_score_needed.value)},
                 {say("하루 인정 시간", "Hours a day"), number(by.rules.daily_hours.value)},
                 {say("본인 확인 (차시마다)", "Identity check (lessons)"), number(by.rules.identity_check_every.value)},
                 {say("훈련생 수", "Trainees"), number(std::ssize(all_.trainees))},
                 {say("만든 때", "Made at"), at(all_.made_at)},
                 {say("시간대", "Time zone"), zone_}},
                false};
    }

    tables::sheet roster() const
    {
        return of_trainees(say("명단", "Roster"),
                           {{say("진도 (%)", "Progress (%)"), 12},
                            {say("완료 차시", "Lessons completed"), 14},
                            {say("인정 시간 (초)", "Credited (s)"), 14},
                            {say("마지막 학습", "Last studied"), 18}},
                           [&](const trainee_evidence& of) -> std::vector<cells> {
                               const auto& is = of.trainee;
                               return {{number(is.progress_percent), number(is.completed_count),
                                        number(is.credited_seconds), at(is.last_studied_at)}};
                           });
    }

    tables::sheet consents() const
    {
        return of_trainees(
            say("동의", "Consents"),
            {{say("문서", "Document"), 16}, {say("판", "Version"), 14}, {say("동의한 때", "Agreed at"), 18}},
            [&](const trainee_evidence& of) {
                std::vector<cells> rows;
                for (const auto& each : of.consents)
                    rows.push_back({word(each.document), each.version, at(each.agreed_at)});
                return rows;
            });
    }

    tables::sheet checks() const
    {
        return of_trainees(say("본인 확인", "Identity checks"),
                           {{say("차시", "Lesson"), 30},
                            {say("때", "At"), 18},
                            {say("방법", "Method"), 14},
                            {say("결과", "Result"), 12},
                            {say("주소", "Address"), 18},
                            {say("기기", "Device"), 50}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& each : of.identity_checks)
                                   rows.push_back({each.lesson, at(each.at), word(each.method), word(each.result),
                                                   each.address, each.device});
                               return rows;
                           });
    }

    tables::sheet lessons() const
    {
        return of_trainees(say("차시별 학습", "Lessons"),
                           {{say("장", "Chapter"), 24},
                            {say("차시", "Lesson"), 30},
                            {say("인정 (초)", "Credited (s)"), 12},
                            {say("기준 (초)", "Approved (s)"), 12},
                            {say("진도 (%)", "Progress (%)"), 12}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& chapter : of.curriculums)
                                   for (const auto& each : chapter.contents)
                                       rows.push_back({chapter.title, each.title, number(each.credited_seconds),
                                                       number(each.approved_seconds), number(each.progress_percent)});
                               return rows;
                           });
    }

    tables::sheet viewings() const
    {
        return of_trainees(say("접속 기록", "Viewings"),
                           {{say("차시", "Lesson"), 30},
                            {say("시작", "Opened"), 18},
                            {say("마지막 신호", "Last heard"), 18},
                            {say("인정 (초)", "Credited (s)"), 12},
                            {say("주소", "Address"), 18},
                            {say("기기", "Device"), 50}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& each : of.viewings)
                                   rows.push_back({each.lesson, at(each.opened_at), at(each.last_heard_at),
                                                   number(each.credited_seconds), each.address, each.device});
                               return rows;
                           });
    }

    tables::sheet days() const
    {
        return of_trainees(say("일별 학습", "Days"),
                           {{say("날짜", "Day"), 14},
                            {say("인정 (초)", "Credited (s)"), 12},
                            {say("학습 (초)", "Spent (s)"), 12},
                            {say("라이브 (초)", "Live (s)"), 12}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& each : of.days)
                                   rows.push_back({to_text(each.day), number(each.credited_seconds),
                                                   number(each.spent_seconds), number(each.live_seconds)});
                               return rows;
                           });
    }

    tables::sheet refusals() const
    {
        return of_trainees(say("인정하지 않은 신호", "Refused signals"),
                           {{say("이유", "Reason"), 18},
                            {say("횟수", "Times"), 10},
                            {say("처음", "First"), 18},
                            {say("마지막", "Last"), 18}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& each : of.refusals)
                                   rows.push_back(
                                       {each.reason, number(each.occurrences), at(each.first_at), at(each.last_at)});
                               return rows;
                           });
    }

    tables::sheet attendance() const
    {
        return of_trainees(say("라이브 출석", "Live attendance"),
                           {{say("강의", "Lecture"), 30},
                            {say("시작", "Start"), 18},
                            {say("처음 본 때", "First seen"), 18},
                            {say("마지막 본 때", "Last seen"), 18},
                            {say("참석 (초)", "Present (s)"), 12},
                            {say("비율 (%)", "Rate (%)"), 10},
                            {say("출석", "Attendance"), 14}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& each : of.attendance)
                                   rows.push_back({each.lecture, at(each.start_time), at(each.first_seen_at),
                                                   at(each.last_seen_at), number(each.present_seconds),
                                                   number(each.rate_percent), each.attendance});
                               return rows;
                           });
    }

    tables::sheet exams() const
    {
        return of_trainees(say("시험", "Exams"),
                           {{say("시험", "Exam"), 30},
                            {say("종류", "Kind"), 14},
                            {say("응시", "Attempt"), 8},
                            {say("상태", "State"), 12},
                            {say("시작", "Begun"), 18},
                            {say("제출", "Handed in"), 18},
                            {say("누가", "By"), 10},
                            {say("돌려준 시간 (초)", "Given back (s)"), 14},
                            {say("점수", "Score"), 8},
                            {say("합격", "Passed"), 8},
                            {say("화면 이탈", "Times away"), 10},
                            {say("이탈 시간 (초)", "Away (s)"), 12},
                            {say("주소", "Address"), 18},
                            {say("기기", "Device"), 50}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& each : of.exam_papers)
                                   rows.push_back(
                                       {each.exam, word(each.kind), number(each.attempt), word(each.state),
                                        at(each.started_at), at(each.submitted_at),
                                        each.submitted_by ? word(*each.submitted_by) : "",
                                        number(each.given_back_seconds), each.score ? number(*each.score) : "",
                                        each.passed ? (*each.passed ? "O" : "X") : "", number(each.focus_changes),
                                        number(each.away_seconds), each.address, each.device});
                               return rows;
                           });
    }

    tables::sheet answers() const
    {
        return of_trainees(say("시험 답안", "Answers"),
                           {{say("시험", "Exam"), 30},
                            {say("응시", "Attempt"), 8},
                            {say("문항", "No."), 8},
                            {say("물음", "Question"), 50},
                            {say("답", "Answer"), 50},
                            {say("저장", "Saved"), 18},
                            {say("배점", "Points"), 8},
                            {say("득점", "Earned"), 8},
                            {say("채점", "Marked by"), 12}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& paper : of.exam_papers)
                                   for (const auto& each : paper.questions)
                                       rows.push_back(
                                           {paper.exam, number(paper.attempt), number(each.position), each.question,
                                            answer_text(each), at(each.saved_at), number(each.points),
                                            each.points_earned ? fmt::format("{:g}", *each.points_earned) : "",
                                            each.marked_by.value_or("")});
                               return rows;
                           });
    }

    static std::string answer_text(const exams::recorded_question& of)
    {
        if (!of.response)
            return "";
        std::string said;
        for (const auto& each : of.response->choices)
            said.append(said.empty() ? "" : " / ")
                .append(std::to_string(each.value + 1) + ". " + of.choices.at(static_cast<std::size_t>(each.value)));
        if (of.response->text)
            said += of.response->text->value;
        if (of.response->number)
            said += fmt::format("{}", *of.response->number);
        return said;
    }

    // Every mark, every decision on essays that were alike, and every regrade.
    tables::sheet marking() const
    {
        return of_trainees(say("채점", "Marking"),
                           {{say("시험", "Exam"), 30},
                            {say("응시", "Attempt"), 8},
                            {say("문항", "No."), 8},
                            {say("무엇", "What"), 14},
                            {say("점수", "Points"), 14},
                            {say("누가", "By"), 18},
                            {say("언제", "At"), 18},
                            {say("의견", "Comment"), 50},
                            {say("사유", "Reason"), 50}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& paper : of.exam_marking)
                                   add_marking(rows, paper);
                               return rows;
                           });
    }

    void add_marking(std::vector<cells>& rows, const marking::marking_record& paper) const
    {
        const auto add = [&](std::int64_t position, std::string what, std::string points, const std::string& by,
                             timestamp when, const std::string& comment, const std::string& reason) {
            rows.push_back({paper.exam, number(paper.attempt), number(position), std::move(what), std::move(points), by,
                            at(when), comment, reason});
        };
        const auto told = [](const std::optional<double>& points) {
            return points ? fmt::format("{:g}", *points) : std::string{"-"};
        };
        for (const auto& each : paper.marks)
            add(each.position, word(each.role), told(each.points), each.marker_name, each.created_at, each.comment,
                each.reason.value_or(""));
        for (const auto& each : paper.copies)
            for (const auto& decided : each.decisions)
                add(each.position, word(decided.decision), number(each.likeness_percent) + " %", decided.decided_by,
                    decided.created_at, {}, decided.reason);
        for (const auto& each : paper.regrades)
            add(each.position, word(each.kind), told(each.points_before) + " > " + told(each.points_after),
                each.done_by, each.created_at, {}, each.reason);
    }

    tables::sheet decisions() const
    {
        tables::sheet made{
            say("결정", "Decisions"),
            {{say("때", "At"), 18}, {say("상태", "State"), 20}, {say("누가", "By"), 18}, {say("사유", "Reason"), 50}},
            {}};
        for (const auto& each : all_.offering.history)
            made.rows.push_back({at(each.at), word(each.state), each.by_name.value_or(""), each.reason.value_or("")});
        return made;
    }

    tables::sheet certificates() const
    {
        return of_trainees(say("수료증", "Certificates"),
                           {{say("번호", "Number"), 22},
                            {say("확인 코드", "Code"), 28},
                            {say("발급", "Issued"), 18},
                            {say("기준 판", "Rules"), 10},
                            {say("취소", "Revoked"), 18},
                            {say("취소 사유", "Reason"), 40}},
                           [&](const trainee_evidence& of) {
                               std::vector<cells> rows;
                               for (const auto& each : of.certificates)
                                   rows.push_back({each.number, each.code, at(each.issued_at),
                                                   number(each.printed.rules_version), at(each.revoked_at),
                                                   each.revocation_reason.value_or("")});
                               return rows;
                           });
    }

    const offering_evidence& all_;
    language in_;
    const std::string& zone_;
};

} // namespace

std::string workbook_of(const offering_evidence& all, language in, const std::string& zone)
{
    auto bytes = tables::write_xlsx(book{all, in, zone}.sheets());
    if (!bytes)
        throw std::runtime_error{"a workbook cannot be written; is there room for temporary files?"};
    return *std::move(bytes);
}

} // namespace ahimmoyak::evidence
