#pragma once

#include "db/connection.hpp"
#include "live/lecture.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::live {

/// What live lectures ask about offerings and people: reads, in the caller's transaction. The real
/// one is offerings_roster; tests bring their own.
class roster {
public:
    struct offering {
        course_provide_id id;
        std::string course;
        std::string state;
        bool takes_lectures = false; ///< accepted, and not over
    };
    struct trainee {
        enrollment_id enrollment;
        user_id user;
        std::string name;
        std::string company_name;
    };
    virtual ~roster() = default;

    /// The offering, if it is one of the institution's.
    virtual std::optional<offering> of_institution(db::connection& in, institution_id whose,
                                                   course_provide_id which) = 0;
    /// Whether the offering's course has a lesson for live lectures with this id.
    virtual bool has_live_lesson(db::connection& in, course_provide_id offering, courses::content_id lesson) = 0;
    /// The user's place in the offering, if he has one.
    virtual std::optional<enrollment_id> enrollment(db::connection& in, user_id whose,
                                                    course_provide_id in_offering) = 0;
    /// The offerings that the user is enrolled in.
    virtual std::vector<course_provide_id> of_user(db::connection& in, user_id whose) = 0;
    /// Everybody enrolled, by name.
    virtual std::vector<trainee> trainees(db::connection& in, course_provide_id of) = 0;
    /// Empty when there is no such user.
    virtual std::string name_of(db::connection& in, user_id whose) = 0;
};

} // namespace ahimmoyak::live
