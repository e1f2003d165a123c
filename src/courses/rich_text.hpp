#pragma once

#include "db/value.hpp"
#include "json/codec.hpp"

#include <string>
#include <string_view>

namespace ahimmoyak::courses {

/// A text with headings, lists and links, as a document in ProseMirror's JSON: kept and sent as a document,
/// never as HTML. Whatever was read has only nodes, marks and attributes that are known (rich_text.cpp), so a
/// page can draw it without trusting anybody.
struct rich_text {
    std::string json;
};

inline constexpr std::size_t most_rich_text = 50'000; ///< characters
inline constexpr std::size_t most_rich_nodes = 5'000;

/// Notes every place that is not allowed, or gives the document without what it need not say.
void read_rich_text(const boost::json::value& in, rich_text& out, json::reader& at);

/// A document of plain paragraphs.
rich_text rich_text_of(std::string_view plain);

/// Its words, a line for each block.
std::string plain_text_of(const rich_text& document);

} // namespace ahimmoyak::courses

namespace ahimmoyak::json {

template <>
struct codec<courses::rich_text> {
    static void write(std::string& out, const courses::rich_text& value) { out += value.json; }
    static void read(const bj::value& in, courses::rich_text& value, reader& at)
    {
        courses::read_rich_text(in, value, at);
    }
    static bj::value schema(schema_book&)
    {
        return bj::object{{"type", "object"},
                          {"description", "A document in ProseMirror's JSON: {\"type\":\"doc\",\"content\":[…]}"},
                          {"additionalProperties", true}};
    }
};

} // namespace ahimmoyak::json

namespace ahimmoyak::db {

template <>
struct column<courses::rich_text> {
    static parameter put(const courses::rich_text& value) { return {.is = parameter::kind::text, .bytes = value.json}; }
    static courses::rich_text get(const row& from, int at) { return {std::string{from.text(at)}}; }
};

} // namespace ahimmoyak::db
