#include "learning/viewings.hpp"

#include "base/clock.hpp"
#include "base/problem.hpp"
#include "courses/bodies.hpp"
#include "learning/journal.hpp"
#include "learning/progress.hpp"
#include "learning/running.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::learning {

namespace {

constexpr db::query end_others{R"(
    UPDATE learning_viewing SET ended_at = $1, updated_at = $1 WHERE user_id = $2 AND ended_at IS NULL)"};
constexpr db::query insert_viewing{R"(
    INSERT INTO learning_viewing (enrollment_id, content_id, user_id, opened_at, ended_at, counter, elapsed_ms, used_ms,
                                  credited_ms, played, address, device, created_at, updated_at)
    VALUES ($1, $2, $3, $4, NULL, 0, 0, 0, 0, '', $5, $6, $4, $4) RETURNING id)"};
constexpr db::query begin_lesson{R"(
    INSERT INTO contents_history (enrollment_id, content_id, state, progress, created_at, updated_at)
    VALUES ($1, $2, 'STARTED', 0, $3, $3)
    ON CONFLICT (enrollment_id, content_id) DO UPDATE SET updated_at = excluded.updated_at)"};

constexpr db::query one_viewing{R"(
    SELECT v.enrollment_id AS enrollment_id, v.content_id AS content_id, v.opened_at AS opened_at, v.ended_at AS ended_at,
           v.counter AS counter, v.elapsed_ms AS elapsed_ms, v.used_ms AS used_ms, v.credited_ms AS viewing_credited_ms,
           v.played AS played, h.progress AS position_seconds, h.credited_ms AS credited_ms, h.spent_ms AS spent_ms,
           h.coverage AS coverage, c.type AS type, c.time_amount AS time_amount_seconds,
           p.id AS course_provide_id, p.state AS state,
           p.begin_date AS begin_date, p.end_date AS end_date, o.document AS rules
    FROM learning_viewing v
         JOIN contents_history h ON h.enrollment_id = v.enrollment_id AND h.content_id = v.content_id
         JOIN contents c ON c.id = v.content_id JOIN enrollment e ON e.id = v.enrollment_id
         JOIN course_provide p ON p.id = e.course_provide_id JOIN offering_rules o ON o.course_provide_id = p.id
    WHERE v.id = $1 AND v.user_id = $2 AND p.company_id = $3)"};

struct viewing_row {
    offerings::enrollment_id enrollment_id;
    courses::content_id content_id;
    timestamp opened_at{};
    std::optional<timestamp> ended_at;
    std::int64_t counter = 0;
    std::int64_t elapsed_ms = 0;
    std::int64_t used_ms = 0;
    std::int64_t viewing_credited_ms = 0;
    std::string played;
    std::int64_t position_seconds = 0;
    std::int64_t credited_ms = 0;
    std::int64_t spent_ms = 0;
    std::string coverage;
    courses::content_type type = courses::content_type::VIDEO;
    std::optional<std::int64_t> time_amount_seconds;
    offerings::course_provide_id course_provide_id;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::string rules;
};
BOOST_DESCRIBE_STRUCT(viewing_row, (),
                      (enrollment_id, content_id, opened_at, ended_at, counter, elapsed_ms, used_ms,
                       viewing_credited_ms, played, position_seconds, credited_ms, spent_ms, coverage, type,
                       time_amount_seconds, course_provide_id, state, begin_date, end_date, rules))

constexpr db::query update_viewing{R"(
    UPDATE learning_viewing SET counter = $1, elapsed_ms = $2, used_ms = $3, credited_ms = $4, played = $5, updated_at = $6
    WHERE id = $7)"};
constexpr db::query update_lesson{R"(
    UPDATE contents_history SET progress = $1, credited_ms = $2, reached_ms = $3, spent_ms = $4, coverage = $5,
                                updated_at = $6
    WHERE enrollment_id = $7 AND content_id = $8)"};
// Not a SELECT before it: under SERIALIZABLE, who has looked for a row that is not there meets everybody who adds one.
constexpr db::query add_to_day{R"(
    INSERT INTO learning_day (enrollment_id, day, credited_ms, spent_ms, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5)
    ON CONFLICT (enrollment_id, day) DO UPDATE
    SET credited_ms = learning_day.credited_ms + excluded.credited_ms,
        spent_ms = learning_day.spent_ms + excluded.spent_ms, updated_at = excluded.updated_at
    RETURNING credited_ms + live_ms)"};
constexpr db::query note_refusal{R"(
    INSERT INTO learning_refusal (viewing_id, reason, occurrences, first_at, last_at, said)
    VALUES ($1, $2, 1, $3, $3, $4)
    ON CONFLICT (viewing_id, reason) DO UPDATE
    SET occurrences = learning_refusal.occurrences + 1, last_at = excluded.last_at)"};

struct day_earning {
    std::int64_t credited_ms = 0;
    std::int64_t spent_ms = 0;
    bool operator==(const day_earning&) const = default;
};

// A viewing on its way through its heartbeats.
class reckoning {
public:
    reckoning(db::connection& in, const beats_heard& heard, viewing_row&& row)
        : in_{in}, heard_{heard}, row_{std::move(row)}, rules_{rules_from(row_.rules)},
          approved_{approved_ms(row_.type, row_.time_amount_seconds, rules_)},
          seen_{coverage::from(row_.coverage).value()}, journal_{row_.played},
          clock_{row_.opened_at, row_.ended_at, row_.counter, row_.elapsed_ms, row_.used_ms}
    {
    }

