#include "quiz/quizzes.hpp"

#include "base/problem.hpp"
#include "events/outbox.hpp"

namespace ahimmoyak::quiz {

namespace {

struct row {
    quiz_id id;
    ahimmoyak::channel_id channel_id;
    std::string question;
    std::int64_t answer = 0;
    std::optional<std::string> solution;
    std::optional<std::int64_t> time_limit_seconds;
    quiz_state state = quiz_state::DRAFT;
    std::optional<timestamp> opened_at;
    std::optional<timestamp> closes_at;
};
BOOST_DESCRIBE_STRUCT(row, (),
                      (id, channel_id, question, answer, solution, time_limit_seconds, state, opened_at, closes_at))

struct choice {
    quiz_id quiz_id;
    std::int64_t idx = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(choice, (), (quiz_id, idx, text))

struct count_of_option {
    std::int64_t idx = 0;
    std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(count_of_option, (), (idx, n))

struct first_answer {
    std::int64_t answer = 0;
    timestamp answered_at{};
};
BOOST_DESCRIBE_STRUCT(first_answer, (), (answer, answered_at))

constexpr db::query by_id{R"(
    SELECT id, channel_id, question, answer, solution, time_limit_seconds, state, opened_at, closes_at
    FROM live_quiz WHERE id = $1)"};
constexpr db::query by_channel{R"(
    SELECT id, channel_id, question, answer, solution, time_limit_seconds, state, opened_at, closes_at
    FROM live_quiz WHERE channel_id = $1 ORDER BY id)"};
constexpr db::query choices_of_quiz{"SELECT quiz_id, idx, text FROM live_quiz_option WHERE quiz_id = $1 ORDER BY idx"};
constexpr db::query choices_of_channel{R"(
    SELECT o.quiz_id AS quiz_id, o.idx AS idx, o.text AS text
    FROM live_quiz q JOIN live_quiz_option o ON o.quiz_id = q.id
    WHERE q.channel_id = $1 ORDER BY o.quiz_id, o.idx)"};
constexpr db::query number_in_channel{"SELECT COUNT(*) AS n FROM live_quiz WHERE channel_id = $1"};
constexpr db::query insert{R"(
    INSERT INTO live_quiz (channel_id, question, answer, solution, time_limit_seconds, state, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, 'DRAFT', $6, $6) RETURNING id)"};
constexpr db::query insert_choice{R"(
    INSERT INTO live_quiz_option (quiz_id, idx, text, created_at, updated_at) VALUES ($1, $2, $3, $4, $4))"};
constexpr db::query set_open{R"(
    UPDATE live_quiz SET state = 'OPEN', opened_at = $1, closes_at = $2, updated_at = $1
    WHERE id = $3 AND state = 'DRAFT')"};
constexpr db::query set_closed{R"(
    UPDATE live_quiz SET state = 'CLOSED', closed_at = $1, updated_at = $1 WHERE id = $2 AND state = 'OPEN')"};
constexpr db::query set_revealed{R"(
    UPDATE live_quiz SET state = 'REVEALED', revealed_at = $1, updated_at = $1 WHERE id = $2 AND state = 'CLOSED')"};
constexpr db::query open_in_channel{"SELECT id FROM live_quiz WHERE channel_id = $1 AND state = 'OPEN' ORDER BY id"};
constexpr db::query erase_of_channel{"DELETE FROM live_quiz WHERE channel_id = $1"};
constexpr db::query due{"SELECT id FROM live_quiz WHERE state = 'OPEN' AND closes_at <= $1 ORDER BY id"};
constexpr db::query earliest{"SELECT MIN(closes_at) AS at FROM live_quiz WHERE state = 'OPEN'"};
constexpr db::query answer_given{R"(
    SELECT answer, answered_at FROM live_quiz_answer WHERE quiz_id = $1 AND enrollment_id = $2)"};
constexpr db::query insert_answer{R"(
    INSERT INTO live_quiz_answer (quiz_id, enrollment_id, user_id, answer, answered_at, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5, $5) ON CONFLICT (quiz_id, enrollment_id) DO NOTHING)"};
constexpr db::query all_answers{R"(
    SELECT user_id, answer, answered_at FROM live_quiz_answer WHERE quiz_id = $1 ORDER BY answered_at, enrollment_id)"};
constexpr db::query answer_counts{R"(
    SELECT o.idx AS idx, COUNT(a.enrollment_id) AS n
    FROM live_quiz_option o LEFT JOIN live_quiz_answer a ON a.quiz_id = o.quiz_id AND a.answer = o.idx
    WHERE o.quiz_id = $1 GROUP BY o.idx ORDER BY o.idx)"};
constexpr db::query channel_scores{R"(
    SELECT a.enrollment_id AS enrollment_id, COUNT(*) AS answered,
           CAST(SUM(CASE WHEN a.answer = q.answer THEN 1 ELSE 0 END) AS BIGINT) AS correct
    FROM live_quiz q JOIN live_quiz_answer a ON a.quiz_id = q.id
    WHERE q.channel_id = $1 GROUP BY a.enrollment_id)"};

quiz made_of(const row& from)
{
    return {from.id,     from.channel_id, from.question,  {},          from.time_limit_seconds,
            from.state,  from.opened_at,  from.closes_at, from.answer, from.solution,
            std::nullopt};
}

quiz load_changed(db::connection& in, quiz_id which, std::int64_t changed, std::string_view code, const words& why)
{
    auto found = load(in, which);
    if (changed == 0)
        throw conflict(code, json::codec<quiz_state>::name(found.state), why);
    return found;
}

void tell(db::connection& in, const quiz& of, quiz_action action)
{
    events::publish(in, stepped{of.id, of.channel_id, action}, of.id);
}

} // namespace

std::optional<quiz> find(db::connection& in, quiz_id which)
{
    const auto found = in.first<row>(by_id, which);
    if (!found)
        return std::nullopt;
    auto made = made_of(*found);
    for (auto& each : in.all<choice>(choices_of_quiz, which))
        made.options.push_back({each.idx, std::move(each.text)});
    return made;
}

quiz load(db::connection& in, quiz_id which)
{
    auto found = find(in, which);
    if (!found)
        throw not_found({"퀴즈", "the quiz"});
    return std::move(*found);
}

std::vector<quiz> of_channel(db::connection& in, channel_id channel)
{
    std::vector<quiz> made;
    for (const auto& each : in.all<row>(by_channel, channel))
        made.push_back(made_of(each));
    auto at = made.begin();
    for (auto& each : in.all<choice>(choices_of_channel, channel)) {
        while (at != made.end() && at->id != each.quiz_id)
            ++at;
        if (at == made.end())
            break;
        at->options.push_back({each.idx, std::move(each.text)});
    }
    return made;
}

quiz add(db::connection& in, channel_id channel, const new_quiz& what, timestamp now)
{
    if (in.first<std::int64_t>(number_in_channel, channel).value_or(0) >= most_per_channel)
        throw conflict("too_many_quizzes", "FULL",
                       say("강의 하나에 퀴즈는 {}개까지 만들 수 있습니다.", "A lecture has at most {} quizzes.",
                           most_per_channel));
    std::optional<std::string> solution;
    if (what.solution)
        solution = what.solution->value;
    std::optional<std::int64_t> limit;
    if (what.time_limit_seconds)
        limit = what.time_limit_seconds->value;
    const auto made =
        in.first<quiz_id>(insert, channel, what.question, what.answer.value, solution, limit, now).value();
    std::int64_t idx = 0;
    for (const auto& each : what.options)
        in.run(insert_choice, made, ++idx, each, now);
    return load(in, made);
}

void open(db::connection& in, quiz_id which, timestamp now)
{
    const auto before = load(in, which);
    std::optional<timestamp> closes;
    if (before.time_limit_seconds)
        closes = now + std::chrono::seconds{*before.time_limit_seconds};
    const auto changed = in.run(set_open, now, closes, which);
    tell(in,
         load_changed(in, which, changed, "quiz_not_draft",
                      {"이미 출제한 퀴즈입니다.", "This quiz was launched already."}),
         quiz_action::open);
}

void close(db::connection& in, quiz_id which, timestamp now)
{
    const auto changed = in.run(set_closed, now, which);
    tell(in,
         load_changed(in, which, changed, "quiz_not_open",
                      {"진행 중인 퀴즈만 마감할 수 있습니다.", "Only an open quiz can be closed."}),
         quiz_action::close);
}

void reveal(db::connection& in, quiz_id which, timestamp now)
{
    const auto changed = in.run(set_revealed, now, which);
    tell(in,
         load_changed(in, which, changed, "quiz_not_closed",
                      {"마감한 퀴즈의 정답만 공개할 수 있습니다. 먼저 마감하세요.",
                       "Only the answer of a closed quiz can be revealed. Close it first."}),
         quiz_action::reveal);
}

void close_all(db::connection& in, channel_id channel, timestamp now)
{
    for (const auto each : in.all<quiz_id>(open_in_channel, channel))
        close(in, each, now);
}

void remove_all(db::connection& in, channel_id channel) { in.run(erase_of_channel, channel); }

std::size_t close_due(db::connection& in, timestamp now)
{
    const auto over = in.all<quiz_id>(due, now - grace);
    for (const auto each : over)
        close(in, each, now);
    return over.size();
}

std::optional<timestamp> next_due(db::connection& in)
{
    const auto at = in.first<std::optional<timestamp>>(earliest).value_or(std::nullopt);
    if (!at)
        return std::nullopt;
    return *at + grace;
}

quiz_answer answer(db::connection& in, quiz_id which, taker_id taker, user_id user, std::int64_t option, timestamp now)
{
    const auto asked = load(in, which);
    if (asked.state == quiz_state::DRAFT)
        throw not_found({"퀴즈", "the quiz"});
    if (option < 1 || option > static_cast<std::int64_t>(asked.options.size()))
        throw invalid(
            "/option", "range",
            say("보기 1번부터 {}번 중에서 고르세요.", "Choose one of the options 1 to {}.", asked.options.size()));
    if (const auto before = in.first<first_answer>(answer_given, which, taker)) {
        // The first answer counts; a client that did not hear of it may send it again, also after the end.
        if (before->answer == option)
            return {which, option, before->answered_at};
        throw conflict("already_answered", json::codec<quiz_state>::name(asked.state),
                       say("이미 {}번으로 답했습니다. 답은 바꿀 수 없습니다.",
                           "You have answered {} already; it cannot be changed.", before->answer));
    }
    if (asked.state != quiz_state::OPEN || (asked.closes_at && now > *asked.closes_at + grace))
        throw conflict("quiz_closed", json::codec<quiz_state>::name(asked.state),
                       {"퀴즈가 마감되어 답을 받지 않습니다.", "The quiz is closed and takes no more answers."});
    // The transactions are serializable, so nobody answers for the same trainee in between.
    in.run(insert_answer, which, taker, user, option, now);
    return {which, option, now};
}

std::optional<std::int64_t> answer_of(db::connection& in, quiz_id which, taker_id taker)
{
    const auto found = in.first<first_answer>(answer_given, which, taker);
    if (!found)
        return std::nullopt;
    return found->answer;
}

std::vector<given_answer> answers(db::connection& in, quiz_id which)
{
    return in.all<given_answer>(all_answers, which);
}

std::vector<std::int64_t> counts(db::connection& in, quiz_id which)
{
    std::vector<std::int64_t> by_option;
    for (const auto& each : in.all<count_of_option>(answer_counts, which))
        by_option.push_back(each.n);
    return by_option;
}

std::vector<score> scores(db::connection& in, channel_id channel) { return in.all<score>(channel_scores, channel); }

quiz seen_by_trainee(quiz all, std::optional<std::int64_t> my_answer)
{
    if (all.state != quiz_state::REVEALED) {
        all.answer.reset();
        all.solution.reset();
    }
    all.my_answer = my_answer;
    return all;
}

} // namespace ahimmoyak::quiz
