#include "app/demo/year_offering.hpp"

#include "certificates/issuing.hpp"
#include "learning/curriculum.hpp"
#include "learning/rules.hpp"
#include "offerings/enrolments.hpp"
#include "reviews/review.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ahimmoyak::app {

namespace {

using offerings::course_provide_state;
using std::chrono::days;
using std::chrono::hours;

constexpr db::query put_offering{R"(
    INSERT INTO course_provide (institution_id, company_id, course_id, begin_date, end_date, state, attendee_count, deposit,
                                created_at, updated_at)
    SELECT institution_id, CAST($1 AS BIGINT), id, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT),
           CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT), $7
    FROM course WHERE id = $8 RETURNING id)"};
constexpr db::query put_step{R"(
    INSERT INTO course_provide_history (course_provide_id, state, user_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $4))"};
constexpr db::query put_attendee{R"(
    INSERT INTO course_provide_attendee (course_provide_id, user_id, created_at, updated_at) VALUES ($1, $2, $3, $3))"};
constexpr db::query put_enrolment{R"(
    INSERT INTO enrollment (user_id, course_provide_id, state, created_at, updated_at)
    VALUES ($1, $2, 'REGISTERED', $3, $3) RETURNING id)"};
constexpr db::query lessons_in_order{R"(
    SELECT l.id AS id, COALESCE(l.time_amount, 60) AS seconds FROM contents l JOIN curriculum k ON k.id = l.curriculum_id
    WHERE l.course_id = $1 ORDER BY k.idx, k.id, l.idx, l.id)"};
constexpr db::query put_lesson{R"(
    INSERT INTO contents_history (enrollment_id, content_id, state, progress, coverage, credited_ms, reached_ms, spent_ms,
                                  created_at, updated_at)
    VALUES ($1, $2, 'STARTED', $3, $4, $5, $5, $5, $6, $6))"};
constexpr db::query put_day{R"(
    INSERT INTO learning_day (enrollment_id, day, credited_ms, spent_ms, live_ms, created_at, updated_at)
    VALUES ($1, $2, $3, $3, $4, $5, $5)
    ON CONFLICT (enrollment_id, day) DO UPDATE SET credited_ms = learning_day.credited_ms + excluded.credited_ms,
        spent_ms = learning_day.spent_ms + excluded.spent_ms, live_ms = learning_day.live_ms + excluded.live_ms)"};
constexpr db::query put_lecture{R"(
    INSERT INTO live_streaming (course_provide_id, institution_id, title, instructor, course, start_time, end_time, state,
        stream_key, started_at, on_air_at, ended_at, attendance_final, created_at, updated_at)
    SELECT CAST($1 AS BIGINT), institution_id, '실시간 질의응답', instructor, title, CAST($2 AS BIGINT), CAST($3 AS BIGINT),
           'END', CAST($4 AS TEXT), $2, $2, $3, TRUE, $2, $3
    FROM course WHERE id = $5 RETURNING id)"};
constexpr db::query put_attendance{R"(
    INSERT INTO attend_history (live_id, enrollment_id, user_id, first_seen_at, last_seen_at, present_ms, rate, attendance,
                                created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9))"};

struct timed_lesson {
    courses::content_id id;
    std::int64_t seconds = 0;
};
BOOST_DESCRIBE_STRUCT(timed_lesson, (), (id, seconds))

/// Ten in the morning in Seoul.
timestamp morning_of(date day) { return timestamp{day.value} + hours{1}; }

struct enrolled_student {
    offerings::enrollment_id enrollment;
    student is;
};

class teller {
public:
    teller(db::connection& in, const past_offering& what, user_id manager, date today, const std::string& zone)
        : in_{in}, what_{what}, manager_{manager}, today_{today}, zone_{zone}
    {
    }

    void tell()
    {
        sell();
        enrol();
        if (state_ == course_provide_state::NOT_STARTED)
            return;
        study();
        if (what_.has_lecture)
            hold_lecture();
        if (state_ == course_provide_state::FINISHED)
            finish();
    }

private:
    void sell()
    {
        state_ = what_.end < today_      ? course_provide_state::FINISHED
                 : what_.begin <= today_ ? course_provide_state::ONGOING
                                         : course_provide_state::NOT_STARTED;
        const auto asked = morning_of({what_.begin.value - days{20}});
        id_ = in_.first<offerings::course_provide_id>(put_offering, what_.company, what_.begin, what_.end, state_,
                                                      std::ssize(what_.students), what_.deposit, asked, what_.course)
                  .value();
        const auto step = [&](course_provide_state to, std::optional<user_id> by, date on) {
            in_.run(put_step, id_, to, by, morning_of(on));
        };
        step(course_provide_state::PENDING, {}, {what_.begin.value - days{20}});
        step(course_provide_state::ACCEPTED, manager_, {what_.begin.value - days{17}});
        step(course_provide_state::ATTENDEE_PENDING, {}, {what_.begin.value - days{10}});
        step(course_provide_state::NOT_STARTED, manager_, {what_.begin.value - days{5}});
        if (state_ != course_provide_state::NOT_STARTED)
            step(course_provide_state::ONGOING, {}, what_.begin);
        if (state_ == course_provide_state::FINISHED)
            step(course_provide_state::FINISHED, {}, {what_.end.value + days{1}});
    }

