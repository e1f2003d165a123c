#include "quiz/api.hpp"

#include "base/log.hpp"
#include "base/problem.hpp"
#include "http/endpoint.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::quiz {

void module::changed(quiz_id which)
{
    const std::lock_guard lock{mutex_};
    changed_.insert(which);
}

std::set<quiz_id> module::take_changed()
{
    const std::lock_guard lock{mutex_};
    return std::exchange(changed_, {});
}

namespace {

struct quiz_list {
    std::vector<quiz> items;
    std::optional<std::string> next_cursor{}; // a lecture has at most a hundred
};
BOOST_DESCRIBE_STRUCT(quiz_list, (), (items, next_cursor))

struct answer_to_quiz {
    whole<1, 10> option;
};
BOOST_DESCRIBE_STRUCT(answer_to_quiz, (), (option))

struct option_result {
    std::int64_t idx = 0;
    std::string text;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(option_result, (), (idx, text, count))

struct answer_result {
    ahimmoyak::user_id user_id;
    std::string name;
    std::int64_t option = 0;
    bool correct = false;
    timestamp answered_at{};
};
BOOST_DESCRIBE_STRUCT(answer_result, (), (user_id, name, option, correct, answered_at))

struct quiz_results {
    ahimmoyak::quiz::quiz quiz;
    std::int64_t total = 0;
    std::vector<option_result> options;
    std::vector<answer_result> answers;
};
BOOST_DESCRIBE_STRUCT(quiz_results, (), (quiz, total, options, answers))

/// What the staff's page is told while answers come in.
struct counts_told {
    ahimmoyak::quiz::quiz_id quiz_id;
    std::int64_t total = 0;
    std::vector<std::int64_t> counts;
};
BOOST_DESCRIBE_STRUCT(counts_told, (), (quiz_id, total, counts))

std::int64_t sum(const std::vector<std::int64_t>& of)
{
    std::int64_t total = 0;
    for (const auto each : of)
        total += each;
    return total;
}

task<quiz> load_quiz(module& m, quiz_id which)
{
    co_return co_await m.db.read([&](db::connection& c) { return load(c, which); });
}

/// The quiz, if the caller's institution holds its lecture; for others there is none.
task<std::pair<quiz, channel_gate::managed>> managed_quiz(module& m, caller who, quiz_id which)
{
    auto found = co_await load_quiz(m, which);
    auto rights = co_await m.gate.may_manage(who, found.channel_id);
    co_return std::pair{std::move(found), std::move(rights)};
}

task<http::created<quiz>> create(module& m, caller who, http::path<"channelId", channel_id> channel,
                                 http::body<new_quiz> in)
{
    if (in->answer.value > static_cast<std::int64_t>(in->options.size()))
        throw invalid("/answer", "range",
                      say("정답은 보기 번호 1~{} 중 하나여야 합니다.", "The answer must be one of the options 1 to {}.",
                          in->options.size()));
    const auto rights = co_await m.gate.may_manage(who, channel.value);
    if (!rights.plannable)
        throw conflict("lecture_over", rights.status,
                       {"끝났거나 취소된 강의에는 퀴즈를 만들 수 없습니다.",
                        "A lecture that is over or canceled takes no quizzes."});
    const auto now = m.time.now();
    auto made = co_await m.db.write([&](db::connection& c) { return add(c, channel.value, in.value, now); });
    const auto location = "/v1/quizzes/" + std::to_string(made.id.value);
    co_return http::created<quiz>{std::move(made), location};
}

task<quiz_list> list(module& m, caller who, http::path<"channelId", channel_id> channel)
{
    if (who.as == role::MANAGER) {
        co_await m.gate.may_manage(who, channel.value);
        co_return quiz_list{co_await m.db.read([&](db::connection& c) { return of_channel(c, channel.value); })};
    }
    const auto taker = co_await m.gate.may_take(who, channel.value);
    quiz_list shown;
    shown.items = co_await m.db.read([&](db::connection& c) {
        std::vector<quiz> asked;
        for (auto& each : of_channel(c, channel.value))
            if (each.state != quiz_state::DRAFT)
                asked.push_back(seen_by_trainee(std::move(each), answer_of(c, each.id, taker)));
        return asked;
    });
    co_return shown;
}

task<quiz> show(module& m, caller who, http::path<"quizId", quiz_id> which)
{
    auto found = co_await load_quiz(m, which.value);
    if (who.as == role::MANAGER) {
        co_await m.gate.may_manage(who, found.channel_id);
        co_return found;
    }
    const auto taker = co_await m.gate.may_take(who, found.channel_id);
    if (found.state == quiz_state::DRAFT)
        throw not_found({"퀴즈", "the quiz"});
    const auto mine = co_await m.db.read([&](db::connection& c) { return answer_of(c, which.value, taker); });
    co_return seen_by_trainee(std::move(found), mine);
}

task<quiz> launch(module& m, caller who, http::path<"quizId", quiz_id> which)
{
    const auto rights = (co_await managed_quiz(m, who, which.value)).second;
    if (!rights.on_air)
        throw conflict("lecture_not_on", rights.status,
                       {"방송 중인 강의에서만 퀴즈를 출제할 수 있습니다.",
                        "A quiz can be launched only while its lecture is on air."});
    const auto now = m.time.now();
    auto opened = co_await m.db.write([&](db::connection& c) {
        open(c, which.value, now);
        return load(c, which.value);
    });
    m.next_due = 0; // its limit may be the next one
    m.changed(which.value);
    co_return opened;
}

task<quiz> close_now(module& m, caller who, http::path<"quizId", quiz_id> which)
{
    co_await managed_quiz(m, who, which.value);
    const auto now = m.time.now();
    co_return co_await m.db.write([&](db::connection& c) {
        close(c, which.value, now);
        return load(c, which.value);
    });
}

task<quiz> reveal_answer(module& m, caller who, http::path<"quizId", quiz_id> which)
{
    co_await managed_quiz(m, who, which.value);
    const auto now = m.time.now();
    co_return co_await m.db.write([&](db::connection& c) {
        reveal(c, which.value, now);
        return load(c, which.value);
    });
}

task<http::created<quiz_answer>> take_answer(module& m, caller who, http::path<"quizId", quiz_id> which,
                                             http::body<answer_to_quiz> in)
{
    const auto now = m.time.now(); // before anything waits: what counts is when it arrived
    const auto asked = co_await load_quiz(m, which.value);
    const auto taker = co_await m.gate.may_take(who, asked.channel_id);
    auto taken = co_await m.db.write(
        [&](db::connection& c) { return answer(c, which.value, taker, who.user, in->option.value, now); });
    m.changed(which.value);
    co_return http::created<quiz_answer>{std::move(taken)};
}

task<quiz_results> results(module& m, caller who, http::path<"quizId", quiz_id> which)
{
    quiz_results shown;
    shown.quiz = (co_await managed_quiz(m, who, which.value)).first;
    std::map<user_id, std::string> names;
    for (auto& each : co_await m.gate.people(shown.quiz.channel_id))
        names.emplace(each.user, std::move(each.name));
    const auto given = co_await m.db.read([&](db::connection& c) { return answers(c, which.value); });
    for (const auto& each : shown.quiz.options) {
        const auto chosen =
            std::count_if(given.begin(), given.end(), [&](const auto& a) { return a.answer == each.idx; });
        shown.options.push_back({each.idx, each.text, chosen});
    }
    shown.total = static_cast<std::int64_t>(given.size());
    for (const auto& each : given)
        shown.answers.push_back(
            {each.user_id, names[each.user_id], each.answer, each.answer == shown.quiz.answer, each.answered_at});
    co_return shown;
}

task<> tell_staff(module& m)
{
    for (const auto which : m.take_changed()) {
        channel_id channel;
        counts_told told{which, 0, {}};
        co_await m.db.read([&](db::connection& c) {
            if (const auto found = find(c, which)) {
                channel = found->channel_id;
                told.counts = counts(c, which);
            }
        });
        if (channel.value == 0)
            continue;
        told.total = sum(told.counts);
        m.tell_pages("live:" + std::to_string(channel.value) + ":staff", "quizResults", json::encode(told));
    }
}

task<> close_what_is_due(module& m)
{
    const auto now = m.time.now();
    const auto due = m.next_due.load();
    if (due > now.time_since_epoch().count())
        co_return;
    // Also looks every ten seconds without being asked: other processes may have launched one.
    auto next = co_await m.db.read([](db::connection& c) { return next_due(c); });
    if (next && *next <= now)
        next = co_await m.db.write([&](db::connection& c) {
            close_due(c, now);
            return next_due(c);
        });
    const auto latest = now + std::chrono::seconds{10};
    const auto look_at = next ? std::min(*next, latest) : latest;
    auto expected = due; // a launch meanwhile has set it to 0 and wants another look
    m.next_due.compare_exchange_strong(expected, look_at.time_since_epoch().count());
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    constexpr auto manager = http::allow::only(role::MANAGER);
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    constexpr auto both = http::allow::only(role::MANAGER, role::EMPLOYEE);
    http::routes<module> r{to, book, m};
    r.post("/v1/live/{channelId}/quizzes", manager, "Prepare a quiz for a lecture", create);
    r.get("/v1/live/{channelId}/quizzes", both, "The quizzes of a lecture", list);
    r.get("/v1/quizzes/{quizId}", both, "One quiz", show);
    r.post("/v1/quizzes/{quizId}/launch", manager, "Launch a quiz into the picture", launch);
    r.post("/v1/quizzes/{quizId}/close", manager, "Close a quiz", close_now);
    r.post("/v1/quizzes/{quizId}/reveal", manager, "Reveal the answer of a quiz", reveal_answer);
    r.post("/v1/quizzes/{quizId}/answers", trainee.kept_elsewhere(), "Answer a quiz, once", take_answer);
    r.get("/v1/quizzes/{quizId}/results", manager.of_people(), "The answers to a quiz", results);
}

task<> tend(module& m)
{
    co_await close_what_is_due(m);
    co_await tell_staff(m);
}

task<> work(module& m)
{
    while (!m.stopping) {
        co_await sleep_for(std::chrono::milliseconds{200});
        try {
            co_await tend(m);
        } catch (const std::exception& e) {
            log::error("the quizzes were not looked after; it is tried again", {{"reason", e.what()}});
        }
    }
}

} // namespace ahimmoyak::quiz
