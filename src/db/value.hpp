#pragma once

#include "base/values.hpp"

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ahimmoyak::db {

/// Bytes that are not text: BYTEA in PostgreSQL's words, BLOB in SQLite's.
struct blob {
    std::string bytes;
    bool operator==(const blob&) const = default;
};

/// A value on its way into a statement. Text and bytes are looked at, not copied: what they point to
/// outlives the call.
struct parameter {
    enum class kind : std::uint8_t { null, integer, boolean, real, text, bytes, day };
    kind is = kind::null;
    std::int64_t integer = 0;   ///< of integer and boolean
    double real = 0;            ///< of real
    std::string_view bytes{};   ///< of text and bytes
    std::array<char, 10> day{}; ///< of day: YYYY-MM-DD
};

/// The row that a statement stands on. Reading NULL, or a value that is not of the kind asked for,
/// throws db::error. What text() and bytes() return is gone with the next row.
class row {
public:
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual bool boolean(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::string_view bytes(int column) const = 0;

protected:
    ~row() = default;
};

[[noreturn]] void refuse_value(int column, std::string_view why);
parameter put_day(date day);
date get_day(const row& from, int at);

/// How a C++ type is put into a statement and got from a row. A new column type is taught by a
/// specialisation with `put` (value to parameter) and `get` (row and column to value).
template <class T>
struct column {};

template <class T>
concept puttable = requires(const T& value) { column<T>::put(value); };
template <class T>
concept gettable = requires(const row& from) { column<T>::get(from, 0); };

template <std::integral T>
struct column<T> {
    static parameter put(T value)
    {
        static_assert(sizeof(T) < 8 || std::is_signed_v<T>, "BIGINT has a sign");
        return {.is = parameter::kind::integer, .integer = static_cast<std::int64_t>(value)};
    }
    static T get(const row& from, int at)
    {
        const auto value = from.integer(at);
        if (!std::in_range<T>(value))
            refuse_value(at, "is out of the member's range");
        return static_cast<T>(value);
    }
};

template <>
struct column<bool> {
    static parameter put(bool value) { return {.is = parameter::kind::boolean, .integer = value ? 1 : 0}; }
    static bool get(const row& from, int at) { return from.boolean(at); }
};

template <>
struct column<double> {
    static parameter put(double value) { return {.is = parameter::kind::real, .real = value}; }
    static double get(const row& from, int at) { return from.real(at); }
};

template <>
struct column<std::string_view> {
    static parameter put(std::string_view value) { return {.is = parameter::kind::text, .bytes = value}; }
};
template <>
struct column<const char*> : column<std::string_view> {};
template <>
struct column<char*> : column<std::string_view> {};

template <>
struct column<std::string> : column<std::string_view> {
    static std::string get(const row& from, int at) { return std::string{from.text(at)}; }
};

template <>
struct column<blob> {
    static parameter put(const blob& value) { return {.is = parameter::kind::bytes, .bytes = value.bytes}; }
    static blob get(const row& from, int at) { return {std::string{from.bytes(at)}}; }
};

template <class Tag>
struct column<id<Tag>> {
    static parameter put(id<Tag> value) { return column<std::int64_t>::put(value.value); }
    static id<Tag> get(const row& from, int at) { return {from.integer(at)}; }
};

template <std::int64_t Min, std::int64_t Max, auto Default>
struct column<whole<Min, Max, Default>> {
    using type = whole<Min, Max, Default>;
    static parameter put(const type& value) { return column<std::int64_t>::put(value.value); }
    static type get(const row& from, int at) { return {from.integer(at)}; }
};

template <std::size_t Min, std::size_t Max>
struct column<text<Min, Max>> {
    static parameter put(const text<Min, Max>& value) { return column<std::string_view>::put(value.value); }
    static text<Min, Max> get(const row& from, int at) { return {std::string{from.text(at)}}; }
};

template <>
struct column<email> {
    static parameter put(const email& value) { return column<std::string_view>::put(value.value); }
    static email get(const row& from, int at) { return {std::string{from.text(at)}}; }
};

template <>
struct column<timestamp> {
    static parameter put(timestamp value)
    {
        return column<std::int64_t>::put(static_cast<std::int64_t>(value.time_since_epoch().count()));
    }
    static timestamp get(const row& from, int at) { return timestamp{std::chrono::milliseconds{from.integer(at)}}; }
};

template <>
struct column<date> {
    static parameter put(date value) { return put_day(value); }
    static date get(const row& from, int at) { return get_day(from, at); }
};

/// A described enum is kept as the name of its enumerator.
template <class E>
    requires std::is_enum_v<E> && boost::describe::has_describe_enumerators<E>::value
struct column<E> {
    static parameter put(E value)
    {
        const char* name = boost::describe::enum_to_string(value, nullptr);
        if (!name)
            refuse_value(-1, "(a parameter) is not an enumerator");
        return column<std::string_view>::put(name);
    }
    static E get(const row& from, int at)
    {
        const auto name = from.text(at);
        std::optional<E> value;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto each) {
            if (name == each.name)
                value = each.value;
        });
        if (!value)
            refuse_value(at, "is not the name of an enumerator");
        return *value;
    }
};

template <>
struct column<std::nullopt_t> {
    static parameter put(std::nullopt_t) { return {}; }
};

template <class T>
struct column<std::optional<T>> {
    static parameter put(const std::optional<T>& value) { return value ? column<T>::put(*value) : parameter{}; }
    static std::optional<T> get(const row& from, int at)
    {
        if (from.is_null(at))
            return std::nullopt;
        return column<T>::get(from, at);
    }
};

} // namespace ahimmoyak::db
