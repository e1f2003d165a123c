#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::audit {

struct entry_tag;
using entry_id = id<entry_tag>;

/// What an action was done to: an identifier of its address or body, and the numbers it had.
struct subject {
    std::string name; ///< as in the interface: courseProvideId, employees
    std::vector<std::int64_t> ids;
};
BOOST_DESCRIBE_STRUCT(subject, (), (name, ids))

/// One thing that somebody did.
struct entry {
    entry_id id;
    timestamp at{};
    std::optional<user_id> user_id;
    std::optional<std::string> user_name; ///< as it is now
    std::optional<std::string> username;
    std::optional<ahimmoyak::role> role; ///< at that time
    std::string action;
    std::vector<subject> subjects;
    std::string address;
    std::string request; ///< the request id, as in the log
};
BOOST_DESCRIBE_STRUCT(entry, (), (id, at, user_id, user_name, username, role, action, subjects, address, request))

} // namespace ahimmoyak::audit
