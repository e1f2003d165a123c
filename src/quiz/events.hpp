#pragma once

#include "quiz/quiz.hpp"

#include <string_view>

namespace ahimmoyak::quiz {

enum class quiz_action { open, close, reveal };
BOOST_DESCRIBE_ENUM(quiz_action, open, close, reveal)

/// A quiz took a step; in order per quiz (aggregate "quiz:<id>"). The live lecture stamps it into the picture.
struct stepped {
    static constexpr std::string_view event_name = "quiz.stepped";
    quiz_id quiz;
    channel_id channel;
    quiz_action action = quiz_action::open;
};
BOOST_DESCRIBE_STRUCT(stepped, (), (quiz, channel, action))

} // namespace ahimmoyak::quiz
