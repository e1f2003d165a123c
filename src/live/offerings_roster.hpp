#pragma once

#include "live/roster.hpp"

namespace ahimmoyak::live {

/// The roster of the real offerings and accounts.
class offerings_roster final : public roster {
public:
    std::optional<offering> of_institution(db::connection& in, institution_id whose, course_provide_id which) override;
    bool has_live_lesson(db::connection& in, course_provide_id offering, courses::content_id lesson) override;
    std::optional<enrollment_id> enrollment(db::connection& in, user_id whose, course_provide_id in_offering) override;
    std::vector<course_provide_id> of_user(db::connection& in, user_id whose) override;
    std::vector<trainee> trainees(db::connection& in, course_provide_id of) override;
    std::string name_of(db::connection& in, user_id whose) override;
};

} // namespace ahimmoyak::live
