#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::audit {

/// What a person did, for the person.
struct own_entry {
    std::string action;
    std::string address;
    timestamp at{};
};
BOOST_DESCRIBE_STRUCT(own_entry, (), (action, address, at))

/// The latest 10,000. They stay when the account goes, without its name: nobody erases the log.
std::vector<own_entry> done_by(db::connection& in, user_id who);

} // namespace ahimmoyak::audit
