#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/outbox.hpp"
#include "live/api.hpp"
#include "live/attendance.hpp"
#include "live/minutes.hpp"
#include "live/presence.hpp"

#include <doctest/doctest.h>

namespace ahimmoyak::live {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr timestamp noon{seconds{1'763'870'400}};

/// A heartbeat at a second after noon.
struct heard {
    int at;
    bool playing = true;
};

presence after(const std::vector<heard>& beats, int on_since = 0, int planned = 0)
{
    presence mine{{1}, {1}, {}, {}, {}, 0, 0};
    for (const auto& each : beats)
        credit(mine, {noon + seconds{each.at}, each.playing, noon + seconds{on_since}, noon + seconds{planned}});
    return mine;
}

} // namespace

TEST_CASE("the minutes in which somebody was present are kept, and no others")
{
    std::string row;
    mark_minutes(row, -3, 0);
    mark_minutes(row, 5, 6);
    CHECK(row == "86");
    mark_minutes(row, most_minutes + 1, most_minutes + 5);
    mark_minutes(row, 3, 2);
    CHECK(row == "86");
    for (const std::int64_t minute : {-1, 1, 2, 3, 4, 7, 8, 1'000'000})
        CHECK_FALSE(has_minute(row, minute));
    for (const std::int64_t minute : {0, 5, 6})
        CHECK(has_minute(row, minute));
    // 12:00:00 to 12:00:20, away, 12:03:00 to 12:03:10; the picture began at 12:00:05.
    CHECK(after({{0}, {10}, {20}, {180}, {190}}, 5).minutes == "b");
    CHECK(after({{0, false}, {10, false}}, 5).minutes.empty());
}

TEST_CASE("presence is the time between heartbeats, as the server's clock saw it pass")
{
    struct row {
        const char* what;
        std::vector<heard> beats;
        int seconds_present;
    };
    const std::vector<row> rows{
        {"the first beat begins to count", {{0}}, 0},
        {"every ten seconds", {{0}, {10}, {20}, {30}}, 30},
        {"a beat that came late counts the time that passed, up to 15 s", {{0}, {14}, {28}}, 28},
        {"a gap counts 15 s and no more", {{0}, {10}, {300}, {310}}, 10 + 15 + 10},
        {"two tabs do not count twice", {{0}, {5}, {10}, {15}, {20}, {25}}, 25},
        {"beats at the same moment count nothing", {{0}, {0}, {0}, {10}, {10}}, 10},
        {"a flood of beats counts the time that passed", {{0}, {1}, {2}, {2}, {2}, {3}}, 3},
        {"a beat that was overtaken counts nothing", {{0}, {20}, {10}, {30}}, 25},
        {"paused is not present", {{0}, {10}, {20, false}, {30, false}, {40, false}}, 10},
        {"a paused tab does not stop one that plays", {{0}, {3, false}, {10}, {13, false}, {20}}, 20},
        {"only paused", {{0, false}, {10, false}}, 0},
        {"after a long pause, counting begins anew", {{0}, {10}, {12, false}, {600}, {610}}, 10 + 15 + 10},
    };
    for (const auto& each : rows) {
        CAPTURE(each.what);
        CHECK(after(each.beats).present_ms == each.seconds_present * 1'000);
    }
}

TEST_CASE("nothing counts before the picture, and what came before the plan is known")
{
    CHECK(after({{0}, {10}, {20}}, 15).present_ms == 5'000);
    const auto early = after({{0}, {10}, {20}, {30}}, 0, 25);
    CHECK(early.present_ms == 30'000);
    CHECK(early.early_ms == 25'000);
    CHECK(early.first_seen_at == noon);
    CHECK(early.last_seen_at == noon + seconds{30});
}

TEST_CASE("attendance is judged by when one came and left")
{
    const lecture_span hour{noon, noon + minutes{60}, false};
    struct row {
        int came;
        int left;
        std::int64_t present;
        std::int64_t rate;
        attendance_mark mark;
    };
    const std::vector<row> rows{
        {0, 60, 60, 100, attendance_mark::PRESENT},
        {-10, 60, 61, 100, attendance_mark::PRESENT}, // never more than there was
        {15, 60, 45, 75, attendance_mark::PRESENT},
        {16, 60, 44, 73, attendance_mark::LATE},
        {0, 45, 45, 75, attendance_mark::PRESENT},
        {0, 44, 44, 73, attendance_mark::LEFT_EARLY},
        {20, 30, 10, 16, attendance_mark::LATE},
        {0, 60, 0, 0, attendance_mark::ABSENT}, // the page was open, the picture never ran
    };
    for (const auto& each : rows) {
        CAPTURE(each.came);
        CAPTURE(each.left);
        const presence seen{{1}, {1}, noon + minutes{each.came}, noon + minutes{each.left}, {}, each.present * 60'000,
                            0};
        const auto judged = judge(hour, &seen);
        CHECK(judged.rate_percent == each.rate);
        CHECK(judged.mark == each.mark);
    }
    CHECK(judge(hour, nullptr).mark == attendance_mark::ABSENT);
}

TEST_CASE("a rehearsal before the planned start does not count")
{
    lecture which;
    which.state = lecture_status::END;
    which.start_time = noon;
    which.started_at = noon - minutes{30};
    which.ended_at = noon + minutes{60};
    const auto span = span_of(which, noon);
    REQUIRE(span);
    CHECK(span->begin == noon);
    CHECK(span->length_ms() == 3'600'000);
    const presence seen{{1}, {1}, noon - minutes{30}, noon + minutes{30}, {}, 60 * 60'000, 30 * 60'000};
    CHECK(judge(*span, &seen).rate_percent == 50);

    which.ended_at = noon - minutes{10}; // over before it should have begun: it was the lecture
    CHECK(span_of(which, noon)->length_ms() == 20 * 60'000);
    which.started_at.reset();
    CHECK_FALSE(span_of(which, noon));
}

TEST_CASE("presence is written in batches and goes on after a restart")
{
    auto all = events::migrations();
    for (auto& each : migrations())
        all.push_back(std::move(each));
    db::for_each_database(all, [](db::test_database& db) {
        static constexpr db::query lecture_row{R"(
            INSERT INTO live_streaming (course_provide_id, institution_id, title, instructor, course, start_time, end_time,
                                        state, stream_key, attendance_final, created_at, updated_at)
            VALUES (1, 1, 't', 'i', 'c', 0, 1, 'ON', 'k', FALSE, 0, 0) RETURNING id)"};
        const auto lecture =
            run(db.pool().write([](db::connection& c) { return c.first<channel_id>(lecture_row).value(); }));
        manual_clock time{noon};
        const auto beat_at = [&](presence_book& book, std::int64_t who) {
            return run(book.take(lecture, {who}, {who}, {time.now(), true, noon, noon}));
        };
        {
            presence_book book{db.pool(), time};
            beat_at(book, 1);
            time.advance(seconds{10});
            CHECK(beat_at(book, 1).present_ms == 10'000);
            beat_at(book, 2);
            CHECK(book.watching(lecture) == 2);
            run(book.flush());
            time.advance(seconds{10});
            CHECK(beat_at(book, 1).present_ms == 20'000);
            CHECK(run(book.of(lecture)).size() == 2);
        } // lost: what came after the last batch
        db.reopen();
        presence_book book{db.pool(), time};
        CHECK(book.watching(lecture) == 0);
        const auto kept = run(book.of(lecture));
        REQUIRE(kept.size() == 2);
        CHECK(kept[0].present_ms == 10'000);
        time.advance(seconds{2});
        CHECK(beat_at(book, 1).present_ms == 22'000); // twelve seconds since the last written beat
        run(book.flush());
        time.advance(std::chrono::hours{3});
        book.forget_idle(time.now() - std::chrono::hours{2});
        CHECK(run(book.of(lecture))[0].present_ms == 22'000);
    });
}

} // namespace ahimmoyak::live
