#include "live/recording_keeping.hpp"
#include "live/test_campus.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::live;
using std::chrono::days;

TEST_CASE("a recording goes when its days are over, is noted, and never without a week's notice")
{
    on_each_campus([](campus& s) {
        const auto planned = s.planned();
        const channel_id id{planned.at("id").as_int64()};
        run(s.db.write([&](db::connection& c) {
            recordings::begin(c, id, objects::new_key("mp4"), objects::new_key("bin"), s.time.now());
            recordings::ready(c, id, 1'000, 60'000, s.time.now());
        }));
        std::vector<std::int64_t> noted;
        recordings::retention by;
        s.live.keeps_recordings = [&] { return by; };
        s.live.note_expired = [&](db::connection&, const lecture& of, timestamp) { noted.push_back(of.id.value); };
        const auto state = [&] {
            return run(s.db.read([&](db::connection& c) { return recordings::find(c, id)->state; }));
        };
        const auto sweep = [&] { run(sweep_recordings(s.live)); };

        s.time.advance(days{400});
        sweep();
        CHECK(state() == recordings::recording_state::READY); // for good, until somebody says otherwise

        by = {30, s.time.now()};
        s.time.advance(days{6});
        sweep();
        CHECK(state() == recordings::recording_state::READY);
        s.time.advance(days{1});
        sweep();
        CHECK(state() == recordings::recording_state::DELETED);
        CHECK(noted == std::vector{id.value});
        sweep();
        CHECK(noted.size() == 1);
    });
}

TEST_CASE("when a recording goes is told from its own day or the day of the rule")
{
    recordings::recording of;
    of.created_at = timestamp{std::chrono::milliseconds{0}} + days{100};
    CHECK(!of.deleted_at({}));
    CHECK(of.deleted_at({30, of.created_at}) == of.created_at + days{30});
    CHECK(of.deleted_at({30, of.created_at + days{28}}) == of.created_at + days{35});
}
