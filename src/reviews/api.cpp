#include "reviews/api.hpp"

#include "base/cursor.hpp"
#include "base/problem.hpp"
#include "courses/records.hpp"
#include "http/endpoint.hpp"
#include "reviews/review.hpp"

namespace ahimmoyak::reviews {

namespace {

using in_offering = http::path<"courseProvideId", offerings::course_provide_id>;

struct given_review {
    whole<1, 5> score;
    std::optional<text<0, 1000>> words;
};
BOOST_DESCRIBE_STRUCT(given_review, (), (score, words))

struct reviews_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(reviews_query, (), (limit, cursor))

struct course_reviews {
    std::string course_title;
    std::vector<score_count> scores; ///< all five, from 1 on
    std::int64_t count = 0;
    std::int64_t sum = 0; ///< of all scores: by the count it is the average
    std::vector<shown_review> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(course_reviews, (), (course_title, scores, count, sum, items, next_cursor))

task<own_review> show_own(module& m, caller who, in_offering which)
{
    co_return co_await m.database.read([&](db::connection& in) { return own_review_of(in, who.user, which.value); });
}

task<own_review> put_own(module& m, caller who, in_offering which, http::body<given_review> said)
{
    const auto now = m.time.now();
    const std::string_view words = said->words ? std::string_view{said->words->value} : std::string_view{};
    co_return co_await m.database.write([&](db::connection& in) {
        give(in, who.user, which.value, said->score.value, words, now);
        return own_review_of(in, who.user, which.value);
    });
}

task<course_reviews> show_course(module& m, caller who, http::path<"courseId", courses::course_id> which,
                                 http::query<reviews_query> asked)
{
    const auto from = cursor::from(asked->cursor);
    const auto before = from ? from->id : INT64_MAX;
    const auto limit = asked->limit.value;
    course_reviews page;
    co_await m.database.read([&](db::connection& in) {
        page.course_title = courses::read_course(in, who.of_institution(), which.value).title;
        page.scores = scores_of(in, which.value);
        page.items = reviews_of(in, which.value, before, limit + 1);
    });
    for (const auto& each : page.scores) {
        page.count += each.count;
        page.sum += each.score * each.count;
    }
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id}.to_text();
    }
    co_return page;
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    r.get("/v1/reviews/offerings/{courseProvideId}", trainee, "What the trainee thinks of a course", show_own);
    r.put("/v1/reviews/offerings/{courseProvideId}", trainee, "Rate a course that is over; again to change it", put_own);
    r.get("/v1/reviews/courses/{courseId}", http::allow::only(role::MANAGER),
          "What trainees think of a course, without their names", show_course);
}

} // namespace ahimmoyak::reviews
