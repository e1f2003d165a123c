#include "questions/gift.hpp"
#include "questions/import.hpp"
#include "questions/routes.hpp"
#include "questions/sheet.hpp"
#include "questions/store.hpp"

namespace ahimmoyak::questions {

namespace {

struct import_wish {
    question_file format = question_file::TABLE;
};
BOOST_DESCRIBE_STRUCT(import_wish, (), (format))

struct question_import_issue {
    std::string field;                    ///< content, choices, accepted, number, tolerance, rubric, points, …
    std::optional<std::int64_t> position; ///< which choice or answer, from 1
    std::string code;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(question_import_issue, (), (field, position, code, message))

struct question_import_row {
    std::int64_t row = 0; ///< of the sheet, or the line of the GIFT file that the question begins in
    std::string words;
    std::optional<question_kind> kind; ///< none: it cannot be read
    question_import_outcome outcome{};
    std::vector<question_import_issue> issues;
};
BOOST_DESCRIBE_STRUCT(question_import_row, (), (row, words, kind, outcome, issues))

struct question_import_preview {
    std::vector<question_import_row> rows;
    std::int64_t add_count = 0;
    std::int64_t unchanged_count = 0;
    std::int64_t error_count = 0;
    std::vector<std::string> ignored_columns;
};
BOOST_DESCRIBE_STRUCT(question_import_preview, (), (rows, add_count, unchanged_count, error_count, ignored_columns))

struct question_import_done {
    std::int64_t added_count = 0;
    std::int64_t unchanged_count = 0;
};
BOOST_DESCRIBE_STRUCT(question_import_done, (), (added_count, unchanged_count))

// "/document/choices/1/text": choices, 2.
question_import_issue shown_issue(const issue& wrong, language in)
{
    std::string_view at = wrong.pointer;
    if (at.starts_with("/document/"))
        at.remove_prefix(std::string_view{"/document"}.size());
    at.remove_prefix(std::min<std::size_t>(1, at.size()));
    const auto field = at.substr(0, at.find('/'));
    question_import_issue shown{std::string{field}, {}, wrong.code, wrong.message.in(in)};
    if (field != "content" && field.size() < at.size())
        if (const auto position =
                number_of(at.substr(field.size() + 1, at.find('/', field.size() + 1) - field.size() - 1)))
            shown.position = static_cast<std::int64_t>(*position) + 1;
    return shown;
}

question_import_preview shown_sheet(question_sheet&& sheet, language in)
{
    constexpr std::size_t most_words = 300;
    question_import_preview preview{.rows = {},
                                    .add_count = count_of(sheet, question_import_outcome::ADD),
                                    .unchanged_count = count_of(sheet, question_import_outcome::UNCHANGED),
                                    .error_count = count_of(sheet, question_import_outcome::ERROR),
                                    .ignored_columns = std::move(sheet.ignored_columns)};
    preview.rows.reserve(sheet.lines.size());
    for (auto& each : sheet.lines) {
        question_import_row row{each.row, beginning_of(std::move(each.words), most_words), {}, each.outcome, {}};
        if (each.outcome != question_import_outcome::ERROR)
            row.kind = each.question.document.kind;
        for (const auto& wrong : each.issues)
            row.issues.push_back(shown_issue(wrong, in));
        preview.rows.push_back(std::move(row));
    }
    return preview;
}

// Off the threads of the requests: five megabytes of a workbook are many more once they are unpacked.
task<question_sheet> read_file(module& m, std::string_view bytes, question_file format)
{
    auto work = [&] { return questions_in(bytes, format); };
    co_return co_await m.files.run(work);
}

task<question_import_preview> preview_questions(module& m, caller who, http::incoming in,
                                                http::query<import_wish> asked, http::file_body file)
{
    const auto of = who.of_institution();
    m.import_by_institution.count(std::to_string(of.value), m.time.now());
    auto sheet = co_await read_file(m, file.bytes, asked->format);
    auto ask = [&](db::connection& on) { judge_questions(on, of, sheet); };
    co_await m.database.read_long(ask);
    co_return shown_sheet(std::move(sheet), in->speaks);
}

// The first hundred are enough to see what is wrong; the preview shows all.
[[noreturn]] void refuse_sheet(const question_sheet& sheet)
{
    constexpr std::size_t most_told = 100;
    std::vector<issue> all;
    for (const auto& each : sheet.lines)
        for (const auto& wrong : each.issues)
            if (each.outcome == question_import_outcome::ERROR && all.size() < most_told)
                all.push_back({"/rows/" + std::to_string(each.row) + wrong.pointer, wrong.code, wrong.message});
    throw invalid(std::move(all));
}

// The file is read and judged again: what is saved is what is in it, and all of it or nothing.
task<question_import_done> import_questions(module& m, caller who, http::query<import_wish> asked, http::file_body file)
{
    const auto now = m.time.now();
    const auto of = who.of_institution();
    m.import_by_institution.count(std::to_string(of.value), now);
    const auto sheet = co_await read_file(m, file.bytes, asked->format);
    auto work = [&](db::connection& in) {
        auto judged = sheet;
        judge_questions(in, of, judged);
        if (count_of(judged, question_import_outcome::ERROR) > 0)
            refuse_sheet(judged);
        const auto fresh = count_of(judged, question_import_outcome::ADD);
        must_have_room(in, of, fresh);
        for (const auto& each : judged.lines)
            if (each.outcome == question_import_outcome::ADD)
                add_question(in, of, who.user, each.question, now);
        return question_import_done{fresh, std::ssize(judged.lines) - fresh};
    };
    co_return co_await m.database.write(work);
}

http::response attachment(std::string_view type, std::string bytes, std::string_view name)
{
    http::response answer{200, std::string{type}, std::move(bytes), {}};
    answer.with("Content-Disposition", "attachment; filename=\"" + std::string{name} + "\"")
        .with("Cache-Control", "no-store");
    return answer;
}

task<http::response> workbook_of(module& m, const std::vector<tables::sheet>& sheets, std::string_view name)
{
    auto write = [&] { return tables::write_xlsx(sheets); };
    auto bytes = co_await m.files.run(write);
    if (!bytes)
        throw std::runtime_error{"a workbook cannot be written; is there room for temporary files?"};
    co_return attachment("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", std::move(*bytes), name);
}

task<http::response> send_question_template(module& m, http::incoming in)
{
    const auto sheets = template_sheets(in->speaks);
    auto answer = co_await workbook_of(m, sheets, "questions-template.xlsx");
    co_return answer;
}

task<std::vector<written_question>> exported_bank(module& m, institution_id of, const export_query& asked)
{
    const auto wish = bank_wish_of(asked);
    auto ask = [&](db::connection& on) { return whole_bank(on, of, wish); };
    co_return co_await m.database.read_long(ask);
}

task<http::response> export_table(module& m, caller who, http::incoming in, http::query<export_query> asked)
{
    const auto all = co_await exported_bank(m, who.of_institution(), asked.value);
    std::vector<tables::sheet> sheets;
    auto lay_out = [&] { sheets = bank_sheets(all, in->speaks); };
    co_await m.files.run(lay_out);
    auto answer = co_await workbook_of(m, sheets, "questions.xlsx");
    co_return answer;
}

task<http::response> export_gift(module& m, caller who, http::query<export_query> asked)
{
    const auto all = co_await exported_bank(m, who.of_institution(), asked.value);
    auto write = [&] { return write_gift(all); };
    auto text = co_await m.files.run(write);
    co_return attachment("text/plain; charset=utf-8", std::move(text), "questions.gift.txt");
}

} // namespace

void add_file_routes(http::routes<module>& r)
{
    constexpr auto managers = http::allow::only(role::MANAGER);
    constexpr http::body_limit file{most_import_bytes};
    r.post("/v1/questions/import/preview", managers.kept_elsewhere(),
           "What would become of each question of an XLSX, CSV or GIFT file, at most 2,000; nothing is saved",
           preview_questions, file);
    r.post("/v1/questions/import", managers,
           "Add all questions of an XLSX, CSV or GIFT file to the bank; all or nothing, and none twice",
           import_questions, file);
    r.get("/v1/questions/template", managers, "An XLSX file to import from, with an example of each kind",
          send_question_template);
    r.get("/v1/questions/export/xlsx", managers, "The bank, or what is searched in it, as XLSX", export_table);
    r.get("/v1/questions/export/gift", managers, "The same as Moodle's GIFT", export_gift);
}

} // namespace ahimmoyak::questions
