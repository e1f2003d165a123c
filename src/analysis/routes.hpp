#pragma once

#include "analysis/charts.hpp"
#include "analysis/people.hpp"
#include "base/caller.hpp"
#include "http/access.hpp"

/// What the routes of this module share.
namespace ahimmoyak::analysis {

inline constexpr auto managers = http::allow::only(role::MANAGER);
inline constexpr auto supervisors = http::allow::only(role::SUPERVISOR);

struct people_query : period_query {
    std::optional<courses::course_id> course_id;
    std::optional<ahimmoyak::company_id> company_id;
    std::optional<offerings::course_provide_id> course_provide_id;
    std::optional<text<7, 7>> enrolled_month; ///< in place of the period: who was enrolled in that month
};
BOOST_DESCRIBE_STRUCT(people_query, (period_query), (course_id, company_id, course_provide_id, enrolled_month))

/// A period of one's own course, of a company that one has dealt with, or of both.
struct narrowed_query : period_query {
    std::optional<courses::course_id> course_id;
    std::optional<ahimmoyak::company_id> company_id;
};
BOOST_DESCRIBE_STRUCT(narrowed_query, (period_query), (course_id, company_id))

/// Throws the 404 for what is another's.
narrowed narrowed_for(db::connection& in, const caller& who, std::optional<courses::course_id> course,
                      std::optional<ahimmoyak::company_id> company);

/// The caller's part of it: an institution's own courses and offerings, a company's own offerings. Or the 404 for what
/// is another's.
people_filter filter_for(db::connection& in, const caller& who, const people_query& asked);

/// The period that was asked for; an offering by itself has all of its own time.
period period_of_people(const people_query& asked, date today);

} // namespace ahimmoyak::analysis
