#include "reviews/review.hpp"

#include "base/problem.hpp"
#include "courses/rating.hpp"
#include "events/outbox.hpp"
#include "offerings/enrolments.hpp"
#include "reviews/events.hpp"

#include <algorithm>

namespace ahimmoyak::reviews {

namespace {

constexpr db::query certificate_of{"SELECT certificate_date FROM enrollment WHERE id = $1"};
constexpr db::query one_review{"SELECT score, words, updated_at FROM course_review WHERE enrollment_id = $1"};
constexpr db::query put_review{R"(
    INSERT INTO course_review (enrollment_id, course_id, score, words, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5)
    ON CONFLICT (enrollment_id)
    DO UPDATE SET score = excluded.score, words = excluded.words, updated_at = excluded.updated_at)"};
constexpr db::query page_of_reviews{R"(
    SELECT r.id AS id, r.score AS score, r.words AS words, k.name AS company_name, r.updated_at AS updated_at
    FROM course_review r JOIN enrollment e ON e.id = r.enrollment_id JOIN course_provide p ON p.id = e.course_provide_id
         JOIN company k ON k.id = p.company_id
    WHERE r.course_id = $1 AND r.id < $2 ORDER BY r.id DESC LIMIT $3)"};
constexpr db::query counted{R"(
    SELECT score, CAST(COUNT(*) AS BIGINT) AS count FROM course_review WHERE course_id = $1 GROUP BY score)"};

struct kept_review {
    std::int64_t score = 0;
    std::string words;
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(kept_review, (), (score, words, updated_at))

struct place {
    offerings::enrolments::offering offering;
    offerings::enrollment_id enrollment;
    bool over = false; ///< for this trainee
};

place place_of(db::connection& in, user_id who, offerings::course_provide_id which)
{
    auto found = offerings::enrolments::of_trainee(in, who, which);
    if (!found)
        throw not_found({"수강 중인 과정", "a course you are enrolled in"});
    const auto enrollment = offerings::enrolments::is_enrolled(in, who, which).value();
    const auto certificate = in.first<std::optional<date>>(certificate_of, enrollment);
    const bool over = found->state == offerings::course_provide_state::FINISHED || (certificate && *certificate);
    return {*std::move(found), enrollment, over};
}

} // namespace

own_review own_review_of(db::connection& in, user_id who, offerings::course_provide_id offering)
{
    const auto at = place_of(in, who, offering);
    own_review made;
    made.open = at.over;
    if (auto kept = in.first<kept_review>(one_review, at.enrollment)) {
        made.score = kept->score;
        made.words = std::move(kept->words);
        made.updated_at = kept->updated_at;
    }
    return made;
}

void give(db::connection& in, user_id who, offerings::course_provide_id offering, std::int64_t score,
          std::string_view words, timestamp now)
{
    const auto at = place_of(in, who, offering);
    if (!at.over)
        throw conflict("not_over", boost::describe::enum_to_string(at.offering.state, ""),
                       {"과정을 마치거나 수료한 뒤에 평가할 수 있습니다.",
                        "A course can be rated once it is over or you have earned its certificate."});
    const auto before = in.first<kept_review>(one_review, at.enrollment);
    in.run(put_review, at.enrollment, at.offering.course_id, score, words, now);
    courses::add_to_rating(in, at.offering.course_id, score - (before ? before->score : 0), before ? 0 : 1);
    events::publish(in, given{at.offering.id, at.enrollment}, at.enrollment);
}

std::vector<shown_review> reviews_of(db::connection& in, courses::course_id course, std::int64_t before,
                                     std::int64_t most)
{
    return in.all<shown_review>(page_of_reviews, course, before, most);
}

std::vector<score_count> scores_of(db::connection& in, courses::course_id course)
{
    std::vector<score_count> all;
    for (std::int64_t score = 1; score <= 5; ++score)
        all.push_back({score, 0});
    for (const auto& each : in.all<score_count>(counted, course))
        if (each.score >= 1 && each.score <= 5)
            all[static_cast<std::size_t>(each.score - 1)].count = each.count;
    return all;
}

} // namespace ahimmoyak::reviews
