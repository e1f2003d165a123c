#include "http/endpoint.hpp"
#include "identity/entrance.hpp"
#include "learning/curriculum.hpp"
#include "learning/identity_check.hpp"
#include "learning/routes.hpp"
#include "learning/viewings.hpp"
#include "learning/way_in.hpp"

namespace ahimmoyak::learning {

namespace {

struct begun_study {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(begun_study, (), (course_provide_id))

/// What the page needs to send heartbeats.
struct viewing {
    viewing_id id;
    std::string key; ///< signs the heartbeats of this viewing, and of no other
    std::int64_t heartbeat_seconds = 10;
    std::int64_t position_seconds = 0; ///< where to resume
    lesson_study study;
};
BOOST_DESCRIBE_STRUCT(viewing, (), (id, key, heartbeat_seconds, position_seconds, study))

struct heartbeats {
    json::list<beat, 0, 100> beats;
    std::optional<whole<0, 30 * 24 * 3600>> position_seconds; ///< where to resume
};
BOOST_DESCRIBE_STRUCT(heartbeats, (), (beats, position_seconds))

task<http::created<viewing>> begin(module& m, caller who, http::incoming request,
                                   http::path<"contentId", courses::content_id> which, http::body<begun_study> in)
{
    const auto now = m.time.now();
    m.openings.count(std::to_string(who.user.value), now);
    const auto from = identity::arrival_of(*request.value);
    viewing made;
    auto work = [&](db::connection& on) {
        const auto way = way_to(on, who, which.value, in->course_provide_id);
        if (identity_is_due(on, way))
            throw identity_needed();
        fix_rules(on, way.offering.id, way.offering.institution_id, now);
        fix_curriculum(on, way.offering.id, way.offering.course_id, now);
        made.id = open_viewing(on, {way.enrollment, which.value, who.user, from.address, from.agent}, now);
        made.position_seconds = position_of(on, way.enrollment, which.value);
        made.study = study_of(on, way.enrollment, which.value, way.approved_ms());
    };
    co_await m.database.write(work);
    made.key = viewing_key(m.secret, made.id);
    co_return http::created<viewing>{std::move(made)};
}

task<beats_taken> hear(module& m, caller who, http::path<"viewingId", viewing_id> which, http::body<heartbeats> in)
{
    const auto now = m.time.now();
    m.beats.count(std::to_string(who.user.value), now);
    const auto key = viewing_key(m.secret, which.value);
    const auto position =
        in->position_seconds ? std::optional{in->position_seconds->value} : std::optional<std::int64_t>{};
    auto work = [&](db::connection& on) {
        return take_beats(on, {which.value, who.user, who.of_company(), key, in->beats.items, position, now, m.zone});
    };
    auto taken = co_await m.database.write(work);
    if (taken.advanced)
        m.advances.note(*taken.advanced);
    co_return taken;
}

} // namespace

void add_viewing_routes(http::routes<module>& r)
{
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    r.post("/v1/learning/contents/{contentId}/viewings", trainee.kept_elsewhere(),
           "Open a lesson to study it; ends the trainee's other viewings", begin);
    r.post("/v1/learning/viewings/{viewingId}/heartbeats", trainee.kept_elsewhere(),
           "What was played since the last heartbeat; credited as far as it can be true", hear);
}

} // namespace ahimmoyak::learning
