#include "learning/running.hpp"

#include "base/problem.hpp"

namespace ahimmoyak::learning {

void check_running(offerings::course_provide_state state, date begin, date end)
{
    using offerings::course_provide_state;
    if (state == course_provide_state::NOT_STARTED)
        throw conflict("not_started", "NOT_STARTED",
                       say("이 과정은 {}부터 학습할 수 있습니다.", "This course begins on {}.", to_text(begin)));
    if (state != course_provide_state::ONGOING)
        throw conflict("finished", boost::describe::enum_to_string(state, ""),
                       say("이 과정은 {}에 끝났습니다.", "This course ended on {}.", to_text(end)));
}

} // namespace ahimmoyak::learning
