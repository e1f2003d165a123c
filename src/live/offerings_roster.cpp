#include "live/offerings_roster.hpp"

#include "identity/accounts.hpp"
#include "json/codec.hpp"
#include "offerings/enrolments.hpp"

#include <array>

namespace ahimmoyak::live {

namespace {

namespace enrolments = offerings::enrolments;
using offerings::course_provide_state;

constexpr db::query live_lesson{R"(
    SELECT l.id AS id FROM course_provide p JOIN contents l ON l.course_id = p.course_id
    WHERE p.id = $1 AND l.id = $2 AND l.type = 'LIVE')"};

bool takes_lectures(course_provide_state state)
{
    return state == course_provide_state::ACCEPTED || state == course_provide_state::ATTENDEE_PENDING ||
           state == course_provide_state::NOT_STARTED || state == course_provide_state::ONGOING;
}

} // namespace

std::optional<roster::offering> offerings_roster::of_institution(db::connection& in, institution_id whose,
                                                                 course_provide_id which)
{
    const auto found = enrolments::of_institution(in, whose, which);
    if (!found)
        return std::nullopt;
    return offering{found->id, found->course_title, std::string{json::codec<course_provide_state>::name(found->state)},
                    takes_lectures(found->state)};
}

bool offerings_roster::has_live_lesson(db::connection& in, course_provide_id offering, courses::content_id lesson)
{
    return in.first<courses::content_id>(live_lesson, offering, lesson).has_value();
}

std::optional<enrollment_id> offerings_roster::enrollment(db::connection& in, user_id whose,
                                                          course_provide_id in_offering)
{
    return enrolments::is_enrolled(in, whose, in_offering);
}

std::vector<course_provide_id> offerings_roster::of_user(db::connection& in, user_id whose)
{
    std::vector<course_provide_id> all;
    for (const auto& each : enrolments::of_user(in, whose))
        all.push_back(each.id);
    return all;
}

std::vector<roster::trainee> offerings_roster::trainees(db::connection& in, course_provide_id of)
{
    std::vector<trainee> all;
    for (auto& each : enrolments::trainees(in, of))
        all.push_back({each.enrollment, each.user, std::move(each.name), std::move(each.company_name)});
    return all;
}

std::string offerings_roster::name_of(db::connection& in, user_id whose)
{
    const std::array whom{whose};
    const auto found = identity::accounts::find(in, whom);
    return found.empty() ? std::string{} : found.begin()->second.name;
}

} // namespace ahimmoyak::live
