#pragma once

#include "offerings/offering.hpp"

#include <string>
#include <string_view>
#include <vector>

// What others may hear of offerings. Each is written in the transaction of its change, with the
// aggregate "offerings:<id of the offering>", and carries what a listener needs to tell people, so
// that it need not ask back.

namespace ahimmoyak::offerings {

/// What every one of them begins with.
struct offering_told {
    offerings::course_provide_id course_provide_id;
    ahimmoyak::institution_id institution_id;
    ahimmoyak::company_id company_id;
    std::string course_title;
    std::string institution_name;
    std::string company_name;
};
BOOST_DESCRIBE_STRUCT(offering_told, (),
                      (course_provide_id, institution_id, company_id, course_title, institution_name, company_name))

/// A company has asked for a course. For the institution's managers.
struct requested : offering_told {
    static constexpr std::string_view event_name = "offerings.requested";
    std::int64_t attendee_count = 0;
};
BOOST_DESCRIBE_STRUCT(requested, (offering_told), (attendee_count))

/// The institution has accepted or declined. For the company's supervisors.
struct answered : offering_told {
    static constexpr std::string_view event_name = "offerings.answered";
    bool accepted = false;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(answered, (offering_told), (accepted, reason))

/// The company has withdrawn its request. For the institution's managers.
struct canceled : offering_told {
    static constexpr std::string_view event_name = "offerings.canceled";
};
BOOST_DESCRIBE_STRUCT(canceled, (offering_told), ())

/// The company has named who attends. For the institution's managers.
struct submitted : offering_told {
    static constexpr std::string_view event_name = "offerings.submitted";
    std::int64_t attendee_count = 0; ///< how many were named
    std::optional<bool> again;       ///< true: in place of an earlier list
};
BOOST_DESCRIBE_STRUCT(submitted, (offering_told), (attendee_count, again))

/// The institution has enrolled the attendees. For them and for the company's supervisors.
struct registered : offering_told {
    static constexpr std::string_view event_name = "offerings.registered";
    course_provide_state state = course_provide_state::NOT_STARTED; ///< or ONGOING
    date begin_date;
    date end_date;
    std::vector<user_id> employees; ///< the users enrolled
};
BOOST_DESCRIBE_STRUCT(registered, (offering_told), (state, begin_date, end_date, employees))

/// The calendar has begun or ended an offering. For its trainees, supervisors and managers.
struct turned : offering_told {
    static constexpr std::string_view event_name = "offerings.turned";
    course_provide_state state = course_provide_state::ONGOING; ///< or FINISHED
    std::vector<user_id> employees;                             ///< the users enrolled
};
BOOST_DESCRIBE_STRUCT(turned, (offering_told), (state, employees))

} // namespace ahimmoyak::offerings
