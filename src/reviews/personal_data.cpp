#include "reviews/personal_data.hpp"

namespace ahimmoyak::reviews {

static constexpr db::query all_ratings{R"(
    SELECT c.title AS course, r.score AS score, r.words AS words, r.created_at AS given_at, r.updated_at AS updated_at
    FROM enrollment e JOIN course_review r ON r.enrollment_id = e.id JOIN course c ON c.id = r.course_id
    WHERE e.user_id = $1 ORDER BY r.id DESC LIMIT 10000)"};
static constexpr db::query erase_words{R"(
    UPDATE course_review SET words = '' WHERE enrollment_id IN (SELECT id FROM enrollment WHERE user_id = $1))"};

std::vector<own_rating> ratings_by(db::connection& in, user_id who) { return in.all<own_rating>(all_ratings, who); }

void erase_words_of(db::connection& in, user_id who) { in.run(erase_words, who); }

} // namespace ahimmoyak::reviews
