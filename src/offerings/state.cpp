#include "offerings/state.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::offerings {

namespace {

struct edge {
    course_provide_state from;
    step what;
    course_provide_state to;
};

// The whole machine. Registration leads to NOT_STARTED; where the first day has come already, BEGIN
// follows in the same transaction. A list of attendees may be replaced until it is registered.
constexpr std::array machine{
    edge{course_provide_state::PENDING, step::ACCEPT, course_provide_state::ACCEPTED},
    edge{course_provide_state::PENDING, step::DECLINE, course_provide_state::DECLINED},
    edge{course_provide_state::PENDING, step::CANCEL, course_provide_state::CANCELED},
    edge{course_provide_state::ACCEPTED, step::SUBMIT, course_provide_state::ATTENDEE_PENDING},
    edge{course_provide_state::ATTENDEE_PENDING, step::SUBMIT, course_provide_state::ATTENDEE_PENDING},
    edge{course_provide_state::ATTENDEE_PENDING, step::REGISTER, course_provide_state::NOT_STARTED},
    edge{course_provide_state::NOT_STARTED, step::BEGIN, course_provide_state::ONGOING},
    edge{course_provide_state::ONGOING, step::FINISH, course_provide_state::FINISHED},
};

words named(course_provide_state state)
{
    using enum course_provide_state;
    switch (state) {
    case PENDING:
        return {"응답 대기 중인", "waiting for an answer"};
    case ACCEPTED:
        return {"수락된", "accepted"};
    case DECLINED:
        return {"거절된", "declined"};
    case CANCELED:
        return {"취소된", "canceled"};
    case ATTENDEE_PENDING:
        return {"수강생 등록을 기다리는", "waiting for the attendees to be registered"};
    case NOT_STARTED:
        return {"등록이 끝난", "registered"};
    case ONGOING:
        return {"진행 중인", "running"};
    case FINISHED:
        return {"종료된", "finished"};
    }
    return {"", ""};
}

words wanted(step what)
{
    switch (what) {
    case step::ACCEPT:
        return {"수락", "be accepted"};
    case step::DECLINE:
        return {"거절", "be declined"};
    case step::CANCEL:
        return {"취소", "be canceled"};
    case step::SUBMIT:
        return {"수강생 제출", "take attendees"};
    case step::REGISTER:
        return {"수강생 등록", "have its attendees registered"};
    case step::BEGIN:
        return {"시작", "begin"};
    case step::FINISH:
        return {"종료", "finish"};
    }
    return {"", ""};
}

} // namespace

course_provide_state after(course_provide_state from, step what)
{
    const auto* found = std::find_if(machine.begin(), machine.end(),
                                     [&](const edge& each) { return each.from == from && each.what == what; });
    if (found != machine.end())
        return found->to;
    const auto is = named(from);
    const auto wish = wanted(what);
    throw conflict("illegal_state", boost::describe::enum_to_string(from, ""),
                   say("{} 과정 제공이라서 지금은 {}할 수 없습니다. 새로 고쳐 현재 상태를 확인하세요.",
                       "This offering is {2} and cannot {3} now; reload it to see where it stands.", is.ko, wish.ko,
                       is.en, wish.en));
}

} // namespace ahimmoyak::offerings
