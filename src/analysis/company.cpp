#include "analysis/company.hpp"

#include "analysis/charts.hpp"

#include <map>

namespace ahimmoyak::analysis {

namespace {

constexpr db::query offerings_page{R"(
    SELECT o.course_provide_id AS course_provide_id, c.title AS course_title, i.name AS institution_name, o.state AS state,
           o.begin_date AS begin_date, o.end_date AS end_date, o.trainee_count AS trainee_count,
           o.progress_sum AS progress_sum, o.present_ms AS present_ms, o.held_ms AS held_ms
    FROM analysis_offering o JOIN course c ON c.id = o.course_id JOIN institution i ON i.id = o.institution_id
    WHERE o.company_id = $1 AND o.course_provide_id < $2 AND o.state IN ('NOT_STARTED', 'ONGOING', 'FINISHED')
    ORDER BY o.course_provide_id DESC LIMIT $3)"};
constexpr db::query stands_of_page{R"(
    SELECT a.certified AS certified, a.progress_percent AS progress_percent, a.progress_needed AS progress_needed,
           a.attendance_percent AS attendance_percent, a.attendance_needed AS attendance_needed, a.score AS score,
           a.score_needed AS score_needed, a.exam_count AS exam_count, a.course_provide_id AS course_provide_id
    FROM analysis_offering o JOIN analysis_enrollment a ON a.course_provide_id = o.course_provide_id
    WHERE o.company_id = $1 AND o.course_provide_id >= $2 AND o.course_provide_id <= $3
      AND o.state IN ('NOT_STARTED', 'ONGOING', 'FINISHED'))"};
constexpr db::query company_totals{R"(
    SELECT CAST(COUNT(*) AS BIGINT) AS offering_count,
           CAST(COALESCE(SUM(CASE WHEN state = 'ONGOING' THEN 1 ELSE 0 END), 0) AS BIGINT) AS ongoing_count,
           CAST(COALESCE(SUM(trainee_count), 0) AS BIGINT) AS trainee_count,
           CAST(COALESCE(SUM(certified_count), 0) AS BIGINT) AS certified_count, CAST(0 AS BIGINT) AS at_risk_count
    FROM analysis_offering WHERE company_id = $1 AND state IN ('NOT_STARTED', 'ONGOING', 'FINISHED'))"};

constexpr db::query running_stands{R"(
    SELECT a.certified AS certified, a.progress_percent AS progress_percent, a.progress_needed AS progress_needed,
           a.attendance_percent AS attendance_percent, a.attendance_needed AS attendance_needed, a.score AS score,
           a.score_needed AS score_needed, a.exam_count AS exam_count, o.begin_date AS begin_date,
           o.end_date AS end_date
    FROM analysis_offering o JOIN analysis_enrollment a ON a.course_provide_id = o.course_provide_id
    WHERE o.company_id = $1 AND o.state = 'ONGOING')"};

struct running_stand : stand {
    date begin_date;
    date end_date;
};
BOOST_DESCRIBE_STRUCT(running_stand, (stand), (begin_date, end_date))

struct page_offering {
    offerings::course_provide_id course_provide_id;
    std::string course_title;
    std::string institution_name;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t trainee_count = 0;
    std::int64_t progress_sum = 0;
    std::int64_t present_ms = 0;
    std::int64_t held_ms = 0;
};
BOOST_DESCRIBE_STRUCT(page_offering, (),
                      (course_provide_id, course_title, institution_name, state, begin_date, end_date, trainee_count,
                       progress_sum, present_ms, held_ms))

struct placed_stand : stand {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(placed_stand, (stand), (course_provide_id))

void count_in(dashboard_offering& to, const prospect& ahead)
{
    to.certified_count += ahead.outlook == outlook::CERTIFIED ? 1 : 0;
    to.on_track_count += ahead.outlook == outlook::ON_TRACK ? 1 : 0;
    to.at_risk_count += ahead.outlook == outlook::AT_RISK ? 1 : 0;
    to.missed_count += ahead.outlook == outlook::MISSED ? 1 : 0;
    for (const auto& each : ahead.requirements) {
        using certificates::requirement_kind;
        auto& count = each.kind == requirement_kind::PROGRESS          ? to.risks.progress
                      : each.kind == requirement_kind::LIVE_ATTENDANCE ? to.risks.attendance
                                                                       : to.risks.exam;
        count += each.at_risk ? 1 : 0;
    }
}

} // namespace

std::vector<dashboard_offering> offerings_of(db::connection& in, company_id of, std::int64_t before, std::int64_t most,
                                             date today)
{
    std::vector<dashboard_offering> made;
    std::map<offerings::course_provide_id, std::size_t> places;
    for (auto& each : in.all<page_offering>(offerings_page, of, before, most)) {
        places.emplace(each.course_provide_id, made.size());
        auto& row = made.emplace_back();
        row.course_provide_id = each.course_provide_id;
        row.course_title = std::move(each.course_title);
        row.institution_name = std::move(each.institution_name);
        row.state = each.state;
        row.begin_date = each.begin_date;
        row.end_date = each.end_date;
        row.days_left = std::max<std::int64_t>(0, (each.end_date.value - today.value).count() + 1);
        row.trainee_count = each.trainee_count;
        row.progress_percent = mean_or_none(each.progress_sum, each.trainee_count);
        row.attendance_percent = percent_or_none(each.present_ms, each.held_ms);
    }
    if (made.empty())
        return made;
    for (const auto& each :
         in.all<placed_stand>(stands_of_page, of, made.back().course_provide_id, made.front().course_provide_id))
        if (const auto found = places.find(each.course_provide_id); found != places.end()) {
            auto& row = made[found->second];
            count_in(row, prospect_of(each, days_of(row.state, row.begin_date, row.end_date, today)));
        }
    return made;
}

dashboard_totals totals_of(db::connection& in, company_id of, date today)
{
    auto made = in.first<dashboard_totals>(company_totals, of).value_or(dashboard_totals{});
    for (const auto& each : in.all<running_stand>(running_stands, of)) {
        using offerings::course_provide_state;
        const auto ahead =
            prospect_of(each, days_of(course_provide_state::ONGOING, each.begin_date, each.end_date, today));
        made.at_risk_count += ahead.outlook == outlook::AT_RISK ? 1 : 0;
    }
    return made;
}

} // namespace ahimmoyak::analysis
