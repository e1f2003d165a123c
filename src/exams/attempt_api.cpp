#include "base/problem.hpp"
#include "db/error.hpp"
#include "exams/attempt.hpp"
#include "exams/entry.hpp"
#include "exams/paper_view.hpp"
#include "exams/result.hpp"
#include "exams/routes.hpp"
#include "identity/entrance.hpp"
#include "json/codec.hpp"
#include "learning/identity_check.hpp"
#include "learning/records.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

namespace {

using taken_exam = http::path<"examId", exam_id>;

struct begun_exam {
    std::optional<offerings::course_provide_id> course_provide_id; ///< of several offerings of the course
};
BOOST_DESCRIBE_STRUCT(begun_exam, (), (course_provide_id))

struct saved_draft {
    exams::submission_id submission_id;
    whole<1, 1'000'000'000> revision; ///< higher than the last one; an older draft changes nothing
    questions::response response;     ///< choices are counted as the paper has them, from 0
};
BOOST_DESCRIBE_STRUCT(saved_draft, (), (submission_id, revision, response))

struct draft_saved {
    bool kept = true; ///< false: a newer draft was there
    std::int64_t revision = 0;
    timestamp deadline_at{}; ///< it may have been put off since
    timestamp now{};
};
BOOST_DESCRIBE_STRUCT(draft_saved, (), (kept, revision, deadline_at, now))

struct focus_change {
    exams::submission_id submission_id;
    whole<0, 24 * 3600, 0> away_seconds;
};
BOOST_DESCRIBE_STRUCT(focus_change, (), (submission_id, away_seconds))

struct final_answer {
    whole<1, 200> position;
    questions::response response;
};
BOOST_DESCRIBE_STRUCT(final_answer, (), (position, response))

/// What was saved before counts as it is; answers that are given here take its place.
struct handed_in_exam {
    std::optional<exams::submission_id> submission_id; ///< none: the attempt that is open
    std::optional<json::list<final_answer, 0, 200>> answers;
};
BOOST_DESCRIBE_STRUCT(handed_in_exam, (), (submission_id, answers))

struct result_query {
    std::optional<exams::submission_id> submission_id; ///< none: the latest attempt
    std::optional<offerings::course_provide_id> course_provide_id;
};
BOOST_DESCRIBE_STRUCT(result_query, (), (submission_id, course_provide_id))

/// What a trainee who comes to begin has before them: the paper that is open already, or all that opening one takes.
struct way_to_paper {
    std::optional<exam_paper> open;
    std::optional<submission_id> over; ///< its time has ended, and nobody has come to say so yet
    std::optional<sitting> at;
    std::int64_t attempt = 0;
    timestamp deadline{};
    std::vector<drawn_question> paper;
    exam_paper fresh; ///< that paper as its trainee sees it
    bool lesson_untouched = false;
};

way_to_paper look_for_paper(module& m, db::connection& in, const caller& who, exam_id which,
                            std::optional<offerings::course_provide_id> named, timestamp now)
{
    way_to_paper found;
    found.at = sitting_for(in, who, which, named);
    const auto& at = *found.at;
    const auto before = submissions_of(in, which, at.enrollment);
    for (const auto& each : before)
        if (each.state == submission_state::OPEN) {
            if (now < each.deadline_at)
                found.open = view_of(in, at, each, m.questions, now);
            else
                found.over = each.id;
            return found;
        }
    const auto ready = readiness_of(in, who, at, std::ssize(before), now);
    if (ready.obstacle)
        throw refusal(at, ready, *ready.obstacle, m.zone);
    if (ready.identity_due)
        throw learning::identity_needed();
    found.attempt = std::ssize(before) + 1;
    found.deadline = deadline_for(at, now, m.zone);
    found.paper = draw_paper(in, at.exam, m.questions);
    found.fresh = view_of(in, at, found.attempt, found.deadline, found.paper, m.questions, now);
    found.lesson_untouched = ready.lesson_untouched && at.exam.content_id.has_value();
    return found;
}

// A class begins in the same second. So the transaction that opens an attempt reads nothing: all that it rests on was
// read a moment before, and that nobody has two is the number's being unique
// (docs/decisions/2026-11-25-serializable-reads.md).
task<http::created<exam_paper>> begin_attempt(module& m, caller who, http::incoming request, taken_exam which,
                                              http::body<begun_exam> said)
{
    const auto from = identity::arrival_of(*request.value);
    for (int tries = 0; tries < 4; ++tries) {
        const auto now = m.time.now();
        auto look = [&](db::connection& in) {
            return look_for_paper(m, in, who, which.value, said->course_provide_id, now);
        };
        auto found = co_await m.database.read(look);
        if (found.open)
            co_return http::created<exam_paper>{*std::move(found.open)};
        if (found.over) {
            auto end = [&](db::connection& in) {
                const auto still = find_submission(in, *found.over);
                return still && still->deadline_at <= now &&
                       hand_in(in, still->id, handed_in_by::SERVER, still->deadline_at, m.questions, now);
            };
            co_await m.database.write(end);
            continue;
        }
        const auto& at = *found.at;
        auto work = [&](db::connection& in) {
            if (found.lesson_untouched)
                learning::set_position(in, at.enrollment, *at.exam.content_id, 0, now);
            return open_attempt(in, at, found.attempt, found.deadline, found.paper, {from.address, from.agent}, now);
        };
        try {
            found.fresh.submission_id = co_await m.database.write(work);
        } catch (const db::unique_violation&) {
            continue; // begun on another device at the same moment: that attempt is the one to go on with
        }
        co_return http::created<exam_paper>{std::move(found.fresh)};
    }
    throw conflict("begun_elsewhere", "OPEN",
                   {"다른 기기에서 동시에 시작했습니다. 다시 시도하세요.",
                    "It was begun on another device at the same moment; try again."});
}

task<exam_paper> show_attempt(module& m, caller who, taken_exam which, http::query<begun_exam> asked)
{
    const auto now = m.time.now();
    auto ask = [&](db::connection& in) {
        const auto at = sitting_for(in, who, which.value, asked->course_provide_id);
        for (const auto& each : submissions_of(in, which.value, at.enrollment))
            if (each.state == submission_state::OPEN)
                return view_of(in, at, each, m.questions, now);
        throw not_found({"응시 중인 시험", "an attempt that is open"});
    };
    co_return co_await m.database.read(ask);
}

task<draft_saved> save_draft(module& m, caller who, taken_exam which, http::path<"position", whole<1, 200>> position,
                             http::body<saved_draft> said)
{
    const auto now = m.time.now();
    m.drafts.count(std::to_string(who.user.value), now);
    auto work = [&](db::connection& in) {
        return keep_draft(
            in, who, {which.value, said->submission_id, position.value.value, said->revision.value, said->response},
            m.questions, now);
    };
    const auto kept = co_await m.database.write(work);
    co_return draft_saved{kept.kept, kept.revision, kept.deadline_at, now};
}

task<http::no_content> save_focus(module& m, caller who, taken_exam which, http::body<focus_change> said)
{
    const auto now = m.time.now();
    m.drafts.count(std::to_string(who.user.value), now);
    auto work = [&](db::connection& in) {
        own_submission(in, who, which.value, said->submission_id);
        note_focus(in, said->submission_id, said->away_seconds.value * 1'000, now);
    };
    co_await m.database.write(work);
    co_return http::no_content{};
}

// Of those of this exam, the one that is meant.
submission meant(db::connection& in, const caller& who, exam_id of, std::optional<submission_id> named,
                 std::optional<offerings::course_provide_id> offering)
{
    if (named) {
        auto found = own_submission(in, who, of, *named);
        if (offering && found.course_provide_id != *offering)
            throw not_found({"응시", "the attempt"});
        return found;
    }
    const auto at = sitting_for(in, who, of, offering);
    auto all = submissions_of(in, of, at.enrollment);
    if (all.empty())
        throw conflict("not_begun", "NOT_BEGUN",
                       {"아직 시작하지 않은 시험입니다. 먼저 시작하세요.", "This exam was not begun. Begin it first."});
    return std::move(all.back());
}

bool says_the_same(const std::vector<kept_answer>& kept, const final_answer& said)
{
    const auto found = std::ranges::find(kept, said.position.value, &kept_answer::position);
    if (found == kept.end())
        return false;
    const auto response = as_document_has(said.response, choice_order_from(found->choice_order));
    return response && found->response == json::encode(*response);
}

exam_result hand_in_by_trainee(module& m, db::connection& in, const caller& who, exam_id which,
                               const handed_in_exam& said, timestamp now)
{
    const auto of = meant(in, who, which, said.submission_id, std::nullopt);
    const auto at = sitting_for(in, who, which, of.course_provide_id);
    const auto kept = answers_of(in, of.id);
    const auto given = said.answers.value_or(json::list<final_answer, 0, 200>{});
    if (of.state != submission_state::OPEN || now >= of.deadline_at) {
        // Who did not hear the answer asks the same again.
        const bool same = std::ranges::all_of(given, [&](const auto& each) { return says_the_same(kept, each); });
        if (of.submitted_by != handed_in_by::TRAINEE || !same)
            throw too_late(of, m.zone);
        return result_of(in, at, of, m.questions, now);
    }
    for (const auto& each : given) {
        if (says_the_same(kept, each))
            continue;
        const auto before = std::ranges::find(kept, each.position.value, &kept_answer::position);
        const auto revision = before == kept.end() ? 1 : before->revision + 1;
        keep_draft(in, who, {which, of.id, each.position.value, revision, each.response}, m.questions, now);
    }
    hand_in(in, of.id, handed_in_by::TRAINEE, now, m.questions, now);
    return result_of(in, at, find_submission(in, of.id).value(), m.questions, now);
}

task<exam_result> submit(module& m, caller who, taken_exam which, http::body<handed_in_exam> said)
{
    auto work = [&](db::connection& in) {
        return hand_in_by_trainee(m, in, who, which.value, said.value, m.time.now());
    };
    co_return co_await m.database.write(work);
}

task<exam_result> show_result(module& m, caller who, taken_exam which, http::query<result_query> asked)
{
    const auto now = m.time.now();
    auto ask = [&](db::connection& in) {
        const auto of = meant(in, who, which.value, asked->submission_id, asked->course_provide_id);
        if (of.state == submission_state::OPEN)
            throw conflict("not_submitted", "OPEN",
                           {"아직 제출하지 않은 시험입니다.", "This attempt was not handed in yet."});
        return result_of(in, sitting_for(in, who, which.value, of.course_provide_id), of, m.questions, now);
    };
    co_return co_await m.database.read(ask);
}

} // namespace

void add_attempt_routes(http::routes<module>& r)
{
    // The evidence of an exam is the exam's own.
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    constexpr auto noted = trainee.kept_elsewhere();
    r.post("/v1/exams/{examId}/begin", noted, "Begin an attempt, or go on with the one that is open", begin_attempt);
    r.get("/v1/exams/{examId}/attempt", trainee, "The attempt that is open, as it was left", show_attempt);
    r.put("/v1/exams/{examId}/answers/{position}", noted, "Save the draft of an answer", save_draft, with_essay);
    r.post("/v1/exams/{examId}/focus", noted, "The page of the exam was left, and come back to", save_focus);
    r.post("/v1/exams/{examId}/submit", noted, "Take an exam: hand in the attempt; the same again answers the same",
           submit, with_paper);
    r.get("/v1/exams/{examId}/result", trainee, "What came of an attempt", show_result);
}

} // namespace ahimmoyak::exams
