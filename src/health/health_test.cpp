#include "health/certificate.hpp"
#include "health/percentile.hpp"
#include "health/signs.hpp"

#include <doctest/doctest.h>

namespace ahimmoyak::health {

namespace {

const timestamp noon{std::chrono::milliseconds{1'764'000'000'000}};
constexpr std::int64_t gigabyte = std::int64_t{1} << 30;

system_facts well()
{
    system_facts is;
    is.database = {"SQLite", 10 << 20, 0.4, 12, 0};
    is.disk = {100 * gigabyte, 200 * gigabyte, gigabyte, 3};
    is.process = {2, 9, 3, 1, 40 << 20, 4 * gigabyte, 8 * gigabyte};
    is.mail.sends = true;
    is.live = live_facts{};
    is.backups.daily = true;
    is.backups.last_made_at = noon - std::chrono::hours{9};
    is.certificate = certificate_facts{noon - std::chrono::days{30}, noon + std::chrono::days{60}};
    return is;
}

health_state state_of(const system_facts& is, health_kind kind)
{
    for (const auto& each : signs_of(is, noon))
        if (each.kind == kind)
            return each.state;
    FAIL("no such sign");
    return {};
}

// One thing of an installation that is well is changed; only that one is no longer well.
template <class Change>
health_state after(health_kind kind, Change change)
{
    auto is = well();
    change(is);
    for (const auto& each : signs_of(is, noon)) {
        CHECK(!each.sentence.ko.empty());
        CHECK(!each.sentence.en.empty());
        if (each.kind != kind)
            CHECK(each.state == health_state::GOOD);
    }
    return state_of(is, kind);
}

} // namespace

TEST_CASE("all is well, and says so")
{
    const auto all = signs_of(well(), noon);
    CHECK(all.size() == 9);
    CHECK(worst_of(all) == health_state::GOOD);
    CHECK(summary_of(all).en == "All is well.");
}

TEST_CASE("each thing that is not well is told by its own sign")
{
    using enum health_state;
    using namespace std::chrono;
    CHECK(after(health_kind::DATABASE, [](system_facts& is) { is.database.latency_milliseconds = 400; }) == ATTENTION);
    CHECK(after(health_kind::DATABASE, [](system_facts& is) { is.database.pending_migration_count = 1; }) == BAD);
    CHECK(after(health_kind::DISK, [](system_facts& is) { is.disk.free_bytes = 15 * gigabyte; }) == ATTENTION);
    CHECK(after(health_kind::DISK, [](system_facts& is) { is.disk.free_bytes = gigabyte / 2; }) == BAD);
    CHECK(after(health_kind::MEMORY, [](system_facts& is) { is.process.memory_free_bytes = gigabyte / 2; }) == ATTENTION);
    CHECK(after(health_kind::MEMORY, [](system_facts& is) { is.process.memory_free_bytes = gigabyte / 8; }) == BAD);
    CHECK(after(health_kind::PROCESSOR, [](system_facts& is) { is.process.cpu_percent = 90; }) == ATTENTION);
    CHECK(after(health_kind::PROCESSOR, [](system_facts& is) { is.process.lag_milliseconds = 400; }) == ATTENTION);
    CHECK(after(health_kind::MAIL, [](system_facts& is) { is.mail.sends = false; }) == ATTENTION);
    CHECK(after(health_kind::MAIL, [](system_facts& is) { is.mail.failed_count = 2; }) == ATTENTION);
    CHECK(after(health_kind::MAIL, [](system_facts& is) { is.mail.waiting_since = noon - minutes{5}; }) == GOOD);
    CHECK(after(health_kind::MAIL, [](system_facts& is) { is.mail.waiting_since = noon - minutes{20}; }) == ATTENTION);
    CHECK(after(health_kind::MAIL, [](system_facts& is) { is.mail.waiting_since = noon - hours{2}; }) == BAD);
    CHECK(after(health_kind::EVENTS, [](system_facts& is) { is.events.waiting_since = noon - minutes{2}; }) == ATTENTION);
    CHECK(after(health_kind::EVENTS, [](system_facts& is) { is.events.waiting_since = noon - minutes{20}; }) == BAD);
    CHECK(after(health_kind::LIVE, [](system_facts& is) { is.live = live_facts{2, 30}; }) == GOOD);
    CHECK(after(health_kind::BACKUPS, [](system_facts& is) { is.backups.last_made_at.reset(); }) == ATTENTION);
    CHECK(after(health_kind::BACKUPS, [](system_facts& is) { is.backups.last_made_at = noon - hours{40}; }) == ATTENTION);
    CHECK(after(health_kind::BACKUPS, [](system_facts& is) { is.backups.last_made_at = noon - days{40}; }) == BAD);
    CHECK(after(health_kind::BACKUPS, [](system_facts& is) { is.backups.daily = false; }) == ATTENTION);
    CHECK(after(health_kind::BACKUPS, [](system_facts& is) { is.backups.failed_at = noon; }) == BAD);
    CHECK(after(health_kind::BACKUPS, [](system_facts& is) { is.backups.has_tools = false; }) == BAD);
    CHECK(after(health_kind::CERTIFICATE, [](system_facts& is) { is.certificate->valid_until = noon + days{5}; }) == ATTENTION);
    CHECK(after(health_kind::CERTIFICATE, [](system_facts& is) { is.certificate->valid_until = noon; }) == BAD);
    // Of this machine's own authority: half a day, renewed by itself.
    CHECK(after(health_kind::CERTIFICATE, [](system_facts& is) {
              is.certificate = certificate_facts{noon - hours{7}, noon + hours{5}};
          }) == GOOD);
}

TEST_CASE("what does not run is not spoken of")
{
    auto is = well();
    is.live.reset();
    is.certificate.reset();
    CHECK(signs_of(is, noon).size() == 7);
}

TEST_CASE("the summary counts what is worst")
{
    auto is = well();
    is.mail.sends = false;
    is.backups.last_made_at.reset();
    CHECK(summary_of(signs_of(is, noon)).en.find("2 things want") != std::string::npos);
    is.disk.free_bytes = 1;
    CHECK(summary_of(signs_of(is, noon)).en.find("1 thing") != std::string::npos);
}

TEST_CASE("a percentile between two readings")
{
    const http::metrics::reading before{{0.1, 1, 10}, {10, 10, 10}, 10};
    CHECK_FALSE(percentile_between(before, before, 0.95));
    // A hundred more: ninety below 0.1 s, ten below 1 s.
    const http::metrics::reading now{{0.1, 1, 10}, {100, 110, 110}, 110};
    CHECK(percentile_between(before, now, 0.95).value() == doctest::Approx(0.55));
    CHECK(percentile_between(before, now, 0.45).value() == doctest::Approx(0.05));
    // All of them longer than the last bound.
    const http::metrics::reading slow{{0.1, 1, 10}, {10, 10, 10}, 20};
    CHECK(percentile_between(before, slow, 0.95).value() == doctest::Approx(10));
    // The first reading of a process has no buckets.
    CHECK_FALSE(percentile_between({}, now, 0.95));
}

TEST_CASE("what is no certificate is none")
{
    CHECK_FALSE(read_certificate(""));
    CHECK_FALSE(read_certificate("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"));
    CHECK_FALSE(certificate_of_front("/nonexistent", "lms.example.kr"));
}

} // namespace ahimmoyak::health
