#include "live/gate.hpp"

#include "base/problem.hpp"
#include "json/codec.hpp"
#include "live/lectures.hpp"

namespace ahimmoyak::live {

task<chat::room_gate::admission> gate::admit(caller who, channel_id room)
{
    co_return co_await db_.read([&](db::connection& c) {
        const auto found = lectures::seen_by(c, roster_, who, room);
        return admission{roster_.name_of(c, who.user), who.as == role::MANAGER, !found.over(), found.institution_id};
    });
}

task<quiz::channel_gate::managed> gate::may_manage(caller who, channel_id channel)
{
    const auto found = co_await db_.read([&](db::connection& c) { return lectures::managed_by(c, who, channel); });
    co_return managed{found.state == lecture_status::ON, std::string{json::codec<lecture_status>::name(found.state)},
                      !found.over()};
}

task<quiz::taker_id> gate::may_take(caller who, channel_id channel)
{
    const auto place = co_await db_.read([&](db::connection& c) -> std::optional<enrollment_id> {
        const auto found = lectures::find(c, channel);
        if (!found || who.as != role::EMPLOYEE)
            return std::nullopt;
        return roster_.enrollment(c, who.user, found->course_provide_id);
    });
    if (!place)
        throw not_found({"라이브 강의", "the live lecture"});
    co_return quiz::taker_id{place->value};
}

task<std::vector<quiz::channel_gate::person>> gate::people(channel_id channel)
{
    co_return co_await db_.read([&](db::connection& c) {
        std::vector<person> all;
        if (const auto found = lectures::find(c, channel))
            for (auto& each : roster_.trainees(c, found->course_provide_id))
                all.push_back({each.user, std::move(each.name)});
        return all;
    });
}

} // namespace ahimmoyak::live
