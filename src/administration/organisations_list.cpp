#include "administration/organisations_list.hpp"

#include "base/problem.hpp"
#include "organisations/directory.hpp"

namespace ahimmoyak::administration {

namespace {

constexpr db::query institutions{R"(
    SELECT i.id, i.name, i.business_number,
           CASE WHEN EXISTS (SELECT 1 FROM manager m JOIN users u ON u.id = m.user_id
                             WHERE m.institution_id = i.id AND u.locked_at IS NULL) THEN 'ACTIVE' ELSE 'WITHOUT_STAFF' END AS state,
           (SELECT COUNT(*) FROM manager m WHERE m.institution_id = i.id) AS staff_count,
           (SELECT COUNT(*) FROM course c WHERE c.institution_id = i.id) AS course_count,
           (SELECT COUNT(*) FROM course_provide p
            WHERE p.institution_id = i.id AND p.state IN ('PENDING', 'ATTENDEE_PENDING')) AS waiting_count,
           (SELECT COUNT(*) FROM course_provide p WHERE p.institution_id = i.id AND p.state = 'ONGOING') AS ongoing_count,
           i.created_at
    FROM institution i
    WHERE (lower(i.name) LIKE $1 ESCAPE '\' OR i.business_number LIKE $2) AND (i.name, i.id) > ($3, $4)
    ORDER BY i.name, i.id LIMIT $5)"};
constexpr db::query companies{R"(
    SELECT c.id, c.name, c.business_number,
           CASE WHEN EXISTS (SELECT 1 FROM affiliation a JOIN users u ON u.id = a.user_id
                             WHERE a.company_id = c.id AND a.state = 'APPROVED' AND a.is_supervisor = TRUE
                               AND u.locked_at IS NULL) THEN 'ACTIVE' ELSE 'WITHOUT_STAFF' END AS state,
           (SELECT COUNT(*) FROM affiliation a
            WHERE a.company_id = c.id AND a.state = 'APPROVED' AND a.is_supervisor = TRUE) AS supervisor_count,
           (SELECT COUNT(*) FROM affiliation a
            WHERE a.company_id = c.id AND a.state = 'APPROVED' AND a.is_supervisor = FALSE) AS employee_count,
           (SELECT COUNT(*) FROM affiliation a WHERE a.company_id = c.id AND a.state = 'REQUESTED')
               + (SELECT COUNT(*) FROM course_provide p WHERE p.company_id = c.id AND p.state = 'ACCEPTED') AS waiting_count,
           (SELECT COUNT(*) FROM course_provide p WHERE p.company_id = c.id AND p.state = 'ONGOING') AS ongoing_count,
           c.created_at
    FROM company c
    WHERE (lower(c.name) LIKE $1 ESCAPE '\' OR c.business_number LIKE $2) AND (c.name, c.id) > ($3, $4)
    ORDER BY c.name, c.id LIMIT $5)"};

constexpr db::query courses_of{"SELECT COUNT(*) FROM course WHERE institution_id = $1"};
constexpr db::query offerings_of_institution{R"(
    SELECT state, COUNT(*) AS count FROM course_provide WHERE institution_id = $1 GROUP BY state ORDER BY state)"};
constexpr db::query offerings_of_company{R"(
    SELECT state, COUNT(*) AS count FROM course_provide WHERE company_id = $1 GROUP BY state ORDER BY state)"};
constexpr db::query staff_of_institution{R"(
    SELECT u.id AS user_id, u.username, u.name, u.email, u.role,
           CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END AS state,
           CAST(NULL AS TEXT) AS organisation_name,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor,
           u.created_at, u.signed_in_at
    FROM manager m JOIN users u ON u.id = m.user_id WHERE m.institution_id = $1 ORDER BY u.name, u.id LIMIT 100)"};
constexpr db::query supervisors_of_company{R"(
    SELECT u.id AS user_id, u.username, u.name, u.email, u.role,
           CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END AS state,
           CAST(NULL AS TEXT) AS organisation_name,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor,
           u.created_at, u.signed_in_at
    FROM affiliation a JOIN users u ON u.id = a.user_id
    WHERE a.company_id = $1 AND a.state = 'APPROVED' AND a.is_supervisor = TRUE ORDER BY u.name, u.id LIMIT 100)"};
constexpr db::query people_of_company{R"(
    SELECT COUNT(*) FROM affiliation WHERE company_id = $1 AND state = 'APPROVED' AND is_supervisor = FALSE)"};
constexpr db::query waiting_for_company{
    "SELECT COUNT(*) FROM affiliation WHERE company_id = $1 AND state = 'REQUESTED'"};

// 123-45-67890 is kept as ten digits; what holds anything else is no part of a number.
std::string number_like(std::string_view search)
{
    std::string digits;
    for (const char c : search) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != '-')
            return {};
    }
    return digits.empty() ? std::string{} : "%" + digits + "%";
}

organisation_state state_of(const std::vector<member>& staff)
{
    for (const auto& each : staff)
        if (each.state != member_state::LOCKED)
            return organisation_state::ACTIVE;
    return organisation_state::WITHOUT_STAFF;
}

} // namespace

std::vector<institution_row> find_institutions(db::connection& in, std::string_view search, const cursor& after,
                                               std::int64_t limit)
{
    return in.all<institution_row>(institutions, organisations::containing(search), number_like(search), after.key,
                                   after.id, limit);
}

std::vector<company_row> find_companies(db::connection& in, std::string_view search, const cursor& after,
                                        std::int64_t limit)
{
    return in.all<company_row>(companies, organisations::containing(search), number_like(search), after.key, after.id,
                               limit);
}

institution_overview overview(db::connection& in, institution_id which)
{
    auto is = organisations::find_institution(in, which);
    if (!is)
        throw not_found({"기관", "this institution"});
    institution_overview shown;
    shown.institution = std::move(*is);
    shown.course_count = in.first<std::int64_t>(courses_of, which).value();
    shown.offerings = in.all<state_count>(offerings_of_institution, which);
    shown.staff = in.all<member>(staff_of_institution, which);
    shown.state = state_of(shown.staff);
    return shown;
}

company_overview overview(db::connection& in, company_id which)
{
    auto is = organisations::find_company(in, which);
    if (!is)
        throw not_found({"기업", "this company"});
    company_overview shown;
    shown.company = std::move(*is);
    shown.employee_count = in.first<std::int64_t>(people_of_company, which).value();
    shown.waiting_count = in.first<std::int64_t>(waiting_for_company, which).value();
    shown.offerings = in.all<state_count>(offerings_of_company, which);
    shown.supervisors = in.all<member>(supervisors_of_company, which);
    shown.state = state_of(shown.supervisors);
    return shown;
}

} // namespace ahimmoyak::administration
