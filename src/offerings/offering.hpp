#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"
#include "courses/course.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::offerings {

struct course_provide_tag;
struct enrollment_tag;
/// An offering: one course sold to one company for a period.
using course_provide_id = id<course_provide_tag>;
using enrollment_id = id<enrollment_tag>;

/// The steps between these stand in state.hpp.
enum class course_provide_state : std::uint8_t {
    PENDING,
    ACCEPTED,
    DECLINED,
    CANCELED,
    ATTENDEE_PENDING,
    NOT_STARTED,
    ONGOING,
    FINISHED
};
BOOST_DESCRIBE_ENUM(course_provide_state, PENDING, ACCEPTED, DECLINED, CANCELED, ATTENDEE_PENDING, NOT_STARTED, ONGOING,
                    FINISHED)

struct course_provide_summary {
    course_provide_id id;
    course_provide_state state = course_provide_state::PENDING;
    courses::course_id course_id;
    std::string course_title;
    ahimmoyak::institution_id institution_id;
    std::string institution_name;
    ahimmoyak::company_id company_id;
    std::string company_name;
    date begin_date;                 ///< the first day, in the installation's time zone
    date end_date;                   ///< the last day
    std::int64_t attendee_count = 0; ///< how many may attend
    std::int64_t deposit = 0;        ///< won; no money moves
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(course_provide_summary, (),
                      (id, state, course_id, course_title, institution_id, institution_name, company_id, company_name,
                       begin_date, end_date, attendee_count, deposit, created_at))

struct attendee {
    ahimmoyak::user_id user_id;
    std::string name;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(attendee, (), (user_id, name, email))

/// When an offering came to a state, and through whom; nobody when the calendar moved it.
struct course_provide_step {
    course_provide_state state = course_provide_state::PENDING;
    timestamp at{};
    std::optional<std::string> by_name;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(course_provide_step, (), (state, at, by_name, reason))

struct course_provide_detail : course_provide_summary {
    std::optional<std::string> note;
    std::vector<attendee> attendees;
    std::vector<course_provide_step> history;
    std::int64_t version = 0; ///< grows with every step; the ETag
};
BOOST_DESCRIBE_STRUCT(course_provide_detail, (course_provide_summary), (note, attendees, history, version))

} // namespace ahimmoyak::offerings
