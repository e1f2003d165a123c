#include "notifications/notification.hpp"

namespace ahimmoyak::notifications {

rendered render(notification_kind kind, const parameters& with)
{
    const auto person = with.person.value_or("");
    const auto company = with.company.value_or("");
    const auto institution = with.institution.value_or("");
    const auto course = with.course.value_or("");
    const auto people = with.people.value_or(0);
    const auto lecture = with.lecture.value_or("");
    const auto post = with.post.value_or("");
    const auto time = with.time.value_or("");
    const auto exam = with.exam.value_or("");
    using enum notification_kind;
    switch (kind) {
    case AFFILIATION_REQUESTED:
        return {{"소속 신청이 왔습니다", "Somebody asks to join"},
                say("{0}님이 {1} 소속을 신청했습니다. 확인하고 답해 주세요.",
                    "{0} asks to join {1}. Have a look and answer.", person, company)};
    case AFFILIATION_ACCEPTED:
        return {{"소속이 승인되었습니다", "You have been accepted"},
                say("이제 {0} 소속입니다.", "You belong to {0} now.", company)};
    case AFFILIATION_DECLINED:
        return {{"소속 신청이 거절되었습니다", "Your request was declined"},
                say("{0}에서 소속 신청을 받아들이지 않았습니다. 회사 담당자에게 문의하세요.",
                    "{0} has declined your request. Ask the people in charge there.", company)};
    case INVITED:
        return {{"회사에서 초대했습니다", "A company invites you"},
                say("{0}에서 사원으로 초대했습니다. 이메일로 받은 초대장의 링크를 열어 수락하세요.",
                    "{0} invites you to join it. Open the link in the invitation that came by e-mail.", company)};
    case INVITATION_ACCEPTED:
        return {{"초대를 수락했습니다", "An invitation was accepted"},
                say("{0}님이 초대를 수락해 {1} 소속이 되었습니다.", "{0} has accepted and belongs to {1} now.", person,
                    company)};
    case SUPERVISOR_MADE:
        return {{"교육 담당자가 되었습니다", "You are a training officer now"},
                say("이제 {0}의 교육 담당자입니다. 사원을 관리하고 과정을 신청할 수 있습니다.",
                    "You supervise the training of {0} now: its employees and its courses.", company)};
    case SUPERVISOR_UNMADE:
        return {{"교육 담당자에서 해제되었습니다", "You are no training officer any more"},
                say("{0}의 교육 담당자가 아닌 사원으로 바뀌었습니다. 과정은 계속 수강할 수 있습니다.",
                    "At {0} you are an employee now, and no supervisor any more. You can go on learning.", company)};
    case OFFERING_REQUESTED:
        return {{"새 과정 신청", "A course is asked for"},
                say("{0}에서 ‘{1}’ 과정을 {2}명으로 신청했습니다.", "{0} asks for “{1}” for {2} people.", company,
                    course, people)};
    case OFFERING_CANCELED:
        return {{"과정 신청 취소", "A request was withdrawn"},
                say("{0}에서 ‘{1}’ 과정 신청을 취소했습니다.", "{0} has withdrawn its request for “{1}”.", company,
                    course)};
    case OFFERING_ACCEPTED:
        return {{"과정 신청이 수락되었습니다", "Your request was accepted"},
                say("{0}에서 ‘{1}’ 과정을 수락했습니다. 수강할 사원을 정해 주세요.",
                    "{0} has accepted “{1}”. Name the employees who attend.", institution, course)};
    case OFFERING_DECLINED: {
        auto body = say("{0}에서 ‘{1}’ 과정 신청을 거절했습니다.", "{0} has declined “{1}”.", institution, course);
        if (with.reason && !with.reason->empty()) {
            body.ko += " 사유: " + *with.reason;
            body.en += " Reason: " + *with.reason;
        }
        return {{"과정 신청이 거절되었습니다", "Your request was declined"}, std::move(body)};
    }
    case ATTENDEES_SUBMITTED:
        return {{"수강자 명단이 왔습니다", "The attendees are named"},
                say("{0}에서 ‘{1}’ 과정의 수강자 {2}명을 제출했습니다. 등록해 주세요.",
                    "{0} has named {2} attendees of “{1}”. Register them.", company, course, people)};
    case ATTENDEES_CHANGED:
        return {{"수강자 명단이 바뀌었습니다", "The attendees have changed"},
                say("{0}에서 ‘{1}’ 과정의 수강자 명단을 {2}명으로 바꿨습니다. 확인하고 등록해 주세요.",
                    "{0} has changed the list for “{1}”: {2} attendees now. Have a look and register them.", company,
                    course, people)};
    case ATTENDEES_REGISTERED:
        return {{"수강자가 등록되었습니다", "The attendees are registered"},
                say("{0}에서 ‘{1}’ 과정의 수강자 {2}명을 등록했습니다.", "{0} has registered {2} attendees of “{1}”.",
                    institution, course, people)};
    case COURSE_ASSIGNED:
        return {{"새 과정을 수강하게 되었습니다", "You have a new course"},
                say("{0}의 ‘{1}’ 과정에 등록되었습니다. 기간: {2} ~ {3}",
                    "You are enrolled in “{1}” of {0}, from {2} to {3}.", institution, course,
                    with.begin_date.value_or(""), with.end_date.value_or(""))};
    case COURSE_BEGAN:
        return {{"과정이 시작되었습니다", "A course has begun"},
                say("오늘부터 ‘{0}’ 과정을 수강할 수 있습니다.", "“{0}” is open from today.", course)};
    case COURSE_FINISHED:
        return {{"과정이 끝났습니다", "A course has ended"},
                say("‘{0}’ 과정의 수강 기간이 끝났습니다.", "The period of “{0}” is over.", course)};
    case MEMBERSHIP_ENDED:
        return {{"소속이 끝났습니다", "You have been removed"},
                say("{0}에서 소속을 끝냈습니다. 그곳의 강의는 더 열리지 않으며, 학습 기록은 남습니다.",
                    "You belong to {0} no more. Its courses are closed to you; the record of your learning stays.",
                    with.company ? company : institution)};
    case MEMBER_LEFT:
        return {
            {"한 사람이 떠났습니다", "Somebody has left"},
            say("{0}님이 {1} 소속을 끝냈습니다.", "{0} has left {1}.", person, with.company ? company : institution)};
    case LECTURE_PLANNED:
        return {{"라이브 강의 일정이 잡혔습니다", "A live lecture is announced"},
                say("{2}에 ‘{0}’ 라이브 강의가 있습니다. 과정: {1}", "“{0}” of “{1}” is live at {2}.", lecture, course,
                    time)};
    case LECTURE_CANCELED:
        return {{"라이브 강의가 취소되었습니다", "A live lecture is canceled"},
                say("{2}에 예정되었던 ‘{0}’ 라이브 강의가 취소되었습니다. 과정: {1}",
                    "“{0}” of “{1}”, announced for {2}, will not take place.", lecture, course, time)};
    case LECTURE_STARTED:
        return {{"라이브 강의가 시작되었습니다", "A live lecture has begun"},
                say("‘{0}’ 라이브 강의가 시작되었습니다. 지금 들어오세요. 과정: {1}",
                    "“{0}” of “{1}” has begun: join it now.", lecture, course)};
    case CERTIFICATE_ISSUED:
        return {{"수료증이 발급되었습니다", "You have earned a certificate"},
                say("‘{0}’ 과정을 수료했습니다. {1}에서 수료증을 발급했습니다. 번호: {2}",
                    "You have completed “{0}”. {1} has issued your certificate, number {2}.", course, institution,
                    with.number.value_or(""))};
    case CERTIFICATE_REVOKED:
        return {{"수료증이 취소되었습니다", "A certificate was revoked"},
                say("{1}에서 ‘{0}’ 과정의 수료증({2})을 취소했습니다. 사유: {3}",
                    "{1} has revoked your certificate {2} of “{0}”. Reason: {3}", course, institution,
                    with.number.value_or(""), with.reason.value_or(""))};
    case NOTICE_POSTED:
        return {{"새 공지사항", "A new notice"}, say("‘{0}’ — {1}", "“{0}” — {1}", post, course)};
    case QUESTION_ASKED:
        return {{"새 질문", "A new question"},
                say("‘{1}’ 과정에 질문이 올라왔습니다: ‘{0}’", "A trainee of “{1}” asks: “{0}”", post, course)};
    case QUESTION_ANSWERED:
        return {{"답변이 달렸습니다", "Your question is answered"},
                say("교육기관이 질문 ‘{0}’에 답했습니다. 과정: {1}", "The institution has answered “{0}” of “{1}”.",
                    post, course)};
    case THREAD_COMMENTED:
        return {
            {"새 댓글", "A new comment"},
            say("‘{0}’에 새 댓글이 달렸습니다. 과정: {1}", "Somebody has written under “{0}” of “{1}”.", post, course)};
    case ANSWER_ACCEPTED:
        return {{"답변이 채택되었습니다", "Your answer was accepted"},
                say("‘{0}’에 남긴 답변이 채택되었습니다. 과정: {1}", "What you wrote under “{0}” of “{1}” has helped.",
                    post, course)};
    case COPIES_FOUND:
        return {{"비슷한 서술형 답안", "Essays that are alike"},
                say("‘{1}’ 과정의 시험 ‘{0}’에서 서로 비슷한 답안이 나왔습니다. 나란히 읽고 정해 주세요.",
                    "Essays in “{0}” of “{1}” are alike. Read them side by side and decide.", exam, course)};
    case EXAM_SCORE_CHANGED:
        return {{"시험 점수가 바뀌었습니다", "Your score has changed"},
                say("‘{1}’ 과정의 시험 ‘{0}’을 다시 채점해 점수가 {2}점에서 {3}점으로 바뀌었습니다. 까닭: {4}",
                    "“{0}” of “{1}” was marked again: your score is {3} now, and was {2}. Why: {4}", exam, course,
                    with.score_before.value_or(0), with.score_after.value_or(0), with.reason.value_or(""))};
    case BACKUP_FAILED:
        return {{"매일 하는 백업을 만들지 못했습니다", "The daily backup failed"},
                say("한 시간 뒤에 다시 해 봅니다. 이유: {0}", "It is tried again in an hour. Why: {0}",
                    with.reason.value_or(""))};
    }
    return {};
}

notification_topic topic_of(notification_kind kind)
{
    using enum notification_kind;
    switch (kind) {
    case AFFILIATION_REQUESTED:
    case AFFILIATION_ACCEPTED:
    case AFFILIATION_DECLINED:
    case INVITED:
    case INVITATION_ACCEPTED:
    case SUPERVISOR_MADE:
    case SUPERVISOR_UNMADE:
    case MEMBERSHIP_ENDED:
    case MEMBER_LEFT:
        return notification_topic::AFFILIATION;
    case OFFERING_REQUESTED:
    case OFFERING_CANCELED:
    case OFFERING_ACCEPTED:
    case OFFERING_DECLINED:
    case ATTENDEES_SUBMITTED:
    case ATTENDEES_CHANGED:
    case ATTENDEES_REGISTERED:
        return notification_topic::OFFERING;
    case COURSE_ASSIGNED:
    case COURSE_BEGAN:
    case COURSE_FINISHED:
    case CERTIFICATE_ISSUED:
    case CERTIFICATE_REVOKED:
    case COPIES_FOUND:
    case EXAM_SCORE_CHANGED:
        return notification_topic::COURSE;
    case NOTICE_POSTED:
    case QUESTION_ASKED:
    case QUESTION_ANSWERED:
    case THREAD_COMMENTED:
    case ANSWER_ACCEPTED:
        return notification_topic::BOARD;
    case LECTURE_PLANNED:
    case LECTURE_CANCELED:
    case LECTURE_STARTED:
        return notification_topic::LIVE;
    case BACKUP_FAILED:
        break; // of none
    }
    return notification_topic::COURSE;
}

words name_of(notification_topic which)
{
    switch (which) {
    case notification_topic::AFFILIATION:
        return {"소속", "company membership"};
    case notification_topic::OFFERING:
        return {"과정 신청", "course requests"};
    case notification_topic::COURSE:
        return {"과정", "courses"};
    case notification_topic::BOARD:
        return {"게시판", "boards"};
    case notification_topic::LIVE:
        return {"라이브 강의", "live lectures"};
    }
    return {};
}

bool goes_by_mail(notification_kind kind)
{
    using enum notification_kind;
    return kind != INVITED && kind != INVITATION_ACCEPTED && kind != LECTURE_STARTED && kind != THREAD_COMMENTED &&
           kind != ANSWER_ACCEPTED && kind != BACKUP_FAILED;
}

} // namespace ahimmoyak::notifications
