#pragma once

#include "base/values.hpp"
#include "json/names.hpp"
#include "json/reader.hpp"
#include "json/schema.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A type is taught once, by a specialisation of codec<T>, how it is written as JSON, read from
// JSON, read from the text of a URL, and described in OpenAPI. Structs and enums known to
// Boost.Describe need no specialisation.

namespace ahimmoyak::json {

template <class T>
struct codec;

template <class T>
concept described_struct = boost::describe::has_describe_members<T>::value && !std::is_union_v<T>;

template <class T>
concept described_enum = boost::describe::has_describe_enumerators<T>::value;

/// With the members of described bases, in order.
template <class T>
using members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

/// May the field be left out of a request?
template <class T>
inline constexpr bool omissible = false;
template <class T>
inline constexpr bool omissible<std::optional<T>> = true;
template <std::int64_t Min, std::int64_t Max, auto Default>
inline constexpr bool omissible<whole<Min, Max, Default>> = !std::is_same_v<decltype(Default), std::nullptr_t>;

/// A list of Min to Max items.
template <class T, std::size_t Min, std::size_t Max>
struct list {
    std::vector<T> items;
    auto begin() const { return items.begin(); }
    auto end() const { return items.end(); }
    std::size_t size() const { return items.size(); }
};

void write_string(std::string& out, std::string_view text);
void write_number(std::string& out, std::int64_t number);
void write_number(std::string& out, double number);
bool text_to_whole(std::string_view text, std::int64_t& out);

template <>
struct codec<bool> {
    static void write(std::string& out, bool value) { out += value ? "true" : "false"; }
    static void read(const bj::value& in, bool& value, reader& at);
    static bool from_text(std::string_view text, bool& value);
    static bj::value schema(schema_book&) { return bj::object{{"type", "boolean"}}; }
};

template <>
struct codec<std::int64_t> {
    static void write(std::string& out, std::int64_t value) { write_number(out, value); }
    static void read(const bj::value& in, std::int64_t& value, reader& at) { read_whole(in, value, at); }
    static bool from_text(std::string_view text, std::int64_t& value) { return text_to_whole(text, value); }
    static bj::value schema(schema_book&) { return bj::object{{"type", "integer"}, {"format", "int64"}}; }
};

template <>
struct codec<double> {
    static void write(std::string& out, double value) { write_number(out, value); }
    static void read(const bj::value& in, double& value, reader& at);
    static bj::value schema(schema_book&) { return bj::object{{"type", "number"}}; }
};

template <>
struct codec<std::string> {
    static void write(std::string& out, std::string_view value) { write_string(out, value); }
    static void read(const bj::value& in, std::string& value, reader& at) { read_text(in, value, at); }
    static bool from_text(std::string_view text, std::string& value);
    static bj::value schema(schema_book&) { return bj::object{{"type", "string"}}; }
};

template <>
struct codec<timestamp> {
    static void write(std::string& out, timestamp value) { write_string(out, to_rfc3339(value)); }
    static void read(const bj::value& in, timestamp& value, reader& at);
    static bool from_text(std::string_view text, timestamp& value);
    static bj::value schema(schema_book&) { return bj::object{{"type", "string"}, {"format", "date-time"}}; }
};

template <>
struct codec<date> {
    static void write(std::string& out, date value) { write_string(out, to_text(value)); }
    static void read(const bj::value& in, date& value, reader& at);
    static bool from_text(std::string_view text, date& value);
    static bj::value schema(schema_book&) { return bj::object{{"type", "string"}, {"format", "date"}}; }
};

template <>
struct codec<email> {
    static void write(std::string& out, const email& value) { write_string(out, value.value); }
    static void read(const bj::value& in, email& value, reader& at);
    static bj::value schema(schema_book&)
    {
        return bj::object{{"type", "string"}, {"format", "email"}, {"maxLength", 100}};
    }
};

template <class Tag>
struct codec<id<Tag>> {
    static void write(std::string& out, id<Tag> value) { write_number(out, value.value); }
    static void read(const bj::value& in, id<Tag>& value, reader& at) { read_whole(in, value.value, at); }
    static bool from_text(std::string_view text, id<Tag>& value)
    {
        return text_to_whole(text, value.value) && value.value >= 0;
    }
    static bj::value schema(schema_book&)
    {
        return bj::object{{"type", "integer"}, {"format", "int64"}, {"x-identifies", noun_of<Tag>()}};
    }
};

/// Trims, then checks the length in code points and that there are no control characters.
void read_bounded_text(const bj::value& in, std::string& out, std::size_t least, std::size_t most, reader& at);

template <std::size_t Min, std::size_t Max>
struct codec<text<Min, Max>> {
    static void write(std::string& out, const text<Min, Max>& value) { write_string(out, value.value); }
    static void read(const bj::value& in, text<Min, Max>& value, reader& at)
    {
        read_bounded_text(in, value.value, Min, Max, at);
    }
    static bool from_text(std::string_view text, ahimmoyak::text<Min, Max>& value)
    {
        value.value = text;
        return is_utf8(text) && text.find('\0') == std::string_view::npos && code_points(text) >= Min &&
               code_points(text) <= Max;
    }
    static bj::value schema(schema_book&)
    {
        return bj::object{{"type", "string"}, {"minLength", Min}, {"maxLength", Max}};
    }
};

template <std::size_t Min, std::size_t Max>
struct codec<secret<Min, Max>> {
    static void read(const bj::value& in, secret<Min, Max>& value, reader& at)
    {
        if (read_text(in, value.value, at) && (value.value.size() < Min || value.value.size() > Max))
            mistake::length(at, Min, Max);
    }
    static bj::value schema(schema_book&)
    {
        return bj::object{{"type", "string"}, {"minLength", Min}, {"maxLength", Max}, {"format", "password"}};
    }
};

template <std::int64_t Min, std::int64_t Max, auto Default>
struct codec<whole<Min, Max, Default>> {
    using type = whole<Min, Max, Default>;

