#pragma once

#include "boards/board.hpp"

#include <string_view>

// What others may hear of boards. Each is written in the transaction of its change, with the aggregate
// "boards:<id of the post>"; whom it concerns, audience.hpp tells at the time of the telling.

namespace ahimmoyak::boards {

struct posted {
    static constexpr std::string_view event_name = "boards.posted";
    boards::board_id board_id;
    board_type type{};
    ahimmoyak::institution_id institution_id;
    courses::course_id course_id;
    std::optional<offerings::course_provide_id> course_provide_id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(posted, (), (board_id, type, institution_id, course_id, course_provide_id, title))

struct commented {
    static constexpr std::string_view event_name = "boards.commented";
    boards::board_id board_id;
    boards::comment_id comment_id;
    bool by_institution = false;
    user_id by;
};
BOOST_DESCRIBE_STRUCT(commented, (), (board_id, comment_id, by_institution, by))

/// For who wrote the answer.
struct answer_accepted {
    static constexpr std::string_view event_name = "boards.answer_accepted";
    boards::board_id board_id;
    boards::comment_id comment_id;
    user_id answerer;
    bool by_institution = false; ///< the answer
};
BOOST_DESCRIBE_STRUCT(answer_accepted, (), (board_id, comment_id, answerer, by_institution))

} // namespace ahimmoyak::boards
