#pragma once

#include "audit/entry.hpp"
#include "db/connection.hpp"

#include <string_view>
#include <vector>

namespace ahimmoyak::audit {

/// A note to be kept.
struct note {
    std::optional<user_id> user;
    std::optional<role> as;
    std::optional<institution_id> institution;
    std::optional<company_id> company;
    std::string action;
    std::vector<subject> subjects;
    std::string address;
    std::string request;
};

void keep(db::connection& in, const note& what, timestamp now);

/// Which entries: those from `from` on and before `until`, of people whose name, username or address
/// contains `person`, of one action; empty texts leave out the condition.
struct filter {
    timestamp from{};
    timestamp until{};
    std::string person;
    std::string action;
};

/// The latest first, older than `before`.
std::vector<entry> find(db::connection& in, const filter& which, entry_id before, std::int64_t limit);

} // namespace ahimmoyak::audit
