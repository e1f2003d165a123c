#include "organisations/employees_list.hpp"

#include "base/problem.hpp"
#include "identity/search_terms.hpp"

namespace ahimmoyak::organisations {

namespace {

// CROSS JOIN keeps SQLite, and MATERIALIZED keeps PostgreSQL, from beginning with another table: how many rows a search
// finds is known here and not to them. A subquery for one value is asked for each row; EXISTS might become a join of
// all.
constexpr db::query by_name{R"(
    SELECT u.id AS user_id, u.username, u.name, u.email, a.department, a.is_supervisor, a.since
    FROM users u CROSS JOIN affiliation a
    WHERE u.company_id = $1 AND (u.name, u.id) > ($2, $3)
      AND a.company_id = $1 AND a.user_id = u.id AND a.state = 'APPROVED'
    ORDER BY u.name, u.id LIMIT $4)"};
constexpr db::query count_found{R"(
    SELECT COUNT(*) FROM (
        SELECT user_id FROM user_term WHERE company_id = $1 AND term >= $2 AND term < $3 LIMIT $4) AS found)"};
// Few are found: all of them are read and put in order.
constexpr db::query by_few{R"(
    WITH found AS MATERIALIZED (
        SELECT DISTINCT user_id FROM user_term WHERE company_id = $1 AND term >= $2 AND term < $3)
    SELECT u.id AS user_id, u.username, u.name, u.email, a.department, a.is_supervisor, a.since
    FROM found f CROSS JOIN users u CROSS JOIN affiliation a
    WHERE u.id = f.user_id AND (u.name, u.id) > ($4, $5)
      AND a.company_id = $1 AND a.user_id = u.id AND a.state = 'APPROVED'
    ORDER BY u.name, u.id LIMIT $6)"};
// Many are found: going through the names, a page is soon full.
constexpr db::query by_many{R"(
    SELECT u.id AS user_id, u.username, u.name, u.email, a.department, a.is_supervisor, a.since
    FROM users u CROSS JOIN affiliation a
    WHERE u.company_id = $1 AND (u.name, u.id) > ($2, $3)
      AND (SELECT 1 FROM user_term t WHERE t.user_id = u.id AND t.term >= $4 AND t.term < $5 LIMIT 1) IS NOT NULL
      AND a.company_id = $1 AND a.user_id = u.id AND a.state = 'APPROVED'
    ORDER BY u.name, u.id LIMIT $6)"};
// A department is small: all of it is read and put in order.
constexpr db::query by_department{R"(
    WITH people AS MATERIALIZED (
        SELECT user_id, department, is_supervisor, since FROM affiliation
        WHERE company_id = $1 AND department = $2 AND state = 'APPROVED')
    SELECT u.id AS user_id, u.username, u.name, u.email, p.department, p.is_supervisor, p.since
    FROM people p CROSS JOIN users u
    WHERE u.id = p.user_id AND (u.name, u.id) > ($3, $4)
      AND (SELECT 1 FROM user_term t WHERE t.user_id = u.id AND t.term >= $5 AND t.term < $6 LIMIT 1) IS NOT NULL
    ORDER BY u.name, u.id LIMIT $7)"};
constexpr std::int64_t few = 500;
constexpr db::query departments{R"(
    SELECT department FROM affiliation WHERE company_id = $1 AND department IS NOT NULL
    UNION SELECT department FROM invitation WHERE company_id = $1 AND department IS NOT NULL
    ORDER BY department LIMIT 1000)"};
constexpr db::query put_department{R"(
    UPDATE affiliation SET department = $1, updated_at = $2
    WHERE company_id = $3 AND user_id = $4 AND state = 'APPROVED')"};

} // namespace

std::vector<employee> employees_of(db::connection& in, company_id of, const people_filter& filter, const cursor& after,
                                   std::int64_t limit)
{
    const auto [from, until] = identity::search_terms::of(filter.search);
    if (filter.department)
        return in.all<employee>(by_department, of, *filter.department, after.key, after.id, from, until, limit);
    if (filter.search.empty())
        return in.all<employee>(by_name, of, after.key, after.id, limit);
    if (in.first<std::int64_t>(count_found, of, from, until, few).value() < few)
        return in.all<employee>(by_few, of, from, until, after.key, after.id, limit);
    return in.all<employee>(by_many, of, after.key, after.id, from, until, limit);
}

std::vector<std::string> departments_of(db::connection& in, company_id of)
{
    return in.all<std::string>(departments, of);
}

void set_department(db::connection& in, company_id of, user_id who, const std::optional<std::string>& to, timestamp now)
{
    if (in.run(put_department, to, now, of, who) == 0)
        throw not_found({"직원", "this employee"});
}

} // namespace ahimmoyak::organisations
