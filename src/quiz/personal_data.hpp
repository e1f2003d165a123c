#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::quiz {

/// What a trainee answered, for the trainee.
struct own_answer {
    std::string question;
    std::string answer;
    timestamp answered_at{};
};
BOOST_DESCRIBE_STRUCT(own_answer, (), (question, answer, answered_at))

/// The latest 10,000. They stay when the account goes: they are the record of the training.
std::vector<own_answer> answered_by(db::connection& in, user_id who);

} // namespace ahimmoyak::quiz
