#pragma once

#include "media/bytes.hpp"
#include "media/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Action Message Format 0 (amf0_spec_121207), as RTMP commands and onMetaData use it.
namespace ahimmoyak::media::amf0 {

struct value;
struct member;
/// Objects, ECMA arrays and typed objects; names may repeat, the first counts.
using object = std::vector<member>;
using array = std::vector<value>;

/// null, undefined and everything that cannot matter here are the empty alternative.
struct value {
    std::variant<std::monostate, double, bool, std::string, object, array> is;

    const std::string* as_text() const { return std::get_if<std::string>(&is); }
    const double* as_number() const { return std::get_if<double>(&is); }
    const object* as_object() const { return std::get_if<object>(&is); }
    /// A member of an object; null when this is none or has no such member.
    const value* find(std::string_view name) const;
    /// The text of a member; empty when it is absent or no text.
    std::string_view text_of(std::string_view name) const;
    std::optional<double> number_of(std::string_view name) const;
};

struct member {
    std::string name;
    value is;
};

/// Nesting and number of values are bounded: 16 deep, 1,024 in all.
inline constexpr int max_depth = 16;
inline constexpr int max_values = 1'024;

/// All values of a message, in order. A message cut off within a value is truncated.
result<std::vector<value>> parse(std::string_view bytes);

void write(byte_writer& to, double number);
void write(byte_writer& to, std::string_view text);
void write_null(byte_writer& to);
void write(byte_writer& to, const object& members);
void write(byte_writer& to, const value& any);

} // namespace ahimmoyak::media::amf0
