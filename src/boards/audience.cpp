#include "boards/audience.hpp"

namespace ahimmoyak::boards {

namespace {

constexpr db::query one_told{R"(
    SELECT b.id AS id, b.type AS type, b.title AS title, b.institution_id AS institution_id, b.course_id AS course_id,
           c.title AS course_title, i.name AS institution_name, b.user_id AS author
    FROM course_board b JOIN course c ON c.id = b.course_id JOIN institution i ON i.id = b.institution_id
    WHERE b.id = $1 AND b.deleted_at IS NULL)"};
constexpr db::query trainees_of_offering{
    "SELECT user_id FROM enrollment WHERE course_provide_id = $1 ORDER BY user_id LIMIT 20000"};
constexpr db::query trainees_of_course{R"(
    SELECT DISTINCT e.user_id FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id
    WHERE p.course_id = $1 AND p.state IN ('NOT_STARTED', 'ONGOING') ORDER BY e.user_id LIMIT 20000)"};
constexpr db::query writers{R"(
    SELECT b.user_id FROM course_board b WHERE b.id = $1 AND b.type = 'QNA' AND b.user_id <> $2
    UNION SELECT m.user_id FROM course_comment m
    WHERE m.board_id = $1 AND m.by_institution = FALSE AND m.deleted_at IS NULL AND m.user_id <> $2)"};

} // namespace

std::optional<post_told> told_of(db::connection& in, board_id which) { return in.first<post_told>(one_told, which); }

std::vector<user_id> readers_of(db::connection& in, const posted& what)
{
    return what.course_provide_id ? in.all<user_id>(trainees_of_offering, *what.course_provide_id)
                                  : in.all<user_id>(trainees_of_course, what.course_id);
}

std::vector<user_id> thread_of(db::connection& in, const commented& what)
{
    return in.all<user_id>(writers, what.board_id, what.by);
}

} // namespace ahimmoyak::boards
