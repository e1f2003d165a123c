#include "audit/csv.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <string_view>

namespace ahimmoyak::audit {

namespace {

// A cell that begins like a formula would be run by a spreadsheet: people choose their names themselves.
void write_cell(std::string& out, std::string_view text, char end = ',')
{
    const bool formula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
    out += '"';
    if (formula)
        out += '\'';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
    out += end;
    if (end == '\r')
        out += '\n';
}

std::string written(const std::vector<subject>& subjects)
{
    std::string out;
    for (const auto& each : subjects) {
        out += (out.empty() ? "" : "; ") + each.name;
        for (const auto number : each.ids)
            out += " " + std::to_string(number);
    }
    return out;
}

} // namespace

std::string to_csv(const std::vector<entry>& entries)
{
    std::string out{"\xEF\xBB\xBF\"at\",\"userId\",\"username\",\"name\",\"role\",\"action\",\"subjects\",\"address\","
                    "\"request\"\r\n"};
    for (const auto& each : entries) {
        write_cell(out, to_rfc3339(each.at));
        write_cell(out, each.user_id ? std::to_string(each.user_id->value) : "");
        write_cell(out, each.username.value_or(""));
        write_cell(out, each.user_name.value_or(""));
        write_cell(out, each.role ? boost::describe::enum_to_string(*each.role, "") : "");
        write_cell(out, each.action);
        write_cell(out, written(each.subjects));
        write_cell(out, each.address);
        write_cell(out, each.request, '\r');
    }
    return out;
}

} // namespace ahimmoyak::audit
