#pragma once

#include "base/caller.hpp"
#include "base/words.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace ahimmoyak::notifications {

struct notification_tag;
using notification_id = id<notification_tag>;

enum class notification_kind : std::uint8_t {
    AFFILIATION_REQUESTED, ///< to supervisors
    AFFILIATION_ACCEPTED,  ///< to the person who asked
    AFFILIATION_DECLINED,  ///< to the person who asked
    INVITED,               ///< to who is invited and has an account; there is a letter of its own
    INVITATION_ACCEPTED,   ///< to supervisors
    SUPERVISOR_MADE,       ///< to who is a supervisor now
    SUPERVISOR_UNMADE,     ///< to who was one
    OFFERING_REQUESTED,    ///< to managers
    OFFERING_CANCELED,     ///< to managers
    OFFERING_ACCEPTED,     ///< to supervisors
    OFFERING_DECLINED,     ///< to supervisors
    ATTENDEES_SUBMITTED,   ///< to managers
    ATTENDEES_CHANGED,     ///< to managers
    ATTENDEES_REGISTERED,  ///< to supervisors
    COURSE_ASSIGNED,       ///< to trainees
    COURSE_BEGAN,          ///< to trainees, supervisors and managers
    COURSE_FINISHED,       ///< to trainees, supervisors and managers
    MEMBERSHIP_ENDED,      ///< to the person, by the company or the institution
    MEMBER_LEFT,           ///< to supervisors or managers, by the person
    LECTURE_PLANNED,       ///< to trainees
    LECTURE_CANCELED,      ///< to trainees
    LECTURE_STARTED,       ///< to trainees
    CERTIFICATE_ISSUED,    ///< to who has earned it
    CERTIFICATE_REVOKED,   ///< to who had it
    NOTICE_POSTED,         ///< to trainees
    QUESTION_ASKED,        ///< to managers
    QUESTION_ANSWERED,     ///< to who asked and who wrote in the thread
    THREAD_COMMENTED,      ///< the same, by a fellow trainee
    ANSWER_ACCEPTED,       ///< to who answered
    COPIES_FOUND,          ///< to managers: essays that are alike
    EXAM_SCORE_CHANGED,    ///< to the trainee, after a question was regraded
    BACKUP_FAILED,         ///< to administrators, whatever they have chosen
};
BOOST_DESCRIBE_ENUM(notification_kind, AFFILIATION_REQUESTED, AFFILIATION_ACCEPTED, AFFILIATION_DECLINED, INVITED,
                    INVITATION_ACCEPTED, SUPERVISOR_MADE, SUPERVISOR_UNMADE, OFFERING_REQUESTED, OFFERING_CANCELED,
                    OFFERING_ACCEPTED, OFFERING_DECLINED, ATTENDEES_SUBMITTED, ATTENDEES_CHANGED, ATTENDEES_REGISTERED,
                    COURSE_ASSIGNED, COURSE_BEGAN, COURSE_FINISHED, MEMBERSHIP_ENDED, MEMBER_LEFT, LECTURE_PLANNED,
                    LECTURE_CANCELED, LECTURE_STARTED, CERTIFICATE_ISSUED, CERTIFICATE_REVOKED, NOTICE_POSTED,
                    QUESTION_ASKED, QUESTION_ANSWERED, THREAD_COMMENTED, ANSWER_ACCEPTED, COPIES_FOUND,
                    EXAM_SCORE_CHANGED, BACKUP_FAILED)

/// What people choose by: which of these they are told in the page, and which by mail. Letters about the
/// security of an account are none of them; nobody can turn those off.
enum class notification_topic : std::uint8_t { AFFILIATION, OFFERING, COURSE, BOARD, LIVE };
BOOST_DESCRIBE_ENUM(notification_topic, AFFILIATION, OFFERING, COURSE, BOARD, LIVE)

notification_topic topic_of(notification_kind kind);
words name_of(notification_topic which);

/// Whether anybody wants a mail of it: not of what has a letter already, happens by the hundred, or is over
/// before a mail is read.
bool goes_by_mail(notification_kind kind);

/// What a sentence may be filled with; each kind uses some of it.
struct parameters {
    std::optional<std::string> person;
    std::optional<std::string> company;
    std::optional<std::string> institution;
    std::optional<std::string> course;
    std::optional<std::string> reason;
    std::optional<std::string> begin_date;
    std::optional<std::string> end_date;
    std::optional<std::int64_t> people;
    std::optional<std::string> lecture;
    std::optional<std::string> number;
    std::optional<std::string> post;
    std::optional<std::string> time; ///< as clock::minute_of writes it
    std::optional<std::string> exam;
    std::optional<std::int64_t> score_before;
    std::optional<std::int64_t> score_after;
};
BOOST_DESCRIBE_STRUCT(parameters, (),
                      (person, company, institution, course, reason, begin_date, end_date, people, lecture, number,
                       post, time, exam, score_before, score_after))

struct rendered {
    words title;
    words body;
};

/// The sentences of a notification. They are made when it is read, so that they speak the reader's language.
rendered render(notification_kind kind, const parameters& with);

} // namespace ahimmoyak::notifications
