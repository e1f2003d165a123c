#pragma once

#include "db/connection.hpp"
#include "db/migration.hpp"
#include "json/codec.hpp"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::events {

/// The tables of this module, to be migrated before those of any module that publishes.
std::vector<db::migration> migrations();

/// What others may hear about: a described struct that names itself "module.what_happened", such as
///
///     struct registered {
///         static constexpr std::string_view event_name = "offerings.registered";
///         registration_id registration;
///     };
///     BOOST_DESCRIBE_STRUCT(registered, (), (registration))
///
/// A released event only gains optional members: rows of older versions may still be undelivered.
template <class E>
concept event = requires {
    { E::event_name } -> std::convertible_to<std::string_view>;
};

/// The event's id. Use the template below.
std::int64_t publish(db::connection& in, std::string_view name, std::string_view aggregate, std::string_view payload);

/// Writes an event in the transaction of the change it tells of: it is delivered if, and only if, that
/// commits. Call it after the change's first write, whose row lock then keeps the events of one
/// aggregate in order. `aggregate` is what the order is kept for, such as "offering:12".
template <event E>
std::int64_t publish(db::connection& in, const E& what, std::string_view aggregate)
{
    return publish(in, E::event_name, aggregate, json::encode(what));
}

/// The same for a row; the aggregate is "<module of the event>:<id>".
template <event E, class Tag>
std::int64_t publish(db::connection& in, const E& what, id<Tag> aggregate)
{
    constexpr std::string_view name = E::event_name;
    return publish(in, what, std::string{name.substr(0, name.find('.'))} + ":" + std::to_string(aggregate.value));
}

/// Delivery is at least once; a subscriber whose effect is in the database makes it exactly once by
/// asking this first, in the same write: false means that it has had its effect already. The name is
/// the one it listens under.
bool first_time(db::connection& in, std::string_view subscriber, std::int64_t event_id);

} // namespace ahimmoyak::events
