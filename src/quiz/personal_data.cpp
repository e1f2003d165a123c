#include "quiz/personal_data.hpp"

namespace ahimmoyak::quiz {

static constexpr db::query all_of{R"(
    SELECT q.question, o.text AS answer, a.answered_at
    FROM live_quiz_answer a JOIN live_quiz q ON q.id = a.quiz_id
         JOIN live_quiz_option o ON o.quiz_id = a.quiz_id AND o.idx = a.answer
    WHERE a.user_id = $1 ORDER BY a.answered_at DESC LIMIT 10000)"};

std::vector<own_answer> answered_by(db::connection& in, user_id who) { return in.all<own_answer>(all_of, who); }

} // namespace ahimmoyak::quiz
