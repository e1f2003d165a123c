#include "offerings/enrolments.hpp"

namespace ahimmoyak::offerings::enrolments {

// Who leaves the company keeps the enrollment as a record, but not the entrance: hence the user's
// company of today in each of these.

static constexpr db::query entrance_of{
    R"(SELECT e.id AS id FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id
            JOIN users u ON u.id = e.user_id AND u.company_id = p.company_id
       WHERE e.course_provide_id = $1 AND e.user_id = $2)"};

static constexpr db::query kept_enrollment{"SELECT id FROM enrollment WHERE course_provide_id = $1 AND user_id = $2"};

static constexpr db::query one{
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, p.company_id AS company_id, k.name AS company_name,
              p.begin_date AS begin_date, p.end_date AS end_date
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN company k ON k.id = p.company_id
       WHERE p.id = $1)"};

static constexpr auto listed = db::one_of_listed<
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, p.company_id AS company_id, k.name AS company_name,
              p.begin_date AS begin_date, p.end_date AS end_date
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN company k ON k.id = p.company_id
       WHERE p.id)",
    " ORDER BY p.id">();

static constexpr db::query of_one_user{
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, p.company_id AS company_id, k.name AS company_name,
              p.begin_date AS begin_date, p.end_date AS end_date
       FROM enrollment e JOIN users u ON u.id = e.user_id
            JOIN course_provide p ON p.id = e.course_provide_id AND p.company_id = u.company_id
            JOIN course c ON c.id = p.course_id JOIN company k ON k.id = p.company_id
       WHERE e.user_id = $1 ORDER BY e.course_provide_id DESC LIMIT 1000)"};

static constexpr db::query everybody{
    R"(SELECT e.id AS enrollment, e.user_id AS "user", u.name AS name, u.email AS email, k.name AS company_name
       FROM enrollment e JOIN users u ON u.id = e.user_id JOIN course_provide p ON p.id = e.course_provide_id
            JOIN company k ON k.id = p.company_id
       WHERE e.course_provide_id = $1 ORDER BY u.name, e.user_id)"};

static constexpr auto everybody_of_listed = db::one_of_listed<
    R"(SELECT e.id AS enrollment, e.user_id AS "user", u.name AS name, u.email AS email, k.name AS company_name,
              e.course_provide_id AS offering
       FROM enrollment e JOIN users u ON u.id = e.user_id JOIN course_provide p ON p.id = e.course_provide_id
            JOIN company k ON k.id = p.company_id
       WHERE e.course_provide_id)",
    " ORDER BY e.course_provide_id, e.id">();

static constexpr db::query one_of_everybody{
    R"(SELECT e.id AS enrollment, e.user_id AS "user", u.name AS name, u.email AS email, k.name AS company_name
       FROM enrollment e JOIN users u ON u.id = e.user_id JOIN course_provide p ON p.id = e.course_provide_id
            JOIN company k ON k.id = p.company_id
       WHERE e.course_provide_id = $1 AND e.user_id = $2)"};

std::optional<enrollment_id> is_enrolled(db::connection& in, user_id user, course_provide_id in_offering)
{
    return in.first<enrollment_id>(entrance_of, in_offering, user);
}

std::optional<enrollment_id> enrollment_of(db::connection& in, user_id user, course_provide_id in_offering)
{
    return in.first<enrollment_id>(kept_enrollment, in_offering, user);
}

std::optional<offering> find(db::connection& in, course_provide_id id) { return in.first<offering>(one, id); }

std::vector<offering> find_all(db::connection& in, const db::id_list& ids) { return in.all<offering>(listed, ids); }

std::optional<offering> of_institution(db::connection& in, institution_id institution, course_provide_id id)
{
    auto found = find(in, id);
    if (found && found->institution_id != institution)
        found.reset();
    return found;
}

std::optional<offering> of_trainee(db::connection& in, user_id user, course_provide_id id)
{
    if (!is_enrolled(in, user, id))
        return std::nullopt;
    return find(in, id);
}

std::vector<trainee> trainees(db::connection& in, course_provide_id of) { return in.all<trainee>(everybody, of); }

std::vector<placed_trainee> trainees_of_all(db::connection& in, const db::id_list& offerings)
{
    return in.all<placed_trainee>(everybody_of_listed, offerings);
}

std::optional<trainee> trainee_of(db::connection& in, course_provide_id of, user_id who)
{
    return in.first<trainee>(one_of_everybody, of, who);
}

std::vector<offering> of_user(db::connection& in, user_id user) { return in.all<offering>(of_one_user, user); }

} // namespace ahimmoyak::offerings::enrolments
