#pragma once

#include "db/connection.hpp"
#include "db/lists.hpp"
#include "offerings/offering.hpp"

#include <optional>
#include <string>
#include <vector>

/// What other modules ask about who attends what: reads, in the caller's transaction.
namespace ahimmoyak::offerings::enrolments {

/// The offering as others need it.
struct offering {
    course_provide_id id;
    course_provide_state state = course_provide_state::PENDING;
    courses::course_id course_id;
    std::string course_title;
    ahimmoyak::institution_id institution_id;
    ahimmoyak::company_id company_id;
    std::string company_name;
    date begin_date;
    date end_date;
};
BOOST_DESCRIBE_STRUCT(offering, (),
                      (id, state, course_id, course_title, institution_id, company_id, company_name, begin_date,
                       end_date))

struct trainee {
    enrollment_id enrollment;
    user_id user;
    std::string name;
    std::string email;
    std::string company_name;
};
BOOST_DESCRIBE_STRUCT(trainee, (), (enrollment, user, name, email, company_name))

/// The enrollment of the user in the offering, whatever the offering's state; nothing for who is not
/// enrolled or is no longer an employee of the company that pays.
std::optional<enrollment_id> is_enrolled(db::connection& in, user_id user, course_provide_id in_offering);

/// The same whether or not the user still works there: for the record of the training.
std::optional<enrollment_id> enrollment_of(db::connection& in, user_id user, course_provide_id in_offering);

/// Any offering by its id. The caller of this checks whose it is.
std::optional<offering> find(db::connection& in, course_provide_id id);
/// Many of them at once, by id.
std::vector<offering> find_all(db::connection& in, const db::id_list& ids);
/// The offering, if it is one of the institution's.
std::optional<offering> of_institution(db::connection& in, institution_id institution, course_provide_id id);
/// The offering, if the user is enrolled in it.
std::optional<offering> of_trainee(db::connection& in, user_id user, course_provide_id id);

/// Everybody enrolled, by name.
std::vector<trainee> trainees(db::connection& in, course_provide_id of);
/// Everybody of many offerings, by offering and enrollment: to sort so many names costs more than to find them.
struct placed_trainee : trainee {
    course_provide_id offering;
};
BOOST_DESCRIBE_STRUCT(placed_trainee, (trainee), (offering))
std::vector<placed_trainee> trainees_of_all(db::connection& in, const db::id_list& offerings);
/// One of them.
std::optional<trainee> trainee_of(db::connection& in, course_provide_id of, user_id who);

/// The offerings that the user is enrolled in, newest first (at most 1,000).
std::vector<offering> of_user(db::connection& in, user_id user);

} // namespace ahimmoyak::offerings::enrolments
