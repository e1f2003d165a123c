#pragma once

#include "certificates/certificate.hpp"
#include "exams/paper_record.hpp"
#include "identity/consents.hpp"
#include "learning/identity_check.hpp"
#include "learning/offering_progress.hpp"
#include "live/attendance_record.hpp"
#include "marking/record.hpp"
#include "offerings/offering.hpp"
#include "organisations/organisation.hpp"

#include <boost/describe.hpp>

#include <string>
#include <vector>

/// All that stands behind the completions of an offering, as it is at one moment.
namespace ahimmoyak::evidence {

struct trainee_evidence {
    learning::trainee_progress trainee;
    std::vector<identity::consents::consent> consents;
    std::vector<learning::shown_identity_check> identity_checks; ///< the newest first
    std::vector<learning::my_curriculum> curriculums;            ///< with what is credited of each lesson
    std::vector<learning::day_studied> days;
    std::vector<learning::shown_viewing> viewings; ///< from where and on what; the newest first
    std::vector<learning::refusals_noted> refusals;
    std::vector<live::attendance_row> attendance;
    std::vector<exams::recorded_paper> exam_papers;      ///< as they were drawn, with answers and marks
    std::vector<marking::marking_record> exam_marking;   ///< of these, what people did: marks, copies, regrades
    std::vector<certificates::certificate> certificates; ///< none or one
};
BOOST_DESCRIBE_STRUCT(trainee_evidence, (),
                      (trainee, consents, identity_checks, curriculums, days, viewings, refusals, attendance,
                       exam_papers, exam_marking, certificates))

struct offering_evidence {
    timestamp made_at{};
    std::string institution_name;
    std::string business_number;
    std::optional<std::string> certified_number;
    offerings::course_provide_detail offering; ///< with its history: who decided what, and when
    learning::versioned_rules measured_by;
    std::vector<trainee_evidence> trainees;           ///< by name
    std::vector<exams::recorded_outage> exam_outages; ///< the time was given back to who wrote an exam then
};
BOOST_DESCRIBE_STRUCT(offering_evidence, (),
                      (made_at, institution_name, business_number, certified_number, offering, measured_by, trainees,
                       exam_outages))

/// Or the 404 for an offering that is not the institution's.
offering_evidence collect(db::connection& in, institution_id whose, offerings::course_provide_id which, timestamp now,
                          const std::string& zone);

} // namespace ahimmoyak::evidence
