#include "questions/bank.hpp"

#include "questions/twenties.hpp"

#include <algorithm>

namespace ahimmoyak::questions {

namespace {

struct banked_row {
    question_id id;
    question_version_id version_id;
    question_kind kind{};
    questions::difficulty difficulty{};
    std::int64_t points = 0;
    std::string document;
};
BOOST_DESCRIBE_STRUCT(banked_row, (), (id, version_id, kind, difficulty, points, document))

struct version_row {
    question_version_id id;
    std::string document;
};
BOOST_DESCRIBE_STRUCT(version_row, (), (id, document))

struct version_of_row {
    question_version_id id;
    questions::question_id question_id;
};
BOOST_DESCRIBE_STRUCT(version_of_row, (), (id, question_id))

constexpr db::query banked{R"(
    SELECT q.id AS id, q.version_id AS version_id, q.kind AS kind, q.difficulty AS difficulty, q.points AS points,
           v.document AS document
    FROM question q JOIN question_version v ON v.id = q.version_id
    WHERE q.id = $1 AND q.institution_id = $2 AND q.removed_at IS NULL)"};
constexpr db::query some_drawables{R"(
    SELECT id, version_id, kind, points FROM question
    WHERE institution_id = $1 AND removed_at IS NULL
      AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21))"};
constexpr db::query all_candidates{R"(
    SELECT id, version_id, kind, points FROM question
    WHERE institution_id = $1 AND removed_at IS NULL AND ($2 = '' OR difficulty = $2) ORDER BY id)"};
constexpr db::query tagged_candidates{R"(
    SELECT q.id AS id, q.version_id AS version_id, q.kind AS kind, q.points AS points
    FROM question_tag t JOIN question q ON q.id = t.question_id
    WHERE t.institution_id = $1 AND t.tag = $2 AND q.removed_at IS NULL AND ($3 = '' OR q.difficulty = $3)
    ORDER BY q.id)"};
constexpr db::query some_documents{R"(
    SELECT id, document FROM question_version
    WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20))"};
constexpr db::query some_owners{R"(
    SELECT id, question_id FROM question_version
    WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20))"};

std::string_view name_or_none(std::optional<difficulty> how_hard)
{
    return how_hard ? std::string_view{boost::describe::enum_to_string(*how_hard, "")} : std::string_view{};
}

} // namespace

std::optional<banked_question> find_question(db::connection& in, institution_id of, question_id which)
{
    const auto row = in.first<banked_row>(banked, which, of);
    if (!row)
        return std::nullopt;
    return banked_question{row->id,         row->version_id, row->kind,
                           row->difficulty, row->points,     json::decode<question_document>(row->document)};
}

std::vector<drawable> drawables(db::connection& in, institution_id of, std::span<const question_id> which)
{
    std::vector<drawable> found;
    by_twenties(which, [&](const auto&... each) {
        const auto rows = in.all<drawable>(some_drawables, of, each...);
        found.insert(found.end(), rows.begin(), rows.end());
    });
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id.value < b.id.value; });
    return found;
}

std::vector<drawable> candidates(db::connection& in, institution_id of, std::optional<std::string_view> tag,
                                 std::optional<difficulty> how_hard)
{
    const auto level = name_or_none(how_hard);
    return tag ? in.all<drawable>(tagged_candidates, of, *tag, level) : in.all<drawable>(all_candidates, of, level);
}

std::map<question_version_id, question_document> documents(db::connection& in,
                                                           std::span<const question_version_id> which)
{
    std::map<question_version_id, question_document> found;
    by_twenties(which, [&](const auto&... each) {
        for (auto& row : in.all<version_row>(some_documents, each...))
            found.emplace(row.id, json::decode<question_document>(row.document));
    });
    return found;
}

std::map<question_version_id, question_id> questions_of(db::connection& in, std::span<const question_version_id> which)
{
    std::map<question_version_id, question_id> found;
    by_twenties(which, [&](const auto&... each) {
        for (const auto& row : in.all<version_of_row>(some_owners, each...))
            found.emplace(row.id, row.question_id);
    });
    return found;
}

} // namespace ahimmoyak::questions