    static void write(std::string& out, const type& value) { write_number(out, value.value); }
    static void read(const bj::value& in, type& value, reader& at)
    {
        if (read_whole(in, value.value, at) && (value.value < Min || value.value > Max))
            mistake::range(at, Min, Max);
    }
    static bool from_text(std::string_view text, type& value)
    {
        return text_to_whole(text, value.value) && value.value >= Min && value.value <= Max;
    }
    static bj::value schema(schema_book&)
    {
        bj::object schema{{"type", "integer"}, {"minimum", Min}};
        if constexpr (Max != std::numeric_limits<std::int64_t>::max())
            schema["maximum"] = Max;
        if constexpr (omissible<type>)
            schema["default"] = Default;
        return schema;
    }
};

template <class T>
struct codec<std::optional<T>> {
    static void write(std::string& out, const std::optional<T>& value)
    {
        if (value)
            codec<T>::write(out, *value);
        else
            out += "null";
    }
    static void read(const bj::value& in, std::optional<T>& value, reader& at)
    {
        if (in.is_null())
            value.reset();
        else
            codec<T>::read(in, value.emplace(), at);
    }
    static bool from_text(std::string_view text, std::optional<T>& value)
    {
        return codec<T>::from_text(text, value.emplace());
    }
    static bj::value schema(schema_book& book)
    {
        return bj::object{{"oneOf", bj::array{codec<T>::schema(book), bj::object{{"type", "null"}}}}};
    }
};

/// Reads every item of an array, or notes that there is none.
template <class T>
bool read_items(const bj::value& in, std::vector<T>& values, reader& at)
{
    const auto* items = in.if_array();
    if (!items) {
        mistake::type(at, {"목록", "a list"});
        return false;
    }
    values.resize(items->size());
    for (std::size_t i = 0; i < items->size(); ++i)
        at.within(std::to_string(i), [&] { codec<T>::read((*items)[i], values[i], at); });
    return true;
}

template <class T>
struct codec<std::vector<T>> {
    static void write(std::string& out, const std::vector<T>& values)
    {
        out += '[';
        const auto begun = out.size();
        for (bool first = true; const auto& value : values) {
            if (!first)
                out += ',';
            codec<T>::write(out, value);
            // The others will be about as long as the first: grow once.
            if (std::exchange(first, false))
                out.reserve(begun + (out.size() - begun + 8) * values.size() + 64);
        }
        out += ']';
    }
    static void read(const bj::value& in, std::vector<T>& values, reader& at) { read_items(in, values, at); }
    static bj::value schema(schema_book& book)
    {
        return bj::object{{"type", "array"}, {"items", codec<T>::schema(book)}};
    }
};

template <class T, std::size_t Min, std::size_t Max>
struct codec<list<T, Min, Max>> {
    static void write(std::string& out, const list<T, Min, Max>& value)
    {
        codec<std::vector<T>>::write(out, value.items);
    }
    static void read(const bj::value& in, list<T, Min, Max>& value, reader& at)
    {
        const auto* items = in.if_array();
        if (items && (items->size() < Min || items->size() > Max))
            mistake::count(at, Min, Max);
        else
            read_items(in, value.items, at);
    }
    static bj::value schema(schema_book& book)
    {
        return bj::object{{"type", "array"}, {"items", codec<T>::schema(book)}, {"minItems", Min}, {"maxItems", Max}};
    }
};

/// JSON that is passed on as it is, such as an event's payload.
template <>
struct codec<bj::value> {
    static void write(std::string& out, const bj::value& value) { out += bj::serialize(value); }
    static void read(const bj::value& in, bj::value& value, reader&) { value = in; }
    static bj::value schema(schema_book&) { return bj::object{}; }
};

template <described_enum T>
struct codec<T> {
    using enumerators = boost::describe::describe_enumerators<T>;

