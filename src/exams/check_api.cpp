#include "base/cursor.hpp"
#include "exams/check.hpp"
#include "exams/records.hpp"
#include "exams/routes.hpp"

namespace ahimmoyak::exams {

namespace {

struct check_query {
    std::optional<offerings::course_provide_id> course_provide_id; ///< none: all offerings of the course
    whole<1, 100, 100> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(check_query, (), (course_provide_id, limit, cursor))

task<checked_exam> check(module& m, caller who, http::path<"courseId", courses::course_id> course,
                         http::path<"examId", exam_id> which, http::query<check_query> asked)
{
    const auto now = m.time.now();
    const auto from = cursor::from(asked->cursor);
    auto ask = [&](db::connection& in) {
        check_course(in, who.of_institution(), course.value);
        const auto exam = facts_of_exam(in, which.value);
        if (exam.course_id != course.value)
            throw not_found({"시험", "the exam"});
        if (asked->course_provide_id) {
            const auto found =
                offerings::enrolments::of_institution(in, who.of_institution(), *asked->course_provide_id);
            if (!found || found->course_id != course.value)
                throw not_found({"과정 신청", "the offering"});
        }
        return check_of(in, exam, {asked->course_provide_id, from ? from->id : 0, asked->limit.value}, now);
    };
    co_return co_await m.database.read_long(ask);
}

} // namespace

void add_check_routes(http::routes<module>& r)
{
    r.get("/v1/{courseId}/{examId}/check", http::allow::only(role::MANAGER).of_people(),
          "Who took an exam, who has not, with scores, time and how often the page was left", check);
}

} // namespace ahimmoyak::exams
