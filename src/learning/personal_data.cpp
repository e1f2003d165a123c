#include "learning/personal_data.hpp"

namespace ahimmoyak::learning {

static constexpr db::query seen_by{R"(
    SELECT k.title AS course, c.title AS lesson, h.progress AS position_seconds, h.credited_ms AS credited_ms,
           h.spent_ms AS spent_ms, h.created_at AS first_at, h.updated_at AS last_at
    FROM enrollment e JOIN contents_history h ON h.enrollment_id = e.id JOIN contents c ON c.id = h.content_id
         JOIN course_provide p ON p.id = e.course_provide_id JOIN course k ON k.id = p.course_id
    WHERE e.user_id = $1 ORDER BY h.updated_at DESC LIMIT 10000)"};

static constexpr db::query opened_by{R"(
    SELECT c.title AS lesson, v.opened_at AS opened_at, v.address AS address, v.device AS device, v.played AS played
    FROM enrollment e JOIN learning_viewing v ON v.enrollment_id = e.id JOIN contents c ON c.id = v.content_id
    WHERE e.user_id = $1 ORDER BY v.id DESC LIMIT 10000)"};

static constexpr db::query proved_by{R"(
    SELECT c.lesson AS lesson, c.created_at AS at, c.method AS method, c.result AS result, c.address AS address,
           c.device AS device
    FROM enrollment e JOIN identity_check c ON c.enrollment_id = e.id
    WHERE e.user_id = $1 ORDER BY c.id DESC LIMIT 10000)"};

std::vector<own_identity_check> own_identity_checks(db::connection& in, user_id who)
{
    return in.all<own_identity_check>(proved_by, who);
}

std::vector<own_lesson> lessons_seen_by(db::connection& in, user_id who) { return in.all<own_lesson>(seen_by, who); }

std::vector<own_viewing> viewings_of(db::connection& in, user_id who) { return in.all<own_viewing>(opened_by, who); }

} // namespace ahimmoyak::learning
