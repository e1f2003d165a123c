#pragma once

#include "db/connection.hpp"
#include "mail/message.hpp"
#include "offerings/offering.hpp"
#include "organisations/organisation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::administration {

/// What does not move on by itself, and who would have to move it.
enum class stuck_kind : std::uint8_t {
    OFFERING_UNANSWERED,    ///< the institution has not answered a request
    ATTENDEES_MISSING,      ///< the company has not named who attends
    REGISTRATION_MISSING,   ///< the institution has not registered them
    AFFILIATION_UNANSWERED, ///< the company has not answered somebody
    MAIL_FAILED,            ///< nobody gets this mail any more
    WITHOUT_STAFF,          ///< nobody can act for the organisation
};
BOOST_DESCRIBE_ENUM(stuck_kind, OFFERING_UNANSWERED, ATTENDEES_MISSING, REGISTRATION_MISSING, AFFILIATION_UNANSWERED,
                    MAIL_FAILED, WITHOUT_STAFF)

/// One thing that is stuck. Which of the members are there follows from the kind.
struct stuck {
    stuck_kind kind{};
    timestamp since{};
    std::optional<offerings::course_provide_id> course_provide_id;
    std::optional<organisations::affiliation_id> affiliation_id;
    std::optional<mail::mail_id> mail_id;
    std::optional<ahimmoyak::institution_id> institution_id;
    std::optional<std::string> institution_name;
    std::optional<ahimmoyak::company_id> company_id;
    std::optional<std::string> company_name;
    std::optional<std::string> course_title;
    std::optional<std::string> person_name; ///< who asked, or whom the mail was for
    std::optional<std::string> reason;      ///< why the mail failed
};
BOOST_DESCRIBE_STRUCT(stuck, (),
                      (kind, since, course_provide_id, affiliation_id, mail_id, institution_id, institution_name,
                       company_id, company_name, course_title, person_name, reason))

/// What stands still since before that moment, the longest first; of each kind at most `each`.
std::vector<stuck> find_stuck(db::connection& in, timestamp before, std::int64_t each);

/// Writes to those who would have to move it; how many. Throws the 404, and the 409 when it does not
/// wait for anybody.
std::int64_t remind(db::connection& in, offerings::course_provide_id which, std::string_view address, timestamp now);
std::int64_t remind(db::connection& in, organisations::affiliation_id which, std::string_view address, timestamp now);

} // namespace ahimmoyak::administration
