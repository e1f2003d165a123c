#pragma once

#include "db/value.hpp"
#include "json/codec.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::organisations {

/// A Korean business registration number (사업자등록번호): ten digits of which the last is a checksum.
/// Taken with or without hyphens (123-45-67891), kept and shown as digits.
struct business_number {
    std::string digits;

    /// Nothing when it is not ten digits or the checksum is wrong.
    static std::optional<business_number> from(std::string_view text);
};

} // namespace ahimmoyak::organisations

namespace ahimmoyak::json {

template <>
struct codec<organisations::business_number> {
    static void read(const bj::value& in, organisations::business_number& value, reader& at);
    static bj::value schema(schema_book&);
};

} // namespace ahimmoyak::json

namespace ahimmoyak::db {

template <>
struct column<organisations::business_number> {
    static parameter put(const organisations::business_number& value)
    {
        return column<std::string_view>::put(value.digits);
    }
};

} // namespace ahimmoyak::db