    void enrol()
    {
        const auto at = morning_of({what_.begin.value - days{5}});
        for (const auto& each : what_.students) {
            in_.run(put_attendee, id_, each.who, at);
            enrolled_.push_back({in_.first<offerings::enrollment_id>(put_enrolment, each.who, id_, at).value(), each});
        }
        const auto found = offerings::enrolments::find(in_, id_).value();
        learning::fix_rules(in_, id_, found.institution_id, at);
        learning::fix_curriculum(in_, id_, what_.course, at);
    }

    /// How far the calendar has come, and what of the course that makes: whoever runs behind today runs behind.
    std::int64_t passed_percent() const
    {
        if (state_ == course_provide_state::FINISHED)
            return 100;
        return 100 * ((today_.value - what_.begin.value).count() + 1) /
               ((what_.end.value - what_.begin.value).count() + 1);
    }

    void study()
    {
        const auto lessons = in_.all<timed_lesson>(lessons_in_order, what_.course);
        std::int64_t whole = 0;
        for (const auto& each : lessons)
            whole += each.seconds;
        const auto last = std::min(what_.end, today_);
        const auto span = std::max<std::int64_t>(1, (last.value - what_.begin.value).count());
        for (const auto& each : enrolled_) {
            const auto seconds = whole * each.is.progress * passed_percent() / 10'000;
            auto left = seconds;
            for (const auto& lesson : lessons) {
                const auto part = std::min(left, lesson.seconds);
                if (part == 0)
                    break;
                left -= part;
                in_.run(put_lesson, each.enrollment, lesson.id, part, fmt::format("0-{}@100", part * 1'000),
                        part * 1'000, morning_of(last));
            }
            // An evening at a time, spread over the course.
            const auto evenings = std::max<std::int64_t>(1, seconds / 2'700);
            for (std::int64_t i = 0; i < evenings && seconds > 0; ++i)
                in_.run(put_day, each.enrollment, date{what_.begin.value + days{i * span / evenings}},
                        seconds / evenings * 1'000, 0, morning_of(last));
        }
    }

    void hold_lecture()
    {
        const date on{what_.begin.value + (what_.end.value - what_.begin.value) / 2};
        if (on >= today_)
            return;
        const auto begin = morning_of(on) + hours{4};
        const auto end = begin + hours{1};
        const auto live =
            in_.first<std::int64_t>(put_lecture, id_, begin, end, fmt::format("held-{}", id_.value), what_.course)
                .value();
        for (const auto& each : enrolled_) {
            const auto present = std::int64_t{3'600'000} * each.is.presence / 100;
            const auto* attendance = each.is.presence >= 80 ? "PRESENT" : each.is.presence > 0 ? "LATE" : "ABSENT";
            const auto seen =
                each.is.presence > 0 ? std::optional{end - std::chrono::milliseconds{present}} : std::nullopt;
            in_.run(put_attendance, live, each.enrollment, each.is.who, seen, seen ? std::optional{end} : seen, present,
                    each.is.presence, attendance, end);
            if (present > 0)
                in_.run(put_day, each.enrollment, on, 0, present, end);
        }
    }

    void finish()
    {
        const auto over = morning_of({what_.end.value + days{1}});
        certificates::issue_due(in_, offerings::enrolments::find(in_, id_).value(), over, zone_);
        static constexpr std::array<std::string_view, 6> words{
            "", "", "현장에 바로 쓸 수 있었습니다.", "", "설명이 차분해서 좋았습니다.", "분량이 조금 많았습니다."};
        for (std::size_t i = 0; i < enrolled_.size(); ++i)
            if (const auto& each = enrolled_[i].is; each.rating > 0)
                reviews::give(in_, each.who, id_, each.rating,
                              words[(i + static_cast<std::size_t>(each.rating)) % words.size()], over);
    }

    db::connection& in_;
    const past_offering& what_;
    user_id manager_;
    date today_;
    const std::string& zone_;
    offerings::course_provide_id id_;
    course_provide_state state_ = course_provide_state::NOT_STARTED;
    std::vector<enrolled_student> enrolled_;
};

} // namespace

void add_past_offering(db::connection& in, const past_offering& what, user_id manager, date today,
                       const std::string& zone)
{
    teller{in, what, manager, today, zone}.tell();
}

} // namespace ahimmoyak::app
