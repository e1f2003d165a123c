#include "questions/list.hpp"

#include "organisations/directory.hpp"
#include "questions/store.hpp"
#include "questions/twenties.hpp"

#include <map>

namespace ahimmoyak::questions {

namespace {

struct listed_row {
    question_id id;
    question_kind kind{};
    questions::difficulty difficulty{};
    std::int64_t points = 0;
    std::string words;
    std::int64_t version = 0;
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(listed_row, (), (id, kind, difficulty, points, words, version, updated_at))

struct exported_row {
    question_id id;
    questions::difficulty difficulty{};
    std::int64_t points = 0;
    std::string document;
};
BOOST_DESCRIBE_STRUCT(exported_row, (), (id, difficulty, points, document))

struct tagged_row {
    questions::question_id question_id;
    std::string tag;
};
BOOST_DESCRIBE_STRUCT(tagged_row, (), (question_id, tag))

#define AHIMMOYAK_BANK_FILTER                                                                                          \
    "WHERE q.institution_id = $1 AND q.removed_at IS NULL"                                                             \
    " AND ($2 = '%%' OR lower(q.words) LIKE $2 ESCAPE '\\') AND ($3 = '' OR q.kind = $3)"                              \
    " AND ($4 = '' OR q.difficulty = $4)"                                                                              \
    " AND ($5 = '' OR EXISTS (SELECT 1 FROM question_tag t WHERE t.question_id = q.id AND t.tag = $5))"

constexpr db::query listed{"SELECT q.id AS id, q.kind AS kind, q.difficulty AS difficulty, q.points AS points, "
                           "q.words AS words, q.version AS version, q.updated_at AS updated_at FROM question "
                           "q " AHIMMOYAK_BANK_FILTER " ORDER BY q.id DESC LIMIT $6 OFFSET $7"};
constexpr db::query counted{"SELECT COUNT(*) AS n FROM question q " AHIMMOYAK_BANK_FILTER};
constexpr db::query exported{
    "SELECT q.id AS id, q.difficulty AS difficulty, q.points AS points, v.document AS document FROM question q "
    "JOIN question_version v ON v.id = q.version_id " AHIMMOYAK_BANK_FILTER " ORDER BY q.id LIMIT $6"};
constexpr db::query some_tags{R"(
    SELECT question_id, tag FROM question_tag
    WHERE question_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
    ORDER BY question_id, tag)"};
constexpr db::query used_tags{R"(
    SELECT t.tag AS tag, COUNT(*) AS question_count FROM question_tag t JOIN question q ON q.id = t.question_id
    WHERE t.institution_id = $1 AND q.removed_at IS NULL GROUP BY t.tag ORDER BY t.tag LIMIT 1000)"};

template <class Row>
std::map<question_id, std::vector<std::string>> tags_by_question(db::connection& in, const std::vector<Row>& rows)
{
    std::vector<question_id> which;
    which.reserve(rows.size());
    for (const auto& each : rows)
        which.push_back(each.id);
    std::map<question_id, std::vector<std::string>> found;
    by_twenties(std::span<const question_id>{which}, [&](const auto&... each) {
        for (auto& row : in.all<tagged_row>(some_tags, each...))
            found[row.question_id].push_back(std::move(row.tag));
    });
    return found;
}

constexpr std::size_t most_shown = 600; // of a long text, in a row

template <class Enum>
std::string_view wanted_name(std::optional<Enum> which)
{
    return which ? json::codec<Enum>::name(*which) : std::string_view{};
}

} // namespace

std::string beginning_of(std::string words, std::size_t most)
{
    if (words.size() <= most)
        return words;
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U)
        --end;
    return words.substr(0, end) + "…";
}

bank_rows list_bank(db::connection& in, institution_id of, const bank_wish& wish, std::int64_t most, std::int64_t skip)
{
    const auto pattern = organisations::containing(wish.search);
    const auto kind = wanted_name(wish.kind);
    const auto level = wanted_name(wish.difficulty);
    auto rows = in.all<listed_row>(listed, of, pattern, kind, level, wish.tag, most, skip);
    auto tags = tags_by_question(in, rows);
    bank_rows found;
    found.total = in.first<std::int64_t>(counted, of, pattern, kind, level, wish.tag).value();
    for (auto& each : rows)
        found.items.push_back({each.id, each.kind, each.difficulty, each.points,
                               beginning_of(std::move(each.words), most_shown), std::move(tags[each.id]), each.version,
                               each.updated_at});
    return found;
}

std::vector<used_tag> tags_of_bank(db::connection& in, institution_id of) { return in.all<used_tag>(used_tags, of); }

std::vector<written_question> whole_bank(db::connection& in, institution_id of, const bank_wish& wish)
{
    const auto rows = in.all<exported_row>(exported, of, organisations::containing(wish.search), wanted_name(wish.kind),
                                           wanted_name(wish.difficulty), wish.tag, most_questions);
    auto tags = tags_by_question(in, rows);
    std::vector<written_question> all;
    all.reserve(rows.size());
    for (const auto& each : rows) {
        auto& one = all.emplace_back(
            written_question{json::decode<question_document>(each.document), each.difficulty, {each.points}, {}});
        for (auto& tag : tags[each.id])
            one.tags.items.push_back({std::move(tag)});
    }
    return all;
}

} // namespace ahimmoyak::questions
