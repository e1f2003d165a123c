#pragma once

#include "db/dialect.hpp"
#include "db/error.hpp"
#include "db/query.hpp"
#include "db/value.hpp"

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ahimmoyak::db {

/// Where the rows of a statement go; the templates below are as thin as this lets them be.
struct sink {
    /// The names the columns must have; none means a single column of any name. The address stands
    /// for the type, so that a statement is compared with it once.
    std::span<const std::string_view> columns;
    void* into;
    /// Takes a row; false when it wants no more.
    bool (*take)(void* into, const row& from);
};

/// What a statement's row is read into, member by member, in the order of BOOST_DESCRIBE_STRUCT
/// (those of described bases first).
template <class T>
concept described = boost::describe::has_describe_members<T>::value && !gettable<T>;

namespace detail {

template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <described T>
inline constexpr auto names_of = []<template <class...> class List, class... Member>(List<Member...>*) {
    return std::array<std::string_view, sizeof...(Member)>{Member::name...};
}(static_cast<members_of<T>*>(nullptr));

template <class T>
std::span<const std::string_view> columns_of()
{
    if constexpr (described<T>)
        return names_of<T>;
    else
        return {};
}

template <class T>
void read_row(const row& from, T& into)
{
    if constexpr (described<T>) {
        int at = 0;
        boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
            auto& value = into.*member.pointer;
            value = column<std::remove_reference_t<decltype(value)>>::get(from, at++);
        });
    } else {
        static_assert(gettable<T>, "a row is read into a described struct or a single value (db/value.hpp)");
        into = column<T>::get(from, 0);
    }
}

} // namespace detail

/// One connection inside of a transaction, as the lambdas of pool::read and pool::write get it. Used
/// by one thread, during that call only.
///
/// A statement that fails ends the transaction on both databases (as PostgreSQL has it): catching the
/// error inside of the lambda and going on does not help. Let it out, or use ON CONFLICT.
class connection {
public:
    connection() = default;
    connection(connection&&) = delete;
    virtual ~connection() = default;

    /// All rows, each read into T: a described struct whose members are the columns in their order
    /// (names are compared when first prepared; a drift is a std::logic_error), or a single value
    /// for a query of one column. NULL goes into std::optional only.
    template <class T, class... Args>
    std::vector<T> all(const query& q, const Args&... args)
    {
        std::vector<T> rows;
        const sink rows_to{detail::columns_of<T>(), &rows, [](void* into, const row& from) {
                               auto& list = *static_cast<std::vector<T>*>(into);
                               if constexpr (std::is_same_v<T, bool>)
                                   list.push_back(column<bool>::get(from, 0));
                               else
                                   detail::read_row(from, list.emplace_back());
                               return true;
                           }};
        const std::array<parameter, sizeof...(Args)> given{column<std::decay_t<Args>>::put(args)...};
        execute(q, given, &rows_to);
        return rows;
    }

    /// The first row, if there is one. For `first<std::optional<X>>` a NULL is a present empty value.
    template <class T, class... Args>
    std::optional<T> first(const query& q, const Args&... args)
    {
        std::optional<T> found;
        const sink row_to{detail::columns_of<T>(), &found, [](void* into, const row& from) {
                              auto& place = *static_cast<std::optional<T>*>(into);
                              detail::read_row(from, place.emplace(T{}));
                              return false;
                          }};
        const std::array<parameter, sizeof...(Args)> given{column<std::decay_t<Args>>::put(args)...};
        execute(q, given, &row_to);
        return found;
    }

    /// Runs a statement for its effect; the number of rows it inserted, changed or deleted.
    template <class... Args>
    std::int64_t run(const query& q, const Args&... args)
    {
        const std::array<parameter, sizeof...(Args)> given{column<std::decay_t<Args>>::put(args)...};
        return execute(q, given, nullptr);
    }

    virtual db::dialect dialect() const = 0;

    /// Asks that the functions of pool::after_commit are called once this transaction is committed.
    void announce() { announced_ = true; }

protected:
    /// Runs a statement to its end, or until the sink wants no more rows.
    virtual std::int64_t execute(const query& q, std::span<const parameter> given, const sink* rows) = 0;

    bool announced_ = false;
    bool failed_ = false;
};

} // namespace ahimmoyak::db
