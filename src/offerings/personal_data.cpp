#include "offerings/personal_data.hpp"

namespace ahimmoyak::offerings {

namespace {

constexpr db::query all_enrolments{R"(
    SELECT c.title AS course, i.name AS institution, k.name AS company, p.begin_date, p.end_date, e.state,
           e.certificate_date
    FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id JOIN course c ON c.id = p.course_id
         JOIN institution i ON i.id = p.institution_id JOIN company k ON k.id = p.company_id
    WHERE e.user_id = $1 ORDER BY e.id DESC LIMIT 10000)"};
constexpr db::query remove_from_lists{R"(
    DELETE FROM course_provide_attendee
    WHERE user_id = $1
      AND course_provide_id IN (SELECT id FROM course_provide WHERE state IN ('ACCEPTED', 'ATTENDEE_PENDING')))"};
constexpr db::query last_day{R"(
    SELECT p.end_date FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id
    WHERE e.user_id = $1 ORDER BY p.end_date DESC LIMIT 1)"};

} // namespace

std::vector<own_enrolment> enrolments_of(db::connection& in, user_id who)
{
    return in.all<own_enrolment>(all_enrolments, who);
}

std::optional<date> leave_lists(db::connection& in, user_id who)
{
    in.run(remove_from_lists, who);
    return in.first<date>(last_day, who);
}

} // namespace ahimmoyak::offerings
