#pragma once

#include "base/words.hpp"
#include "health/facts.hpp"

#include <vector>

namespace ahimmoyak::health {

enum class health_state : std::uint8_t { GOOD, ATTENTION, BAD };
BOOST_DESCRIBE_ENUM(health_state, GOOD, ATTENTION, BAD)

enum class health_kind : std::uint8_t { DATABASE, DISK, MEMORY, PROCESSOR, MAIL, EVENTS, LIVE, BACKUPS, CERTIFICATE, STORE };
BOOST_DESCRIBE_ENUM(health_kind, DATABASE, DISK, MEMORY, PROCESSOR, MAIL, EVENTS, LIVE, BACKUPS, CERTIFICATE, STORE)

/// One thing that is looked at: how it is, and what to do when it is not well.
struct sign {
    health_kind kind{};
    health_state state{};
    words sentence;
};

/// What the facts say at that moment, in a lasting order.
std::vector<sign> signs_of(const system_facts& is, timestamp now);

health_state worst_of(const std::vector<sign>& all);
/// One sentence for all of it.
words summary_of(const std::vector<sign>& all);

} // namespace ahimmoyak::health
