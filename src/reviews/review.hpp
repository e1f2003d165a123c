#pragma once

#include "db/connection.hpp"
#include "offerings/offering.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What trainees think of courses, in the caller's transaction.
namespace ahimmoyak::reviews {

/// A trainee's own. It may be given once the course is over for them, and changed after that.
struct own_review {
    bool open = false; ///< may be given now
    std::optional<std::int64_t> score;
    std::string words;
    std::optional<timestamp> updated_at;
};
BOOST_DESCRIBE_STRUCT(own_review, (), (open, score, words, updated_at))

/// Or the 404 for who is not enrolled.
own_review own_review_of(db::connection& in, user_id who, offerings::course_provide_id offering);
/// Gives or changes it; the 409 before the course is over for the trainee.
void give(db::connection& in, user_id who, offerings::course_provide_id offering, std::int64_t score,
          std::string_view words, timestamp now);

/// One as the institution reads it: nobody's name, only the company that the course was for.
struct shown_review {
    std::int64_t id = 0;
    std::int64_t score = 0;
    std::string words;
    std::string company_name;
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(shown_review, (), (id, score, words, company_name, updated_at))

/// The newest first, below the id `before`.
std::vector<shown_review> reviews_of(db::connection& in, courses::course_id course, std::int64_t before,
                                     std::int64_t most);

/// How many gave each score.
struct score_count {
    std::int64_t score = 0;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(score_count, (), (score, count))
/// All five, from 1 on.
std::vector<score_count> scores_of(db::connection& in, courses::course_id course);

} // namespace ahimmoyak::reviews
