#include "marking/regrade.hpp"
#include "marking/routes.hpp"
#include "marking/rule.hpp"

namespace ahimmoyak::marking {

namespace {

struct regrade_list {
    std::vector<shown_regrade> items;
};
BOOST_DESCRIBE_STRUCT(regrade_list, (), (items))

struct undo_form {
    text<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(undo_form, (), (reason))

struct done_regrade {
    regrade_id id;
    std::vector<shown_regrade> items; ///< all of the exam, as they are now
};
BOOST_DESCRIBE_STRUCT(done_regrade, (), (id, items))

task<regrade_list> list_regrades(module& m, caller who, in_exam which)
{
    co_return regrade_list{co_await m.database.read([&](db::connection& in) {
        check_exam(in, who.of_institution(), which.value);
        return regrades_of(in, which.value);
    })};
}

task<regrade_preview> preview(module& m, caller who, in_exam which, http::body<regrade_form> form)
{
    co_return co_await m.database.read_long([&](db::connection& in) {
        check_exam(in, who.of_institution(), which.value);
        return preview_regrade(in, which.value, form.value);
    });
}

task<http::created<done_regrade>> do_regrade(module& m, caller who, in_exam which, http::body<regrade_form> form)
{
    const auto now = m.time.now();
    co_return http::created<done_regrade>{co_await m.database.write([&](db::connection& in) {
        check_exam(in, who.of_institution(), which.value);
        const auto made = regrade(in, which.value, form.value, who.user, now);
        return done_regrade{made, regrades_of(in, which.value)};
    })};
}

task<http::no_content> undo(module& m, caller who, http::path<"examRegradeId", regrade_id> which,
                            http::body<undo_form> form)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& in) { undo_regrade(in, who, which.value, form->reason.value, now); });
    co_return http::no_content{};
}

} // namespace

void add_regrade_routes(http::routes<module>& r)
{
    r.get("/v1/marking/exams/{examId}/regrades", manager, "Questions of an exam that were wrong, and what was done",
          list_regrades);
    r.post("/v1/marking/exams/{examId}/regrades/preview", manager.of_people(),
           "Who would have another score if a question was regraded", preview);
    r.post("/v1/marking/exams/{examId}/regrades", manager, "Regrade a question of an exam for everybody", do_regrade);
    r.post("/v1/marking/regrades/{examRegradeId}/undo", manager, "Take back a regrade", undo);
}

} // namespace ahimmoyak::marking
