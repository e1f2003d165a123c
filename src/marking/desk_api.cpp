#include "marking/analysis.hpp"
#include "marking/desk.hpp"
#include "marking/marks.hpp"
#include "marking/overview.hpp"
#include "marking/routes.hpp"

namespace ahimmoyak::marking {

namespace {

using on_submission = http::path<"submissionId", exams::submission_id>;
using at_position = http::path<"position", whole<1, 1000>>;

struct marked_exam_list {
    std::vector<marked_exam> items;
};
BOOST_DESCRIBE_STRUCT(marked_exam_list, (), (items))

/// An attempt's id, as a mark in the list: nothing is shown of it.
using place_in_list = whole<0, 9'007'199'254'740'991, 0>;

struct answers_query {
    questions::question_id question_id;
    place_in_list after;
    whole<1, 100, 50> limit;
};
BOOST_DESCRIBE_STRUCT(answers_query, (), (question_id, after, limit))

struct answer_list {
    std::vector<answer_line> items;
    std::optional<std::int64_t> next_after;
};
BOOST_DESCRIBE_STRUCT(answer_list, (), (items, next_after))

/// Which answer comes next: of this question, after this attempt.
struct next_wish {
    questions::question_id question_id;
    place_in_list after;
};
BOOST_DESCRIBE_STRUCT(next_wish, (), (question_id, after))

struct next_answer {
    std::optional<desk_answer> answer; ///< nothing: all are marked, or with others
};
BOOST_DESCRIBE_STRUCT(next_answer, (), (answer))

struct told_list {
    std::vector<told_mark> items;
};
BOOST_DESCRIBE_STRUCT(told_list, (), (items))

struct item_list {
    std::vector<analysed_item> items;
    std::int64_t least_attempts = marking::least_attempts; ///< for discrimination to be told
};
BOOST_DESCRIBE_STRUCT(item_list, (), (items, least_attempts))

http::tagged<desk_answer> with_mark_count(desk_answer&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

task<waiting_counts> count(module& m, caller who)
{
    co_return co_await m.database.read([&](db::connection& in) { return waiting_in(in, who.of_institution()); });
}

task<marked_exam_list> list_exams(module& m, caller who)
{
    co_return marked_exam_list{
        co_await m.database.read_long([&](db::connection& in) { return marked_exams(in, who.of_institution()); })};
}

task<desk_exam> show_exam(module& m, caller who, in_exam which)
{
    co_return co_await m.database.read_long([&](db::connection& in) { return read_desk(in, who, which.value); });
}

task<http::tagged<marking_rule>> put_exam_rule(module& m, caller who, in_exam which, http::if_match based_on,
                                               http::body<rule_form> form)
{
    const auto now = m.time.now();
    const auto made = co_await m.database.write([&](db::connection& in) {
        check_exam(in, who.of_institution(), which.value);
        return change_rule(in, which.value, form.value, based_on.version, now);
    });
    co_return http::tagged<marking_rule>{made, made.version};
}

task<answer_list> list_answers(module& m, caller who, in_exam which, http::query<answers_query> asked)
{
    const auto limit = asked->limit.value;
    answer_list page;
    page.items = co_await m.database.read_long([&](db::connection& in) {
        return answers_to(in, who, which.value, asked->question_id, exams::submission_id{asked->after.value},
                          limit + 1);
    });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_after = page.items.back().submission_id.value;
    }
    co_return page;
}

task<next_answer> next(module& m, caller who, in_exam which, http::body<next_wish> wish)
{
    const auto now = m.time.now();
    co_return co_await m.database.write([&](db::connection& in) {
        const auto found =
            hold_next(in, who, which.value, wish->question_id, exams::submission_id{wish->after.value}, now);
        return found ? next_answer{read_answer(in, who, *found, now)} : next_answer{};
    });
}

task<http::tagged<desk_answer>> show_answer(module& m, caller who, on_submission of, at_position at)
{
    const auto now = m.time.now();
    const answer_key which{of.value, at.value.value};
    co_return with_mark_count(
        co_await m.database.read([&](db::connection& in) { return read_answer(in, who, which, now); }));
}

task<http::tagged<desk_answer>> take_answer(module& m, caller who, on_submission of, at_position at)
{
    const auto now = m.time.now();
    const answer_key which{of.value, at.value.value};
    co_return with_mark_count(co_await m.database.write([&](db::connection& in) {
        hold(in, who, which, now);
        return read_answer(in, who, which, now);
    }));
}

task<http::tagged<desk_answer>> give_mark(module& m, caller who, on_submission of, at_position at,
                                          http::if_match based_on, http::body<mark_form> form)
{
    const auto now = m.time.now();
    const answer_key which{of.value, at.value.value};
    co_return with_mark_count(co_await m.database.write([&](db::connection& in) {
        mark_answer(in, who, which, form.value, based_on.version, now);
        return read_answer(in, who, which, now);
    }));
}

task<told_list> show_own(module& m, caller who, on_submission of)
{
    co_return told_list{
        co_await m.database.read([&](db::connection& in) { return own_marks_of(in, who.user, of.value); })};
}

task<item_list> show_items(module& m, caller who, in_exam which)
{
    co_return item_list{co_await m.database.read_long([&](db::connection& in) {
        check_exam(in, who.of_institution(), which.value);
        return items_of(in, which.value);
    })};
}

} // namespace

void add_desk_routes(http::routes<module>& r)
{
    r.get("/v1/marking/waiting", manager, "How much waits to be marked or decided", count);
    r.get("/v1/marking/exams", manager, "Exams that were handed in, those with most to mark first", list_exams);
    r.get("/v1/marking/exams/{examId}", manager, "The marking desk of an exam, question by question", show_exam);
    r.put("/v1/marking/exams/{examId}/rule", manager, "Say how an exam is marked", put_exam_rule);
    r.get("/v1/marking/exams/{examId}/answers", manager.of_people(), "All answers to a question of an exam",
          list_answers);
    r.post("/v1/marking/exams/{examId}/next", manager.kept_elsewhere(),
           "Take the next answer to a question that nobody else has", next);
    r.get("/v1/marking/exams/{examId}/items", manager, "Difficulty and discrimination of an exam's questions",
          show_items);
    r.get("/v1/marking/answers/{submissionId}/{position}", manager.of_people(), "An answer with its marks",
          show_answer);
    r.post("/v1/marking/answers/{submissionId}/{position}/take", manager.kept_elsewhere(),
           "Take an answer for some minutes, so that others get other ones", take_answer);
    r.post("/v1/marking/answers/{submissionId}/{position}/marks", manager,
           "Mark an answer; again, with a reason, to correct it", give_mark);
    r.get("/v1/marking/own/{submissionId}", http::allow::only(role::EMPLOYEE),
          "What markers wrote to me about my answers", show_own);
}

} // namespace ahimmoyak::marking
