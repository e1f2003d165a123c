#include "exams/paper_view.hpp"
#include "exams/records.hpp"
#include "exams/routes.hpp"

namespace ahimmoyak::exams {

namespace {

using of_course = http::path<"courseId", courses::course_id>;
using chosen_exam = http::path<"examId", exam_id>;

struct exams_of_course {
    std::vector<exam_summary> items;
};
BOOST_DESCRIBE_STRUCT(exams_of_course, (), (items))

http::tagged<exam_detail> with_version(exam_detail&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

task<exams_of_course> list(module& m, caller who, of_course course)
{
    co_return co_await m.database.read([&](db::connection& in) {
        check_course(in, who.of_institution(), course.value);
        return exams_of_course{exams_of(in, course.value)};
    });
}

task<http::tagged<exam_detail>> show(module& m, caller who, of_course course, chosen_exam which)
{
    co_return with_version(co_await m.database.read(
        [&](db::connection& in) { return read_exam(in, who.of_institution(), course.value, which.value); }));
}

task<http::created<exam_detail>> create(module& m, caller who, of_course course, http::body<exam_form> form)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& in) {
        const auto made = add_exam(in, who.of_institution(), course.value, form.value, now);
        return read_exam(in, who.of_institution(), course.value, made);
    };
    auto made = co_await m.database.write(work);
    auto location = "/v1/" + std::to_string(course.value.value) + "/" + std::to_string(made.id.value) + "/detail";
    co_return http::created<exam_detail>{std::move(made), std::move(location)};
}

task<http::tagged<exam_detail>> edit(module& m, caller who, of_course course, chosen_exam which,
                                     http::if_match based_on, http::body<exam_form> form)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& in) {
        change_exam(in, who.of_institution(), course.value, which.value, form.value, based_on.version, now);
        return read_exam(in, who.of_institution(), course.value, which.value);
    };
    co_return with_version(co_await m.database.write(work));
}

task<http::no_content> remove(module& m, caller who, of_course course, chosen_exam which)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& in) { remove_exam(in, who.of_institution(), course.value, which.value, now); };
    co_await m.database.write(work);
    co_return http::no_content{};
}

task<previewed_paper> preview(module& m, caller who, of_course course, chosen_exam which)
{
    co_return co_await m.database.read([&](db::connection& in) {
        read_exam(in, who.of_institution(), course.value, which.value);
        return preview_of(in, facts_of_exam(in, which.value), m.questions);
    });
}

} // namespace

void add_exam_routes(http::routes<module>& r)
{
    constexpr auto manager = http::allow::only(role::MANAGER);
    r.get("/v1/{courseId}/get", manager, "The exams of a course", list);
    r.post("/v1/{courseId}/create", manager, "Create an exam", create, {256 * 1024});
    r.put("/v1/{courseId}/{examId}/edit", manager,
          "Change an exam; who has begun it keeps the paper, other questions are for those who begin later", edit,
          {256 * 1024});
    r.remove("/v1/{courseId}/{examId}/delete", manager, "Delete an exam that nobody has begun", remove);
    r.get("/v1/{courseId}/{examId}/detail", manager, "An exam with what its papers are made of", show);
    r.get("/v1/{courseId}/{examId}/preview", manager, "A paper as a trainee would get it; it is not kept", preview);
}

} // namespace ahimmoyak::exams
