#include "exams/entry.hpp"
#include "exams/routes.hpp"
#include "exams/total.hpp"
#include "learning/records.hpp"

namespace ahimmoyak::exams {

namespace {

struct own_exams_query {
    offerings::course_provide_id course_provide_id;
    std::optional<courses::content_id> content_id; ///< only the exam of this lesson
};
BOOST_DESCRIBE_STRUCT(own_exams_query, (), (course_provide_id, content_id))

struct exam_query {
    std::optional<offerings::course_provide_id> course_provide_id; ///< of several offerings of the course
};
BOOST_DESCRIBE_STRUCT(exam_query, (), (course_provide_id))

struct own_exams {
    std::vector<exam_entry> items;
    std::optional<std::int64_t> total_score;        ///< of the exams that count, of 100; none: none counts
    std::optional<std::int64_t> total_score_needed; ///< for completion
};
BOOST_DESCRIBE_STRUCT(own_exams, (), (items, total_score, total_score_needed))

task<own_exams> list_own(module& m, caller who, http::query<own_exams_query> asked)
{
    const auto now = m.time.now();
    auto ask = [&](db::connection& in) {
        const auto offering = offering_of_trainee(in, who, std::nullopt, asked->course_provide_id);
        own_exams made;
        std::optional<exam_id> wanted;
        if (asked->content_id && learning::find_lesson(in, *asked->content_id).course_id != offering.course_id)
            throw not_found({"콘텐츠", "the lesson"});
        if (asked->content_id)
            wanted = exam_of_lesson(in, *asked->content_id).value_or(exam_id{});
        for (const auto& each : exams_for_trainees(in, offering.course_id))
            if (!wanted || *wanted == each)
                made.items.push_back(entry_of(in, who, sitting_for(in, who, each, offering.id), now, m.zone));
        const auto total = totals_of(in, offering, m.zone, who.user);
        const auto needed = learning::rules_of(in, offering.id, offering.institution_id).rules.total_score_needed.value;
        if (total.counted) {
            made.total_score = total.scores.empty() ? 0 : total.scores.begin()->second;
            if (needed > 0)
                made.total_score_needed = needed;
        }
        return made;
    };
    co_return co_await m.database.read(ask);
}

task<exam_entry> show_entry(module& m, caller who, http::path<"examId", exam_id> which, http::query<exam_query> asked)
{
    const auto now = m.time.now();
    auto ask = [&](db::connection& in) {
        return entry_of(in, who, sitting_for(in, who, which.value, asked->course_provide_id), now, m.zone);
    };
    co_return co_await m.database.read(ask);
}

} // namespace

void add_entry_routes(http::routes<module>& r)
{
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    r.get("/v1/exams", trainee, "The exams of one's course, and what they come to", list_own);
    r.get("/v1/exams/{examId}", trainee, "An exam before it is begun: its rules, and whether it may be begun",
          show_entry);
}

} // namespace ahimmoyak::exams