    beats_taken take_all()
    {
        beats_taken answer;
        const auto before = percent_of({approved_, row_.credited_ms, seen_.reached_ms(), true});
        for (const auto& each : heard_.beats) {
            const auto found = take(each);
            if (found == verdict::COUNTED || found == verdict::REPEATED)
                continue;
            answer.refused.push_back({each.counter.value, found});
            answer.taken_over = answer.taken_over || found == verdict::TAKEN_OVER;
            answer.day_limit_reached = answer.day_limit_reached || found == verdict::DAILY_LIMIT;
            if (is_refusal(found))
                in_.run(note_refusal, heard_.viewing, found, heard_.now, signed_text(heard_.viewing, each));
        }
        answer.taken_over = answer.taken_over || row_.ended_at.has_value();
        keep();
        answer.study = explain(seen_, row_.credited_ms, row_.spent_ms, approved_);
        if (answer.study.progress_percent > before)
            answer.advanced = {row_.course_provide_id, heard_.user};
        return answer;
    }

private:
    verdict take(const beat& said)
    {
        if (!is_signed(heard_.key, heard_.viewing, said))
            return verdict::FORGED;
        // Heartbeats are taken together or not at all: who sends known ones again, up to the very last one,
        // did not hear the answer.
        if (said.counter.value <= row_.counter && repeats())
            return verdict::REPEATED;
        auto after = clock_;
        stretch played;
        const bool video = row_.type == courses::content_type::VIDEO && row_.time_amount_seconds;
        auto found = judge(after, said, {heard_.now, video ? std::optional{approved_} : std::nullopt}, played);
        if (is_refusal(found))
            return found;
        const auto spent = (said.to_ms.value - said.from_ms.value) * 100 / said.rate_percent.value;
        if (!video) // reading adds up, wherever it was
            played = {seen_.reached_ms(), std::min(approved_, seen_.reached_ms() + spent), 100};
        const auto before = seen_;
        auto kind = said.visible ? piece_kind::COUNTED : piece_kind::HIDDEN;
        std::int64_t gain = 0;
        const auto day = clock::day_of(clock_.opened_at + std::chrono::milliseconds{after.elapsed_ms}, heard_.zone);
        if (found == verdict::COUNTED && played.to_ms > played.from_ms) {
            if (!seen_.add(played))
                return verdict::TOO_SCATTERED;
            gain = seen_.credited_ms() - row_.credited_ms;
            if (rules_.daily_hours.value < 24 &&
                on_day(day, gain, spent) + gain > rules_.daily_hours.value * 3'600'000) {
                seen_ = before;
                gain = 0;
                found = verdict::DAILY_LIMIT;
                kind = piece_kind::OVER_LIMIT;
            }
        }
        // The journal holds exactly what the coverage was made of.
        if (spent > 0 && !journal_.add({after.elapsed_ms - spent, after.elapsed_ms, played, kind})) {
            seen_ = before;
            return verdict::TOO_SCATTERED;
        }
        days_[day].earned.credited_ms += gain;
        row_.credited_ms += gain;
        row_.viewing_credited_ms += gain;
        days_[day].earned.spent_ms += spent;
        row_.spent_ms += spent;
        clock_ = after;
        if (video)
            row_.position_seconds = played.to_ms / 1'000;
        return found;
    }

