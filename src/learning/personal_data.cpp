#include "learning/personal_data.hpp"

namespace ahimmoyak::learning {

static constexpr db::query seen_by{R"(
    SELECT k.title AS course, c.title AS lesson, h.progress AS position_seconds, h.created_at AS first_at,
           h.updated_at AS last_at
    FROM enrollment e JOIN contents_history h ON h.enrollment_id = e.id JOIN contents c ON c.id = h.content_id
         JOIN course_provide p ON p.id = e.course_provide_id JOIN course k ON k.id = p.course_id
    WHERE e.user_id = $1 ORDER BY h.updated_at DESC LIMIT 10000)"};

std::vector<own_lesson> lessons_seen_by(db::connection& in, user_id who) { return in.all<own_lesson>(seen_by, who); }

} // namespace ahimmoyak::learning
