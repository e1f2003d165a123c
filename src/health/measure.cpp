#include "health/measure.hpp"

#include "backups/shelf.hpp"
#include "health/certificate.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <thread>
#include <unistd.h>

namespace ahimmoyak::health {

namespace fs = std::filesystem;

namespace {

constexpr db::query nothing{"SELECT CAST(1 AS BIGINT) AS one"};
constexpr db::query applied{"SELECT name FROM migration"};
constexpr db::query size_of_postgres{"SELECT pg_database_size(current_database())"};
constexpr db::query waiting_mails{R"(
    SELECT COUNT(*) AS count, MIN(created_at) AS since FROM mail
    WHERE state = 'STORED' AND created_at >= $1 AND (attempts > 0 OR next_attempt_at <= $2))"};
constexpr db::query failed_mails{"SELECT COUNT(*) FROM mail WHERE state = 'FAILED' AND updated_at >= $1"};
constexpr db::query last_mail_failure{R"(
    SELECT failure FROM mail WHERE state IN ('STORED', 'FAILED') AND failure IS NOT NULL AND updated_at >= $1
    ORDER BY updated_at DESC LIMIT 1)"};
constexpr db::query undelivered{R"(
    SELECT COUNT(*) AS count, MIN(created_at) AS since FROM (
        SELECT o.created_at
        FROM event_subscriber s JOIN event_interest i ON i.subscriber = s.subscriber
             JOIN outbox o ON o.name = i.name AND o.id > s.settled_id
        WHERE NOT EXISTS (SELECT 1 FROM event_delivery d WHERE d.subscriber = s.subscriber AND d.event_id = o.id)
        LIMIT 10000) AS late)"};

struct waiting_row {
    std::int64_t count = 0;
    std::optional<timestamp> since;
};
BOOST_DESCRIBE_STRUCT(waiting_row, (), (count, since))

constexpr std::chrono::hours mails_are_tried_for{48};
constexpr std::chrono::days week{7};
constexpr std::chrono::minutes objects_are_counted_every{5};
constexpr std::chrono::minutes recent{5};

std::int64_t bytes_of(const fs::path& file)
{
    std::error_code missing;
    const auto bytes = fs::file_size(file, missing);
    return missing ? 0 : static_cast<std::int64_t>(bytes);
}

// "MemAvailable:  1234 kB" of /proc/meminfo, "Threads: 9" of /proc/self/status.
std::int64_t number_in(const char* file, std::string_view name)
{
    std::ifstream in{file};
    std::string word;
    std::int64_t value = 0;
    while (in >> word)
        if (word == name && in >> value)
            return value;
    return 0;
}

void count_objects(module& m)
{
    const auto now = std::chrono::steady_clock::now();
    if (m.objects.bytes >= 0 && now - m.objects.at < objects_are_counted_every)
        return;
    module::counted_objects counted{now, 0, 0};
    std::error_code gone;
    for (auto at = fs::recursive_directory_iterator{m.where.data / "objects" / "objects", gone};
         !gone && at != fs::recursive_directory_iterator{}; at.increment(gone)) {
        std::error_code missing;
        if (!at->is_regular_file(missing) || at->path().string().ends_with("~about"))
            continue;
        counted.bytes += bytes_of(at->path());
        ++counted.count;
    }
    m.objects = counted;
}

disk_facts look_at_disk(module& m)
{
    count_objects(m);
    std::error_code failed;
    const auto room = fs::space(m.where.data, failed);
    return {static_cast<std::int64_t>(room.available), static_cast<std::int64_t>(room.capacity), m.objects.bytes,
            m.objects.count};
}

backup_facts look_at_backups(const module& m)
{
    backup_facts is;
    is.daily = m.from.backs_up_daily();
    for (const auto& each : backups::shelf::list(m.where)) {
        if (each.failure) {
            if (!is.failed_at) {
                is.failed_at = each.made_at;
                is.failure = each.failure;
            }
        } else if (each.kind != backups::backup_kind::UPLOADED) {
            is.last_made_at = each.made_at;
            is.last_bytes = each.size;
            break;
        }
    }
    is.has_tools = m.where.is_sqlite() || ::access("/usr/bin/pg_dump", X_OK) == 0 || ::access("/bin/pg_dump", X_OK) == 0;
    return is;
}

process_facts look_at_process(const module& m, timestamp now)
{
    process_facts is;
    is.processor_count = static_cast<std::int64_t>(std::thread::hardware_concurrency());
    is.thread_count = number_in("/proc/self/status", "Threads:");
    is.memory_free_bytes = number_in("/proc/meminfo", "MemAvailable:") * 1024;
    is.memory_total_bytes = number_in("/proc/meminfo", "MemTotal:") * 1024;
    std::int64_t count = 0;
    for (const auto& each : m.pulse.all()) {
        is.memory_bytes = each.memory_bytes;
        if (now - each.at > recent)
            continue;
        is.cpu_percent += each.cpu_percent;
        is.lag_milliseconds += each.lag_milliseconds;
        ++count;
    }
    if (count > 0) {
        is.cpu_percent /= static_cast<double>(count);
        is.lag_milliseconds /= static_cast<double>(count);
    }
    return is;
}

void ask_database(db::connection& in, const module& m, timestamp now, system_facts& into)
{
    const auto names = in.all<std::string>(applied);
    const std::set<std::string> done{names.begin(), names.end()};
    into.database.migration_count = std::ssize(names);
    into.database.pending_migration_count =
        std::ranges::count_if(m.known, [&](const db::migration& each) { return !done.contains(each.name); });
    if (!m.where.is_sqlite())
        into.database.bytes = in.first<std::int64_t>(size_of_postgres).value();
    // Without a server mails stay where they are: they wait for nothing.
    if (into.mail.sends) {
        const auto mails = in.first<waiting_row>(waiting_mails, now - mails_are_tried_for, now).value();
        into.mail.waiting_count = mails.count;
        into.mail.waiting_since = mails.since;
    }
    into.mail.failed_count = in.first<std::int64_t>(failed_mails, now - week).value();
    into.mail.last_failure = in.first<std::string>(last_mail_failure, now - week);
    const auto late = in.first<waiting_row>(undelivered).value();
    into.events = {late.count, late.since};
}

// Asking costs a round trip or, when nothing answers, seconds: the page asks every ten.
std::optional<store_facts> look_at_store(module& m)
{
    if (!m.from.store_trouble)
        return std::nullopt;
    const auto now = std::chrono::steady_clock::now();
    if (!m.store || now - m.store->at > std::chrono::minutes{1})
        m.store = {now, {m.from.store_trouble()}};
    return m.store->is;
}

} // namespace

task<system_facts> measure(module& m, timestamp now)
{
    system_facts all;
    all.database.kind = m.where.kind();
    all.mail.sends = m.from.sends_mail();
    all.live = m.from.live();
    all.process = look_at_process(m, now);

    const auto asked = std::chrono::steady_clock::now();
    auto ask_nothing = [](db::connection& in) { return in.first<std::int64_t>(nothing); };
    co_await m.db.read_long(ask_nothing);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - asked;
    all.database.latency_milliseconds = took.count();

    auto ask = [&](db::connection& in) { ask_database(in, m, now, all); };
    co_await m.db.read_long(ask);

    auto look = [&] {
        all.disk = look_at_disk(m);
        all.backups = look_at_backups(m);
        if (m.where.is_sqlite())
            all.database.bytes = bytes_of(m.where.file()) + bytes_of(m.where.file().string() + "-wal");
        all.store = look_at_store(m);
        if (!m.from.https_host.empty())
            all.certificate = certificate_of_front(m.where.data / "front", m.from.https_host);
    };
    co_await m.blocking.run(look);
    co_return all;
}

} // namespace ahimmoyak::health
