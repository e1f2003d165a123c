#include "base/problem.hpp"
#include "exams/routes.hpp"
#include "exams/sitting.hpp"
#include "identity/accounts.hpp"
#include "identity/entrance.hpp"
#include "learning/identity_check.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

namespace {

using before_exam = http::path<"examId", exam_id>;
using learning::identity_method_kind;
using learning::identity_result;

constexpr db::query note_exam_identity{R"(
    INSERT INTO identity_check (enrollment_id, content_id, lesson, method, result, address, device, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8))"};
constexpr db::query put_proof{R"(
    INSERT INTO exam_identity (exam_id, enrollment_id, proved_at, created_at, updated_at) VALUES ($1, $2, $3, $3, $3)
    ON CONFLICT (exam_id, enrollment_id) DO UPDATE
    SET proved_at = excluded.proved_at, updated_at = excluded.updated_at)"};

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
        exam_identity_state state;
        for (const auto& each : m.identity_methods)
            if (each->serves(in, who.user))
                state.methods.push_back(each->kind());
        return state;
    });
}

task<http::no_content> send_exam_code(module& m, caller who, before_exam which, http::body<exam_identity_query> asked)
{
    const auto now = m.time.now();
    m.identity_codes.count(std::to_string(who.user.value), now);
    co_await m.database.write([&](db::connection& in) {
        sitting_for(in, who, which.value, asked->course_provide_id);
        for (const auto& each : m.identity_methods)
            if (each->kind() == identity_method_kind::EMAIL_CODE)
                each->send(in, who.user, now);
    });
    co_return http::no_content{};
}

task<http::no_content> prove_before_exam(module& m, caller who, http::incoming request, before_exam which,
                                         http::body<exam_identity_answer> said)
{
    const auto now = m.time.now();
    m.identity_attempts.count(std::to_string(who.user.value), now);
    const auto from = identity::arrival_of(*request.value);
    const auto method =
        std::ranges::find_if(m.identity_methods, [&](const auto& each) { return each->kind() == said->method; });
    // A wrong attempt is evidence too: it is committed, and refused behind that.
    const auto right = co_await m.database.write([&](db::connection& in) {
        const auto at = sitting_for(in, who, which.value, said->course_provide_id);
        const bool proved = method != m.identity_methods.end() && (*method)->serves(in, who.user) &&
                            (*method)->proves(in, who.user, said->code.value, now);
        in.run(note_exam_identity, at.enrollment, at.exam.content_id.value_or(courses::content_id{}), at.exam.title,
               said->method, proved ? identity_result::PASSED : identity_result::FAILED, from.address, from.agent, now);
        if (proved)
            in.run(put_proof, at.exam.id, at.enrollment, now);
        return proved;
    });
    if (!right)
        throw invalid("/code", "wrong_code",
                      {"코드가 틀렸거나 더 쓸 수 없습니다. 다시 입력하거나 새 코드를 받으세요.",
                       "The code is wrong or of no use any more. Try again, or get a new one."});
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
