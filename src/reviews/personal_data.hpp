#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

/// What this module keeps of a trainee, for the trainee.
namespace ahimmoyak::reviews {

struct own_rating {
    std::string course;
    std::int64_t score = 0;
    std::string words;
    timestamp given_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(own_rating, (), (course, score, words, given_at, updated_at))

/// The latest 10,000.
std::vector<own_rating> ratings_by(db::connection& in, user_id who);
/// The words go with the account; the score stays in the average, where it is nobody's.
void erase_words_of(db::connection& in, user_id who);

} // namespace ahimmoyak::reviews
