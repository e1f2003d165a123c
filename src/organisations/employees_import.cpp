#include "organisations/employees_import.hpp"

#include "organisations/invitations.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace ahimmoyak::organisations {

namespace {

namespace bj = boost::json;

enum class column : std::uint8_t { name, email, phone, department };

struct heading {
    std::string_view text;
    column means;
};
// Without spaces and in small letters.
constexpr std::array headings{heading{"이름", column::name},           heading{"성명", column::name},
                              heading{"사원명", column::name},         heading{"직원명", column::name},
                              heading{"name", column::name},           heading{"fullname", column::name},
                              heading{"이메일", column::email},        heading{"이메일주소", column::email},
                              heading{"메일", column::email},          heading{"메일주소", column::email},
                              heading{"전자우편", column::email},      heading{"email", column::email},
                              heading{"emailaddress", column::email},  heading{"mail", column::email},
                              heading{"전화", column::phone},          heading{"전화번호", column::phone},
                              heading{"휴대폰", column::phone},        heading{"휴대폰번호", column::phone},
                              heading{"휴대전화", column::phone},      heading{"휴대전화번호", column::phone},
                              heading{"핸드폰", column::phone},        heading{"연락처", column::phone},
                              heading{"phone", column::phone},         heading{"phonenumber", column::phone},
                              heading{"mobile", column::phone},        heading{"tel", column::phone},
                              heading{"telephone", column::phone},     heading{"부서", column::department},
                              heading{"부서명", column::department},   heading{"소속", column::department},
                              heading{"소속부서", column::department}, heading{"팀", column::department},
                              heading{"팀명", column::department},     heading{"department", column::department},
                              heading{"dept", column::department},     heading{"team", column::department}};

bool take(std::string_view& from, std::string_view what)
{
    if (!from.starts_with(what))
        return false;
    from.remove_prefix(what.size());
    return true;
}

// Spreadsheets are full of spaces that do not look like it: one ordinary space each, none at the ends.
std::string tidied(std::string_view cell)
{
    std::string out;
    bool space = false;
    while (!cell.empty()) {
        if (take(cell, " ") || take(cell, "\t") || take(cell, "\r") || take(cell, "\n") || take(cell, "\xC2\xA0") ||
            take(cell, "\xE3\x80\x80")) { // U+00A0, U+3000
            space = true;
            continue;
        }
        if (take(cell, "\xE2\x80\x8B") || take(cell, "\xEF\xBB\xBF")) // U+200B, U+FEFF: nothing at all
            continue;
        if (space && !out.empty())
            out += ' ';
        space = false;
        out += cell.front();
        cell.remove_prefix(1);
    }
    return out;
}

// "E-mail (필수)" is email.
std::optional<column> meaning_of(std::string_view written)
{
    std::string plain;
    for (const char c : written.substr(0, written.find('('))) {
        if (c >= 'A' && c <= 'Z')
            plain += static_cast<char>(c - 'A' + 'a');
        else if (std::string_view{" *:-_."}.find(c) == std::string_view::npos)
            plain += c;
    }
    const auto found =
        std::find_if(headings.begin(), headings.end(), [&](const heading& each) { return each.text == plain; });
    return found == headings.end() ? std::nullopt : std::optional{found->means};
}

// What was typed as a number has lost its 0 in front.
std::string phone_of(std::string phone)
{
    const bool digits =
        !phone.empty() && std::all_of(phone.begin(), phone.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits && phone.front() != '0' && phone.size() >= 8 && phone.size() <= 10)
        phone.insert(phone.begin(), '0');
    return phone;
}

problem wrong_file(std::string_view code, words what) { return {422, code, std::move(what)}; }

using columns = std::array<std::optional<std::size_t>, 4>;

columns columns_of(const tables::row& first, std::vector<std::string>& ignored)
{
    columns found;
    for (std::size_t i = 0; i < first.cells.size(); ++i) {
        const auto written = tidied(first.cells[i]);
        const auto means = meaning_of(written);
        if (!means) {
            if (!written.empty())
                ignored.push_back(written);
            continue;
        }
        auto& place = found.at(static_cast<std::size_t>(*means));
        if (place)
            throw wrong_file("heading_twice",
                             say("‘{}’ 열과 뜻이 같은 열이 또 있습니다. 하나만 남기세요.",
                                 "There is another column that means the same as \"{}\"; keep one.", written));
        place = i;
    }
    if (!found[0] || !found[1])
        throw wrong_file("headings", {"첫 줄에 ‘이름’과 ‘이메일’ 제목이 있어야 합니다. 양식을 내려받아 쓰세요.",
                                      "The first row must have the headings \"Name\" and \"E-mail\"; the template has "
                                      "them."});
    return found;
}

void check(import_line& line)
{
    bj::object form;
    const auto put = [&form](std::string_view name, const std::string& value) {
        if (!value.empty())
            form[name] = value;
    };
    put("name", line.name);
    put("email", line.email);
    put("phone", line.phone);
    put("department", line.department);
    json::reader at;
    json::codec<new_employee>::read(form, line.person, at);
    line.issues = at.take();
    if (!line.issues.empty())
        line.outcome = import_outcome::ERROR;
}

} // namespace