    bool repeats() const { return !heard_.beats.empty() && heard_.beats.back().counter.value >= row_.counter; }

    // What the day has without this gain, which is added at once: mostly it stays, and that is one statement.
    std::int64_t on_day(date day, std::int64_t gain, std::int64_t spent)
    {
        auto& of = days_[day];
        if (!of.before_ms) {
            of.before_ms = add(day, {gain, spent}) - gain;
            of.kept = {gain, spent};
        }
        return *of.before_ms + of.earned.credited_ms;
    }

    std::int64_t add(date day, const day_earning& what)
    {
        return in_.first<std::int64_t>(add_to_day, row_.enrollment_id, day, what.credited_ms, what.spent_ms, heard_.now)
            .value();
    }

    void keep()
    {
        // Where a page stands that was left for another is of no use any more.
        if (heard_.position_seconds && !row_.ended_at)
            row_.position_seconds =
                std::min(*heard_.position_seconds, row_.time_amount_seconds.value_or(*heard_.position_seconds));
        if (clock_.counter != row_.counter)
            in_.run(update_viewing, clock_.counter, clock_.elapsed_ms, clock_.used_ms, row_.viewing_credited_ms,
                    journal_.to_text(), heard_.now, heard_.viewing);
        in_.run(update_lesson, row_.position_seconds, row_.credited_ms, seen_.reached_ms(), row_.spent_ms,
                seen_.to_text(), heard_.now, row_.enrollment_id, row_.content_id);
        for (const auto& [day, of] : days_)
            if (of.earned != of.kept)
                add(day, {of.earned.credited_ms - of.kept.credited_ms, of.earned.spent_ms - of.kept.spent_ms});
    }

    struct study_day {
        std::optional<std::int64_t> before_ms; ///< of the day's budget, when this began
        day_earning earned;
        day_earning kept; ///< of it, what the database has already
    };

    db::connection& in_;
    const beats_heard& heard_;
    viewing_row row_;
    rule_set rules_;
    std::int64_t approved_;
    coverage seen_;
    journal journal_;
    viewing_clock clock_;
    std::map<date, study_day> days_;
};

} // namespace

viewing_id open_viewing(db::connection& in, const new_viewing& of, timestamp now)
{
    in.run(end_others, now, of.user);
    in.run(begin_lesson, of.enrollment, of.lesson, now);
    courses::note_begun(in, of.lesson);
    return in.first<viewing_id>(insert_viewing, of.enrollment, of.lesson, of.user, now, of.address, of.device).value();
}

beats_taken take_beats(db::connection& in, const beats_heard& heard)
{
    auto row = in.first<viewing_row>(one_viewing, heard.viewing, heard.user, heard.company);
    if (!row)
        throw not_found({"학습 창", "the viewing"});
    check_running(row->state, row->begin_date, row->end_date);
    return reckoning{in, heard, std::move(*row)}.take_all();
}

} // namespace ahimmoyak::learning
