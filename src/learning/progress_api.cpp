#include "base/cursor.hpp"
#include "base/problem.hpp"
#include "http/endpoint.hpp"
#include "learning/offering_progress.hpp"
#include "learning/routes.hpp"

namespace ahimmoyak::learning {

namespace {

namespace enrolments = offerings::enrolments;
using in_offering = http::path<"courseProvideId", offerings::course_provide_id>;
using of_trainee = http::path<"userId", user_id>;

struct viewings_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(viewings_query, (), (limit, cursor))

struct viewings_page {
    std::vector<shown_viewing> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(viewings_page, (), (items, next_cursor))

// The offering of the caller's institution, or of the company that pays.
enrolments::offering theirs(db::connection& in, const caller& who, offerings::course_provide_id which)
{
    auto found = enrolments::find(in, which);
    if (!found || (who.as == role::MANAGER ? found->institution_id != who.of_institution()
                                           : found->company_id != who.of_company()))
        throw not_found({"과정", "the offering"});
    return *std::move(found);
}

task<offering_progress> show_progress(module& m, caller who, in_offering which)
{
    const auto today = clock::day_of(m.time.now(), m.zone);
    co_return co_await m.database.read_long(
        [&](db::connection& in) { return progress_of(in, theirs(in, who, which.value), today); });
}

task<trainee_record> show_record(module& m, caller who, in_offering which, of_trainee whom)
{
    const auto today = clock::day_of(m.time.now(), m.zone);
    co_return co_await m.database.read_long(
        [&](db::connection& in) { return record_of(in, theirs(in, who, which.value), whom.value, today); });
}

task<viewings_page> show_viewings(module& m, caller who, in_offering which, of_trainee whom,
                                  http::query<viewings_query> q)
{
    const auto from = cursor::from(q->cursor);
    const auto before = from ? from->id : INT64_MAX;
    const auto limit = q->limit.value;
    viewings_page page;
    page.items = co_await m.database.read([&](db::connection& in) {
        const auto offering = theirs(in, who, which.value);
        const auto enrollment = enrolments::enrollment_of(in, whom.value, offering.id);
        if (!enrollment)
            throw not_found({"훈련생", "the trainee"});
        return viewings_shown(in, *enrollment, before, limit + 1);
    });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id}.to_text();
    }
    co_return page;
}

} // namespace

void add_progress_routes(http::routes<module>& r)
{
    constexpr auto staff = http::allow::only(role::MANAGER, role::SUPERVISOR).of_people();
    r.get("/v1/learning/offerings/{courseProvideId}/progress", staff, "How the trainees of an offering get on",
          show_progress);
    r.get("/v1/learning/offerings/{courseProvideId}/progress/{userId}", staff,
          "One trainee's lessons, days and what was noted", show_record);
    r.get("/v1/learning/offerings/{courseProvideId}/progress/{userId}/viewings",
          http::allow::only(role::MANAGER).of_people(), "From where and on what a trainee studied: the evidence",
          show_viewings);
}

} // namespace ahimmoyak::learning