import_sheet import_sheet_of(const tables::table& from)
{
    import_sheet sheet;
    if (from.rows.empty())
        throw wrong_file("no_rows", {"파일에 내용이 없습니다.", "There is nothing in this file."});
    const auto where = columns_of(from.rows.front(), sheet.ignored_columns);
    std::unordered_map<std::string, std::int64_t> seen;
    for (const auto& row : std::span{from.rows}.subspan(1)) {
        const auto cell = [&](column which) {
            const auto at = where.at(static_cast<std::size_t>(which));
            return at && *at < row.cells.size() ? tidied(row.cells[*at]) : std::string{};
        };
        import_line line{.row = row.number,
                         .name = cell(column::name),
                         .email = cell(column::email),
                         .phone = phone_of(cell(column::phone)),
                         .department = cell(column::department),
                         .person = {},
                         .issues = {}};
        if (line.name.empty() && line.email.empty() && line.phone.empty() && line.department.empty())
            continue;
        check(line);
        if (!line.person.email.value.empty()) {
            const auto [earlier, fresh] = seen.try_emplace(line.person.email.value, line.row);
            if (!fresh) {
                line.outcome = import_outcome::ERROR;
                line.issues.push_back(
                    {"/email", "twice",
                     say("{}행에 같은 주소가 있습니다.", "This address stands in row {} already.", earlier->second)});
            }
        }
        sheet.lines.push_back(std::move(line));
    }
    if (sheet.lines.empty())
        throw wrong_file("no_rows", {"제목 아래에 사람이 없습니다.", "There is nobody below the headings."});
    return sheet;
}

void judge(db::connection& in, company_id by, import_sheet& sheet)
{
    std::vector<std::string> emails;
    emails.reserve(sheet.lines.size());
    for (const auto& each : sheet.lines)
        if (each.outcome != import_outcome::ERROR)
            emails.push_back(each.person.email.value);
    const auto known = acquaintances(in, by, emails);
    for (auto& each : sheet.lines) {
        if (each.outcome == import_outcome::ERROR)
            continue;
        const auto found = known.find(each.person.email.value);
        if (found == known.end())
            continue;
        each.outcome = found->second == acquaintance::elsewhere ? import_outcome::ERROR : import_outcome::UNCHANGED;
        each.issues.push_back(issue_of(found->second, "/email"));
    }
}

std::int64_t count_of(const import_sheet& sheet, import_outcome what)
{
    return std::count_if(sheet.lines.begin(), sheet.lines.end(),
                         [what](const auto& each) { return each.outcome == what; });
}

} // namespace ahimmoyak::organisations
