#include "courses/rating.hpp"

namespace ahimmoyak::courses {

namespace {

constexpr db::query add_rating{
    "UPDATE course SET rating_sum = rating_sum + $1, rating_count = rating_count + $2 WHERE id = $3"};

} // namespace

void add_to_rating(db::connection& in, course_id which, std::int64_t score, std::int64_t count)
{
    in.run(add_rating, score, count, which);
}

} // namespace ahimmoyak::courses
