#include "db/lists.hpp"

#include <fmt/format.h>

#include <iterator>
#include <stdexcept>

namespace ahimmoyak::db {

void id_list::add(std::int64_t value)
{
    if (!text_.empty())
        text_ += ',';
    fmt::format_to(std::back_inserter(text_), "{}", value);
}

void row_list::begin_row() { text_ += empty() ? "[[" : ",["; }

void row_list::add_cell(const parameter& value)
{
    const auto quoted = [&](std::string_view words) {
        text_ += '"';
        for (const char c : words) {
            if (static_cast<unsigned char>(c) < 0x20)
                fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(c));
            else {
                if (c == '"' || c == '\\')
                    text_ += '\\';
                text_ += c;
            }
        }
        text_ += '"';
    };
    switch (value.is) {
    case parameter::kind::null:
        text_ += "null";
        break;
    case parameter::kind::integer:
        fmt::format_to(std::back_inserter(text_), "{}", value.integer);
        break;
    case parameter::kind::boolean:
        text_ += value.integer ? "true" : "false";
        break;
    case parameter::kind::real:
        fmt::format_to(std::back_inserter(text_), "{}", value.real);
        break;
    case parameter::kind::text:
        quoted(value.bytes);
        break;
    case parameter::kind::day:
        quoted({value.day.data(), value.day.size()});
        break;
    case parameter::kind::bytes:
        throw std::logic_error{"bytes cannot stand in a row_list"};
    }
    text_ += ',';
}

} // namespace ahimmoyak::db
