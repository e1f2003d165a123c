#pragma once

#include "base/values.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// What is measured of an installation. Sizes are bytes.
namespace ahimmoyak::health {

struct database_facts {
    std::string kind; ///< SQLite or PostgreSQL
    std::int64_t bytes = 0;
    double latency_milliseconds = 0; ///< of a question that costs nothing, the way there included
    std::int64_t migration_count = 0;
    std::int64_t pending_migration_count = 0;
};
BOOST_DESCRIBE_STRUCT(database_facts, (), (kind, bytes, latency_milliseconds, migration_count, pending_migration_count))

struct disk_facts {
    std::int64_t free_bytes = 0;
    std::int64_t total_bytes = 0;
    std::int64_t object_bytes = 0; ///< of uploaded files, at most five minutes old
    std::int64_t object_count = 0;
};
BOOST_DESCRIBE_STRUCT(disk_facts, (), (free_bytes, total_bytes, object_bytes, object_count))

struct process_facts {
    std::int64_t processor_count = 0;
    std::int64_t thread_count = 0;
    double cpu_percent = 0;             ///< of all processors, the mean of the last minutes
    double lag_milliseconds = 0;        ///< how late what is ready runs, the mean of the last minutes' worst
    std::int64_t memory_bytes = 0;      ///< resident
    std::int64_t memory_free_bytes = 0; ///< of the machine
    std::int64_t memory_total_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(process_facts, (),
                      (processor_count, thread_count, cpu_percent, lag_milliseconds, memory_bytes, memory_free_bytes,
                       memory_total_bytes))

struct mail_facts {
    bool sends = false; ///< a mail server is set
    std::int64_t waiting_count = 0;
    std::optional<timestamp> waiting_since;
    std::int64_t failed_count = 0; ///< given up within the last week
    std::optional<std::string> last_failure;
};
BOOST_DESCRIBE_STRUCT(mail_facts, (), (sends, waiting_count, waiting_since, failed_count, last_failure))

struct event_facts {
    std::int64_t waiting_count = 0; ///< deliveries; ten thousand are not counted on
    std::optional<timestamp> waiting_since;
};
BOOST_DESCRIBE_STRUCT(event_facts, (), (waiting_count, waiting_since))

struct live_facts {
    std::int64_t broadcast_count = 0;
    std::int64_t viewer_count = 0;
};
BOOST_DESCRIBE_STRUCT(live_facts, (), (broadcast_count, viewer_count))

struct backup_facts {
    std::optional<timestamp> last_made_at;
    std::optional<std::int64_t> last_bytes;
    std::optional<timestamp> failed_at; ///< when nothing was made since
    std::optional<std::string> failure;
    bool daily = false;     ///< they are made by themselves
    bool has_tools = true;  ///< PostgreSQL's pg_dump is there, or not needed
};
BOOST_DESCRIBE_STRUCT(backup_facts, (), (last_made_at, last_bytes, failed_at, failure, daily, has_tools))

struct certificate_facts {
    timestamp valid_from{};
    timestamp valid_until{};
};
BOOST_DESCRIBE_STRUCT(certificate_facts, (), (valid_from, valid_until))

struct store_facts {
    std::optional<std::string> trouble; ///< what it answered instead of beginning an upload
};
BOOST_DESCRIBE_STRUCT(store_facts, (), (trouble))

struct system_facts {
    database_facts database;
    disk_facts disk;
    process_facts process;
    mail_facts mail;
    event_facts events;
    std::optional<live_facts> live; ///< absent when the service does not run
    backup_facts backups;
    std::optional<certificate_facts> certificate; ///< absent without HTTPS by ./ahim up
    std::optional<store_facts> store;             ///< absent when files rest in the data folder
};
BOOST_DESCRIBE_STRUCT(system_facts, (), (database, disk, process, mail, events, live, backups, certificate, store))

} // namespace ahimmoyak::health
