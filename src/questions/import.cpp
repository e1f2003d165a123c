#include "questions/import.hpp"

#include "questions/fold.hpp"
#include "questions/gift.hpp"
#include "questions/rules.hpp"
#include "questions/sheet.hpp"
#include "questions/twenties.hpp"
#include "tables/encoding.hpp"
#include "tables/read.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace ahimmoyak::questions {

namespace {

namespace bj = boost::json;

constexpr db::query some_fingerprints{R"(
    SELECT fingerprint FROM question
    WHERE institution_id = $1 AND removed_at IS NULL
      AND fingerprint IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21))"};

[[noreturn]] void refuse_file(const tables::refusal& why) { throw problem{422, why.code, why.message}; }

[[noreturn]] void refuse_length()
{
    throw problem{422, "too_many_rows",
                  say("한 번에 {}문제까지 가져올 수 있습니다. 파일을 나누세요.",
                      "At most {} questions are imported at a time; make several files of it.", most_imported)};
}

bj::object form_of(const draft& from)
{
    bj::array choices;
    for (const auto& each : from.choices)
        choices.push_back(bj::object{{"text", each.text}, {"correct", each.correct}});
    bj::array accepted;
    for (const auto& each : from.accepted)
        accepted.push_back(bj::string{each});
    bj::array rubric;
    for (const auto& each : from.rubric)
        rubric.push_back(bj::object{{"title", each.title}, {"share", each.share}});
    bj::array tags;
    for (const auto& each : from.tags)
        tags.push_back(bj::string{each});
    bj::object document{{"kind", json::codec<question_kind>::name(from.kind)},
                        {"content", bj::parse(courses::rich_text_of(from.words).json)},
                        {"choices", std::move(choices)},
                        {"accepted", std::move(accepted)},
                        {"rubric", std::move(rubric)}};
    if (from.number)
        document["number"] = *from.number;
    if (from.tolerance)
        document["tolerance"] = *from.tolerance;
    if (!from.explanation.empty())
        document["explanation"] = from.explanation;
    return {{"document", std::move(document)},
            {"difficulty", json::codec<difficulty>::name(from.difficulty.value_or(difficulty::MEDIUM))},
            {"points", from.points.value_or(point_count{}.value)},
            {"tags", std::move(tags)}};
}

// Files name "Paris" and "paris": here both count as one answer.
void leave_out_repeated(std::vector<std::string>& accepted)
{
    std::set<std::string> known;
    std::erase_if(accepted, [&](const std::string& each) { return !known.insert(folded(each)).second; });
}

question_line line_of(draft&& from)
{
    leave_out_repeated(from.accepted);
    question_line line{.row = from.row, .words = from.words, .question = {}, .fingerprint = {}, .issues = {}};
    if (from.issues.empty()) {
        json::reader at;
        json::codec<written_question>::read(form_of(from), line.question, at);
        line.issues = at.take();
        if (line.issues.empty()) {
            tidy(line.question);
            line.issues = faults_of(line.question);
        }
    } else {
        line.issues = std::move(from.issues);
    }
    if (line.issues.empty()) {
        line.fingerprint = fingerprint_of(line.question.document);
        line.issues = std::move(from.notes);
    } else {
        line.outcome = question_import_outcome::ERROR;
    }
    return line;
}

std::vector<draft> drafts_of_gift(std::string_view bytes)
{
    if (bytes.size() > most_import_bytes)
        refuse_file(tables::refused::too_large({.bytes = most_import_bytes}));
    const auto text = tables::to_utf8(bytes);
    if (!text)
        refuse_file(text.error());
    auto found = read_gift(*text, most_imported + 1);
    if (found.empty())
        throw problem{422,
                      "no_rows",
                      {"파일에 문제가 없습니다. GIFT는 문제마다 {…} 안에 답을 적습니다.",
                       "There are no questions in this file. In GIFT each has its answers inside of {…}."}};
    return found;
}

read_rows drafts_of_table(std::string_view bytes)
{
    constexpr tables::limits allowed{
        .bytes = most_import_bytes, .rows = most_imported + 1, .columns = 50, .cell_bytes = 100'000};
    const auto read = tables::read_table(bytes, allowed);
    if (!read)
        refuse_file(read.error());
    return read_sheet(*read);
}

} // namespace

question_sheet questions_in(std::string_view bytes, question_file format)
{
    auto read = format == question_file::GIFT ? read_rows{drafts_of_gift(bytes), {}} : drafts_of_table(bytes);
    if (read.drafts.size() > most_imported)
        refuse_length();
    question_sheet sheet{{}, std::move(read.ignored_columns)};
    sheet.lines.reserve(read.drafts.size());
    std::unordered_map<std::string, std::int64_t> seen;
    for (auto& each : read.drafts) {
        auto line = line_of(std::move(each));
        if (line.outcome == question_import_outcome::ADD) {
            const auto [earlier, fresh] = seen.try_emplace(line.fingerprint, line.row);
            if (!fresh) {
                line.outcome = question_import_outcome::UNCHANGED;
                line.issues.push_back({"/document/content", "twice",
                                       say("{}행에 같은 문제가 있어 한 번만 넣습니다.",
                                           "The same question stands in row {}; it is added once.", earlier->second)});
            }
        }
        sheet.lines.push_back(std::move(line));
    }
    return sheet;
}

void judge_questions(db::connection& in, institution_id of, question_sheet& sheet)
{
    std::vector<std::string> asked;
    for (const auto& each : sheet.lines)
        if (each.outcome == question_import_outcome::ADD)
            asked.push_back(each.fingerprint);
    std::set<std::string> known;
    by_twenties(std::span<const std::string>{asked}, [&](const auto&... each) {
        for (auto& found : in.all<std::string>(some_fingerprints, of, each...))
            known.insert(std::move(found));
    });
    for (auto& each : sheet.lines)
        if (each.outcome == question_import_outcome::ADD && known.contains(each.fingerprint)) {
            each.outcome = question_import_outcome::UNCHANGED;
            each.issues.push_back(
                {"/document/content",
                 "known",
                 {"이미 문제 은행에 있어 넣지 않습니다.", "It is in the bank already and is not added."}});
        }
}

std::int64_t count_of(const question_sheet& sheet, question_import_outcome what)
{
    return std::count_if(sheet.lines.begin(), sheet.lines.end(),
                         [what](const auto& each) { return each.outcome == what; });
}

} // namespace ahimmoyak::questions
