#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"
#include "offerings/offering.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::certificates {

struct certificate_tag;
using certificate_id = id<certificate_tag>;

/// What the rules of an offering may ask for. Another kind (an exam's score) needs no other schema: it is one more
/// requirement of a certificate.
enum class requirement_kind : std::uint8_t { PROGRESS, LIVE_ATTENDANCE, EXAM_SCORE };
BOOST_DESCRIBE_ENUM(requirement_kind, PROGRESS, LIVE_ATTENDANCE, EXAM_SCORE)

struct requirement {
    requirement_kind kind = requirement_kind::PROGRESS;
    std::int64_t needed = 0;  ///< percent, or points of 100
    std::int64_t reached = 0; ///< likewise
    bool met() const { return reached >= needed; }
};
BOOST_DESCRIBE_STRUCT(requirement, (), (kind, needed, reached))

/// All that the paper says, as it was on the day.
struct printed {
    std::string name;
    std::string company_name;
    std::string course_title;
    std::string institution_name;
    std::string owner_name; ///< who stands for the institution
    std::optional<std::string> certified_number;
    date begin_date;
    date end_date;
    date issued_on;
    std::int64_t lesson_count = 0;
    std::int64_t approved_seconds = 0; ///< what the lessons take
    std::int64_t rules_version = 0;
    std::vector<requirement> requirements;
};
BOOST_DESCRIBE_STRUCT(printed, (),
                      (name, company_name, course_title, institution_name, owner_name, certified_number, begin_date,
                       end_date, issued_on, lesson_count, approved_seconds, rules_version, requirements))

/// A certificate with what became of it.
struct certificate {
    certificate_id id;
    offerings::course_provide_id course_provide_id;
    ahimmoyak::user_id user_id;
    std::string number;
    std::string code; ///< of the page that confirms it
    certificates::printed printed;
    timestamp issued_at{};
    std::optional<timestamp> revoked_at;
    std::optional<std::string> revocation_reason;
};
BOOST_DESCRIBE_STRUCT(certificate, (),
                      (id, course_provide_id, user_id, number, code, printed, issued_at, revoked_at, revocation_reason))

} // namespace ahimmoyak::certificates
