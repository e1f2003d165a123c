#include "evidence/collected.hpp"

#include "base/clock.hpp"
#include "base/problem.hpp"
#include "certificates/records.hpp"
#include "offerings/enrolments.hpp"
#include "offerings/records.hpp"
#include "organisations/directory.hpp"

#include <map>

namespace ahimmoyak::evidence {

namespace {

namespace enrolments = offerings::enrolments;

// More than anybody has; a file stays within what a machine can hold.
constexpr std::int64_t most_of_each = 5'000;

} // namespace

offering_evidence collect(db::connection& in, institution_id whose, offerings::course_provide_id which, timestamp now,
                          const std::string& zone)
{
    const auto of = enrolments::of_institution(in, whose, which);
    if (!of)
        throw not_found({"과정", "the offering"});
    offering_evidence made;
    made.made_at = now;
    if (const auto by = organisations::find_institution(in, whose)) {
        made.institution_name = by->name;
        made.business_number = by->business_number;
        made.certified_number = by->certified_number;
    }
    made.offering = offerings::read_detail(in, whose, which);
    std::map<offerings::enrollment_id, std::vector<live::attendance_row>> attended;
    for (auto& each : live::attendance_rows(in, which))
        attended[each.enrollment_id].push_back(std::move(each));
    std::map<user_id, certificates::certificate> certificates;
    for (auto& each : certificates::certificates_in(in, which))
        certificates.emplace(each.user_id, std::move(each));
    auto papers = exams::papers_of(in, which);
    auto marking = marking::marking_of(in, which);
    made.exam_outages = exams::outages_between(in, timestamp{of->begin_date.value} - std::chrono::days{1}, now);
    const auto today = clock::day_of(now, zone);
    made.measured_by = learning::rules_of(in, which, whose);
    for (const auto& each : enrolments::trainees(in, which)) {
        trainee_evidence one;
        auto record = learning::record_of(in, *of, each.user, today);
        one.trainee = std::move(record.trainee);
        one.curriculums = std::move(record.curriculums);
        one.days = std::move(record.days);
        one.refusals = std::move(record.refusals);
        one.consents = identity::consents::of(in, each.user);
        one.identity_checks = learning::identity_checks_of(in, each.enrollment, INT64_MAX, most_of_each);
        one.viewings = learning::viewings_shown(in, each.enrollment, INT64_MAX, most_of_each);
        if (const auto found = attended.find(each.enrollment); found != attended.end())
            one.attendance = std::move(found->second);
        if (const auto found = papers.find(each.enrollment); found != papers.end())
            one.exam_papers = std::move(found->second);
        if (const auto found = marking.find(each.enrollment); found != marking.end())
            one.exam_marking = std::move(found->second);
        if (const auto found = certificates.find(each.user); found != certificates.end())
            one.certificates.push_back(std::move(found->second));
        made.trainees.push_back(std::move(one));
    }
    return made;
}

} // namespace ahimmoyak::evidence
