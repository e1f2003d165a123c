#include "questions/bank.hpp"

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

constexpr db::query banked{R"(
    SELECT q.id AS id, q.version_id AS version_id, q.kind AS kind, q.difficulty AS difficulty, q.points AS points,
           v.document AS document
    FROM question q JOIN question_version v ON v.id = q.version_id
    WHERE q.id = $1 AND q.institution_id = $2 AND q.removed_at IS NULL)"};
constexpr db::query all_candidates{R"(
    SELECT id, version_id, kind, points FROM question
    WHERE institution_id = $1 AND removed_at IS NULL AND ($2 = '' OR difficulty = $2) ORDER BY id)"};
constexpr db::query tagged_candidates{R"(
    SELECT q.id AS id, q.version_id AS version_id, q.kind AS kind, q.points AS points
    FROM question_tag t JOIN question q ON q.id = t.question_id
    WHERE t.institution_id = $1 AND t.tag = $2 AND q.removed_at IS NULL AND ($3 = '' OR q.difficulty = $3)
    ORDER BY q.id)"};

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

std::vector<drawable> candidates(db::connection& in, institution_id of, std::optional<std::string_view> tag,
                                 std::optional<difficulty> how_hard)
{
    const auto level = name_or_none(how_hard);
    return tag ? in.all<drawable>(tagged_candidates, of, *tag, level) : in.all<drawable>(all_candidates, of, level);
}

} // namespace ahimmoyak::questions
