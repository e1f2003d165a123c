#include "base/problem.hpp"
#include "exams/routes.hpp"
#include "exams/sitting.hpp"
#include "identity/entrance.hpp"
#include "learning/identity_check.hpp"

namespace ahimmoyak::exams {

namespace {

using before_exam = http::path<"examId", exam_id>;
using learning::identity_method_kind;
using learning::identity_result;

struct exam_identity_query {
    std::optional<offerings::course_provide_id> course_provide_id;
};
BOOST_DESCRIBE_STRUCT(exam_identity_query, (), (course_provide_id))

struct exam_identity_state {
    std::vector<identity_method_kind> methods; ///< the person has these
};
BOOST_DESCRIBE_STRUCT(exam_identity_state, (), (methods))

struct exam_identity_answer {
    std::optional<offerings::course_provide_id> course_provide_id;
    identity_method_kind method = identity_method_kind::EMAIL_CODE;
    secret<1, 20> code;
};
BOOST_DESCRIBE_STRUCT(exam_identity_answer, (), (course_provide_id, method, code))

task<exam_identity_state> show_methods(module& m, caller who, before_exam which, http::query<exam_identity_query> asked)
{
    co_return co_await m.database.read([&](db::connection& in) {
        sitting_for(in, who, which.value, asked->course_provide_id);
        return exam_identity_state{learning::usable_by(in, m.identity_methods, who.user)};
    });
}

task<http::no_content> send_exam_code(module& m, caller who, before_exam which, http::body<exam_identity_query> asked)
{
    const auto now = m.time.now();
    m.identity_codes.count(std::to_string(who.user.value), now);
    co_await m.database.write([&](db::connection& in) {
        sitting_for(in, who, which.value, asked->course_provide_id);
        learning::send_code_to(in, m.identity_methods, who.user, now);
    });
    co_return http::no_content{};
}

task<http::no_content> prove_before_exam(module& m, caller who, http::incoming request, before_exam which,
                                         http::body<exam_identity_answer> said)
{
    const auto now = m.time.now();
    m.identity_attempts.count(std::to_string(who.user.value), now);
    const auto from = identity::arrival_of(*request.value);
    // A wrong attempt is evidence too: it is committed, and refused behind that.
    const auto right = co_await m.database.write([&](db::connection& in) {
        const auto at = sitting_for(in, who, which.value, said->course_provide_id);
        const bool proved = learning::proves(in, m.identity_methods, said->method, who.user, said->code.value, now);
        learning::note_identity(
            in, {at.enrollment, at.exam.content_id.value_or(courses::content_id{}), at.exam.title},
            {said->method, proved ? identity_result::PASSED : identity_result::FAILED, from.address, from.agent}, now);
        if (proved)
            keep_proof(in, at, now);
        return proved;
    });
    if (!right)
        throw learning::identity_not_proved();
    co_return http::no_content{};
}

} // namespace

void add_identity_routes(http::routes<module>& r)
{
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    r.get("/v1/exams/{examId}/identity-check", trainee, "How a trainee may prove who they are before this exam",
          show_methods);
    r.post("/v1/exams/{examId}/identity-check/code", trainee.kept_elsewhere(), "Send the code for it by e-mail",
           send_exam_code);
    r.post("/v1/exams/{examId}/identity-check", trainee.kept_elsewhere(),
           "Prove who one is, before an attempt is begun", prove_before_exam);
}

} // namespace ahimmoyak::exams
