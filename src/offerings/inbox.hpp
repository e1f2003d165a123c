#pragma once

#include "db/connection.hpp"
#include "offerings/offering.hpp"

#include <string_view>
#include <vector>

/// The requests of an institution as somebody looks for one among hundreds. Who only wants the latest reads
/// records.hpp's list, which costs the rows shown; this looks at all of the institution's.
namespace ahimmoyak::offerings {

enum class inbox_order : std::uint8_t {
    NEWEST,     ///< asked last
    WAITING,    ///< whose state has been the same for longest
    BEGIN_DATE, ///< begins first
    COMPANY,
    COURSE
};
BOOST_DESCRIBE_ENUM(inbox_order, NEWEST, WAITING, BEGIN_DATE, COMPANY, COURSE)

struct inbox_wish {
    std::string_view search; ///< part of the name of the company or the course; empty: all
    std::optional<course_provide_state> state;
    inbox_order order = inbox_order::NEWEST;
    std::int64_t skip = 0;
    std::int64_t most = 20;
};
std::vector<course_provide_summary> inbox(db::connection& in, institution_id of, const inbox_wish& wish);

struct inbox_count {
    course_provide_state state = course_provide_state::PENDING;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(inbox_count, (), (state, count))

/// How many requests of each state the search finds; states without one are left out.
std::vector<inbox_count> count_states(db::connection& in, institution_id of, std::string_view search);

} // namespace ahimmoyak::offerings