    static std::string_view name(T value)
    {
        std::string_view found;
        boost::mp11::mp_for_each<enumerators>([&](auto e) {
            if (e.value == value)
                found = e.name;
        });
        return found;
    }
    static std::string choices()
    {
        std::string all;
        boost::mp11::mp_for_each<enumerators>([&](auto e) { all.append(all.empty() ? "" : ", ").append(e.name); });
        return all;
    }
    static void write(std::string& out, T value) { write_string(out, name(value)); }
    static void read(const bj::value& in, T& value, reader& at)
    {
        const auto* s = in.if_string();
        if (!s || !from_text({s->data(), s->size()}, value))
            mistake::choice(at, choices());
    }
    static bool from_text(std::string_view text, T& value)
    {
        bool found = false;
        boost::mp11::mp_for_each<enumerators>([&](auto e) {
            if (text == e.name) {
                value = e.value;
                found = true;
            }
        });
        return found;
    }
    static bj::value schema(schema_book& book)
    {
        return book.refer<T>(type_name<T>, [] {
            bj::array names;
            boost::mp11::mp_for_each<enumerators>([&](auto e) { names.emplace_back(e.name); });
            return bj::object{{"type", "string"}, {"enum", std::move(names)}};
        });
    }
};

template <described_struct T>
struct codec<T> {
    static void write(std::string& out, const T& value)
    {
        char separator = '{';
        boost::mp11::mp_for_each<members<T>>([&](auto m) {
            out += separator;
            separator = ',';
            out += wire_key<decltype(m)>;
            codec<std::remove_cvref_t<decltype(value.*m.pointer)>>::write(out, value.*m.pointer);
        });
        if (separator == '{')
            out += '{';
        out += '}';
    }
    static void read(const bj::value& in, T& value, reader& at)
    {
        const auto* object = in.if_object();
        if (!object)
            return mistake::type(at, {"객체", "an object"});
        std::size_t known = 0;
        boost::mp11::mp_for_each<members<T>>([&](auto m) {
            using field = std::remove_cvref_t<decltype(value.*m.pointer)>;
            const auto* found = object->if_contains(wire_name<decltype(m)>);
            if (found)
                ++known;
            if (!found && omissible<field>)
                return;
            at.within(wire_name<decltype(m)>, [&] {
                if (found)
                    codec<field>::read(*found, value.*m.pointer, at);
                else
                    mistake::required(at);
            });
        });
        if (known != object->size())
            for (const auto& [name, unused] : *object)
                if (!is_member(name))
                    mistake::unknown_field(at, name);
    }
    static bool is_member(std::string_view name)
    {
        bool found = false;
        boost::mp11::mp_for_each<members<T>>([&](auto m) { found = found || name == wire_name<decltype(m)>; });
        return found;
    }
    static bj::value schema(schema_book& book)
    {
        return book.refer<T>(type_name<T>, [&] {
            bj::object properties;
            bj::array required;
            boost::mp11::mp_for_each<members<T>>([&](auto m) {
                using field = std::remove_cvref_t<decltype(std::declval<T&>().*m.pointer)>;
                properties[wire_name<decltype(m)>] = codec<field>::schema(book);
                if (!omissible<field>)
                    required.emplace_back(wire_name<decltype(m)>);
            });
            return bj::object{{"type", "object"},
                              {"properties", std::move(properties)},
                              {"required", std::move(required)},
                              {"additionalProperties", false}};
        });
    }
};

template <class T>
std::string encode(const T& value)
{
    std::string out;
    out.reserve(256);
    codec<T>::write(out, value);
    return out;
}

/// Throws the problem that lists every field in error.
template <class T>
T decode(std::string_view body)
{
    const auto parsed = parse(body);
    T value{};
    reader at;
    codec<T>::read(parsed, value, at);
    if (!at.ok())
        throw invalid(at.take());
    return value;
}

} // namespace ahimmoyak::json
