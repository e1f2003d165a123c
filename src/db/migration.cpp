#include "base/log.hpp"
#include "base/random.hpp"
#include "db/backend.hpp"

#include <chrono>
#include <map>

namespace ahimmoyak::db {

namespace {

struct applied {
    std::string name;
    std::string checksum;
};
BOOST_DESCRIBE_STRUCT(applied, (), (name, checksum))

constexpr query all_applied{"SELECT name, checksum FROM migration"};
constexpr query one_applied{"SELECT checksum FROM migration WHERE name = $1"};
constexpr query note{"INSERT INTO migration (name, checksum, applied_at) VALUES ($1, $2, $3)"};

constexpr const char* table = "CREATE TABLE IF NOT EXISTS migration ("
                              "name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

std::string checksum_of(const migration& which) { return hex(sha256(which.sql)); }

void refuse_if_changed(const migration& which, const std::string& checksum)
{
    if (checksum != checksum_of(which))
        throw error{"migration " + which.name +
                    " is applied already but was different then: restore it and put the change into a new one"};
}

template <class F>
void in_transaction(raw_connection& on, const std::string& begin, F f)
{
    on.script(begin);
    try {
        f();
        on.script("COMMIT");
    } catch (...) {
        on.script("ROLLBACK");
        throw;
    }
}

void apply(raw_connection& on, const migration& which)
{
    // Another process may have applied it since the list was read.
    if (const auto checksum = on.first<std::string>(one_applied, which.name)) {
        refuse_if_changed(which, *checksum);
        return;
    }
    try {
        on.script(in_words_of(on.dialect(), which.sql));
    } catch (const error& why) {
        throw error{"migration " + which.name + ": " + why.what()};
    }
    on.run(note, which.name, checksum_of(which),
           std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

} // namespace

void apply_migrations(raw_connection& on, std::span<const migration> all, const std::string& begin,
                      const std::function<void()>& before_first)
{
    in_transaction(on, begin, [&] { on.script(table); });

    std::map<std::string, std::string> known;
    for (auto& each : on.all<applied>(all_applied))
        known.emplace(std::move(each.name), std::move(each.checksum));
    std::vector<const migration*> pending;
    for (const auto& each : all) {
        const auto found = known.find(each.name);
        if (found == known.end())
            pending.push_back(&each);
        else
            refuse_if_changed(each, found->second);
    }
    if (!pending.empty() && !known.empty())
        before_first();
    for (const auto* each : pending)
        in_transaction(on, begin, [&] { apply(on, *each); });
    if (!pending.empty())
        log::info("migrated the database", {{"migrations", pending.size()}, {"last", pending.back()->name}});
}

} // namespace ahimmoyak::db
