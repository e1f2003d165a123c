#include "offerings/inbox.hpp"

#include "organisations/directory.hpp"

namespace ahimmoyak::offerings {

namespace {

// One statement for every order: of the keys that are not asked for, all rows have none.
static constexpr db::query page_of_inbox{
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, i.name AS institution_name,
              p.company_id AS company_id, k.name AS company_name, p.begin_date AS begin_date, p.end_date AS end_date,
              p.attendee_count AS attendee_count, p.deposit AS deposit, p.created_at AS created_at
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN institution i ON i.id = p.institution_id
            JOIN company k ON k.id = p.company_id
       WHERE p.institution_id = $1
         AND ($2 = '%%' OR lower(c.title) LIKE $2 ESCAPE '\' OR lower(k.name) LIKE $2 ESCAPE '\')
         AND ($3 = '' OR p.state = $3)
       ORDER BY CASE WHEN $4 = 'WAITING' THEN p.updated_at END, CASE WHEN $4 = 'BEGIN_DATE' THEN p.begin_date END,
                CASE WHEN $4 = 'COMPANY' THEN k.name END, CASE WHEN $4 = 'COURSE' THEN c.title END, p.id DESC
       LIMIT $5 OFFSET $6)"};

static constexpr db::query states_in_inbox{
    R"(SELECT p.state AS state, COUNT(*) AS count
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN company k ON k.id = p.company_id
       WHERE p.institution_id = $1
         AND ($2 = '%%' OR lower(c.title) LIKE $2 ESCAPE '\' OR lower(k.name) LIKE $2 ESCAPE '\')
       GROUP BY p.state ORDER BY p.state)"};

} // namespace

std::vector<course_provide_summary> inbox(db::connection& in, institution_id of, const inbox_wish& wish)
{
    const std::string_view state = wish.state ? boost::describe::enum_to_string(*wish.state, "") : "";
    return in.all<course_provide_summary>(page_of_inbox, of, organisations::containing(wish.search), state, wish.order,
                                          wish.most, wish.skip);
}

std::vector<inbox_count> count_states(db::connection& in, institution_id of, std::string_view search)
{
    return in.all<inbox_count>(states_in_inbox, of, organisations::containing(search));
}

} // namespace ahimmoyak::offerings
