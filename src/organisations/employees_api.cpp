#include "http/endpoint.hpp"
#include "organisations/employees_files.hpp"
#include "organisations/employees_import.hpp"
#include "organisations/employees_list.hpp"
#include "organisations/invitations.hpp"
#include "organisations/routes.hpp"
#include "tables/read.hpp"

namespace ahimmoyak::organisations {

namespace {

constexpr std::int64_t most_exported = 50'000;

struct employee_page {
    std::vector<employee> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(employee_page, (), (items, next_cursor))

struct department {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(department, (), (name))

struct department_page {
    std::vector<department> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(department_page, (), (items, next_cursor))

struct department_change {
    std::optional<department_name> department; ///< none: the person is in no department
};
BOOST_DESCRIBE_STRUCT(department_change, (), (department))

struct import_issue {
    std::string field; ///< name, email, phone or department
    std::string code;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(import_issue, (), (field, code, message))

struct import_row {
    std::int64_t row = 0;
    std::string name;
    std::string email;
    std::string phone;
    std::string department;
    import_outcome outcome{};
    std::vector<import_issue> issues;
};
BOOST_DESCRIBE_STRUCT(import_row, (), (row, name, email, phone, department, outcome, issues))

struct import_preview {
    std::vector<import_row> rows;
    std::int64_t add_count = 0;
    std::int64_t unchanged_count = 0;
    std::int64_t error_count = 0;
    std::vector<std::string> ignored_columns;
};
BOOST_DESCRIBE_STRUCT(import_preview, (), (rows, add_count, unchanged_count, error_count, ignored_columns))

struct import_done {
    std::int64_t added_count = 0;
    std::int64_t unchanged_count = 0;
};
BOOST_DESCRIBE_STRUCT(import_done, (), (added_count, unchanged_count))

task<employee_page> list(module& m, caller who, http::query<people_query> q)
{
    const auto of = who.of_company();
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    const auto filter = filter_of(q.value);
    auto ask = [&](db::connection& in) { return employees_of(in, of, filter, after, limit + 1); };
    employee_page page;
    page.items = co_await m.db.read(ask);
    if (cut(page.items, limit))
        page.next_cursor = cursor{page.items.back().user_id.value, page.items.back().name}.to_text();
    co_return page;
}

task<department_page> list_departments(module& m, caller who)
{
    const auto of = who.of_company();
    auto ask = [&](db::connection& in) { return departments_of(in, of); };
    auto names = co_await m.db.read_long(ask);
    department_page page;
    for (auto& each : names)
        page.items.push_back({std::move(each)});
    co_return page;
}

task<http::no_content> change_department(module& m, caller who, http::path<"userId", user_id> whom,
                                         http::body<department_change> to)
{
    const auto now = m.identity.time.now();
    const auto of = who.of_company();
    const auto name = to->department ? std::optional{to->department->value} : std::nullopt;
    auto work = [&](db::connection& in) { set_department(in, of, whom.value, name, now); };
    co_await m.db.write(work);
    co_return http::no_content{};
}

// Off the threads of the requests: five megabytes of a workbook are many more once they are unpacked.
task<import_sheet> sheet_in(module& m, std::string_view bytes)
{
    std::optional<import_sheet> sheet;
    std::optional<tables::refusal> refused;
    auto work = [&] {
        auto read = tables::read_table(bytes, import_limits);
        if (read)
            sheet = import_sheet_of(*read);
        else
            refused = read.error();
    };
    co_await m.spreadsheets.run(work);
    if (refused)
        throw problem{422, refused->code, std::move(refused->message)};
    co_return std::move(sheet.value());
}

import_preview shown(import_sheet&& sheet, language in)
{
    import_preview preview{.rows = {},
                           .add_count = count_of(sheet, import_outcome::ADD),
                           .unchanged_count = count_of(sheet, import_outcome::UNCHANGED),
                           .error_count = count_of(sheet, import_outcome::ERROR),
                           .ignored_columns = std::move(sheet.ignored_columns)};
    preview.rows.reserve(sheet.lines.size());
    for (auto& each : sheet.lines) {
        import_row row{each.row,
                       std::move(each.name),
                       std::move(each.email),
                       std::move(each.phone),
                       std::move(each.department),
                       each.outcome,
                       {}};
        for (const auto& wrong : each.issues)
            row.issues.push_back({wrong.pointer.substr(1), wrong.code, wrong.message.in(in)});
        preview.rows.push_back(std::move(row));
    }
    return preview;
}

task<import_preview> preview_import(module& m, caller who, http::incoming in, http::file_body file)
{
    const auto by = who.of_company();
    m.import_by_company.count(std::to_string(by.value), m.identity.time.now());
    auto sheet = co_await sheet_in(m, file.bytes);
    auto ask = [&](db::connection& on) { judge(on, by, sheet); };
    co_await m.db.read_long(ask);
    co_return shown(std::move(sheet), in->speaks);
}

// The first hundred are enough to see what is wrong; the preview shows all.
[[noreturn]] void refuse(const import_sheet& sheet)
{
    constexpr std::size_t most_told = 100;
    std::vector<issue> all;
    for (const auto& each : sheet.lines)
        for (const auto& wrong : each.issues)
            if (each.outcome == import_outcome::ERROR && all.size() < most_told)
                all.push_back({"/rows/" + std::to_string(each.row) + wrong.pointer, wrong.code, wrong.message});
    throw invalid(std::move(all));
}

// The file is read and judged again: what is saved is what is in it, and all of it or nothing.
task<import_done> import_all(module& m, caller who, http::file_body file)
{
    const auto now = m.identity.time.now();
    const auto by = who.of_company();
    m.import_by_company.count(std::to_string(by.value), now);
    const auto sheet = co_await sheet_in(m, file.bytes);
    auto work = [&](db::connection& in) {
        auto judged = sheet;
        judge(in, by, judged);
        if (count_of(judged, import_outcome::ERROR) > 0)
            refuse(judged);
        must_have_room(in, by, count_of(judged, import_outcome::ADD));
        std::vector<new_employee> fresh;
        for (auto& each : judged.lines)
            if (each.outcome == import_outcome::ADD)
                fresh.push_back(std::move(each.person));
        const auto added = invite_all(m, in, by, fresh, now);
        return import_done{added, std::ssize(judged.lines) - added};
    };
    const auto done = co_await m.db.write(work);
    co_return done;
}

task<http::response> workbook(module& m, const std::vector<tables::sheet>& sheets, std::string_view name)
{
    auto write = [&] { return tables::write_xlsx(sheets); };
    auto bytes = co_await m.spreadsheets.run(write);
    if (!bytes)
        throw std::runtime_error{"a workbook cannot be written; is there room for temporary files?"};
    http::response answer{
        200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", std::move(*bytes), {}};
    answer.with("Content-Disposition", "attachment; filename=\"" + std::string{name} + "\"")
        .with("Cache-Control", "no-store");
    co_return answer;
}

task<http::response> send_template(module& m, http::incoming in)
{
    const auto sheets = import_template(in->speaks);
    auto answer = co_await workbook(m, sheets, "employees-template.xlsx");
    co_return answer;
}

task<http::response> save(module& m, caller who, http::incoming in)
{
    const auto now = m.identity.time.now();
    const auto of = who.of_company();
    std::vector<employee> people;
    std::vector<invitation> invited;
    auto ask = [&](db::connection& on) {
        people = employees_of(on, of, {}, {}, most_exported);
        invited = invitations_of(on, of, {}, {}, most_exported, now);
    };
    co_await m.db.read_long(ask);
    const auto sheets = people_sheets(people, invited, m.zone, in->speaks);
    auto answer = co_await workbook(m, sheets, "employees.xlsx");
    co_return answer;
}

} // namespace

void add_employee_routes(http::router& to, json::schema_book& book, module& m)
{
    using http::allow::only;
    http::routes r{to, book, m};
    constexpr auto supervisors = only(role::SUPERVISOR);
    constexpr http::body_limit file{import_limits.bytes};
    r.get("/v1/companies/employees", supervisors.of_people(), "The people of the company, by name", list);
    r.get("/v1/companies/employees/departments", supervisors, "The departments of the company", list_departments);
    r.put("/v1/companies/employees/{userId}/department", supervisors, "Put an employee into a department",
          change_department);
    r.post("/v1/companies/employees/import/preview", supervisors.kept_elsewhere(),
           "What would become of each row of a CSV or XLSX file, at most 2,000; nothing is saved", preview_import,
           file);
    r.post("/v1/companies/employees/import", supervisors,
           "Invite everybody in a CSV or XLSX file; all of it or nothing, and nobody twice", import_all, file);
    r.get("/v1/companies/employees/template", supervisors, "An empty XLSX file to import from", send_template);
    r.get("/v1/companies/employees/export", supervisors.of_people(), "The people of the company as XLSX", save);
}

} // namespace ahimmoyak::organisations
