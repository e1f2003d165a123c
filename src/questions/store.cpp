#include "questions/store.hpp"

#include "base/problem.hpp"
#include "questions/pictures.hpp"
#include "questions/rules.hpp"

namespace ahimmoyak::questions {

namespace {

struct stored_row {
    question_id id;
    std::string document;
    questions::difficulty difficulty{};
    std::int64_t points = 0;
    std::int64_t version = 0;
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(stored_row, (), (id, document, difficulty, points, version, created_at, updated_at))

constexpr db::query stored{R"(
    SELECT q.id AS id, v.document AS document, q.difficulty AS difficulty, q.points AS points, q.version AS version,
           q.created_at AS created_at, q.updated_at AS updated_at
    FROM question q JOIN question_version v ON v.id = q.version_id
    WHERE q.id = $1 AND q.institution_id = $2 AND q.removed_at IS NULL)"};
constexpr db::query tags_of_one{"SELECT tag FROM question_tag WHERE question_id = $1 ORDER BY tag"};
constexpr db::query count_banked{"SELECT COUNT(*) AS n FROM question WHERE institution_id = $1 AND removed_at IS NULL"};
constexpr db::query insert_question{R"(
    INSERT INTO question (institution_id, kind, difficulty, points, words, fingerprint, user_id, version, created_at,
                          updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8) RETURNING id)"};
constexpr db::query insert_version{R"(
    INSERT INTO question_version (question_id, document, picture_id, user_id, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5) RETURNING id)"};
constexpr db::query point_to{"UPDATE question SET version_id = $1 WHERE id = $2"};
// Who was faster has raised the version, and no row is found.
constexpr db::query update_question{R"(
    UPDATE question SET kind = $1, difficulty = $2, points = $3, words = $4, fingerprint = $5, version = version + 1,
                        updated_at = $6
    WHERE id = $7 AND version = $8)"};
constexpr db::query hide_question{R"(
    UPDATE question SET removed_at = $1, version = version + 1, updated_at = $1 WHERE id = $2 AND version = $3)"};
constexpr db::query forget_tags{"DELETE FROM question_tag WHERE question_id = $1"};
constexpr db::query insert_tag{R"(
    INSERT INTO question_tag (question_id, tag, institution_id, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $4))"};

problem question_changed()
{
    return {412,
            "changed_meanwhile",
            {"그사이 다른 사람이 이 문제를 바꾸었습니다. 새로 불러온 뒤 다시 고치세요.",
             "Somebody has changed this question meanwhile; load it again, then make your change."}};
}

stored_row row_of(db::connection& in, institution_id of, question_id which)
{
    auto row = in.first<stored_row>(stored, which, of);
    if (!row)
        throw not_found({"문제", "this question"});
    return std::move(*row);
}

void add_version(db::connection& in, question_id to, user_id by, const question_document& what, timestamp now)
{
    const auto picture = what.picture ? std::optional{what.picture->id} : std::nullopt;
    const auto version = in.first<std::int64_t>(insert_version, to, json::encode(what), picture, by, now).value();
    in.run(point_to, version, to);
}

void put_tags(db::connection& in, institution_id of, question_id on, const written_question& what, timestamp now)
{
    for (const auto& each : what.tags)
        in.run(insert_tag, on, each.value, of, now);
}

} // namespace

shown_question read_question(db::connection& in, institution_id of, question_id which)
{
    const auto row = row_of(in, of, which);
    return {row.id,
            json::decode<question_document>(row.document),
            row.difficulty,
            row.points,
            in.all<std::string>(tags_of_one, which),
            row.version,
            row.created_at,
            row.updated_at};
}

void must_have_room(db::connection& in, institution_id of, std::int64_t more)
{
    if (in.first<std::int64_t>(count_banked, of).value() + more > most_questions)
        throw conflict("bank_full", "FULL",
                       say("문제 은행에는 {}문제까지 담을 수 있습니다. 쓰지 않는 문제를 지우세요.",
                           "A question bank holds {} questions; remove what is not used.", most_questions));
}

question_id add_question(db::connection& in, institution_id of, user_id by, const written_question& what, timestamp now)
{
    const auto& document = what.document;
    check_picture(in, of, document);
    const auto made = in.first<question_id>(insert_question, of, document.kind, what.difficulty, what.points.value,
                                            courses::plain_text_of(document.content), fingerprint_of(document), by, now)
                          .value();
    add_version(in, made, by, document, now);
    put_tags(in, of, made, what, now);
    return made;
}

void change_question(db::connection& in, institution_id of, user_id by, question_id which, const written_question& to,
                     std::optional<std::int64_t> based_on, timestamp now)
{
    const auto before = row_of(in, of, which);
    if (based_on.value_or(before.version) != before.version)
        throw question_changed();
    const auto& document = to.document;
    check_picture(in, of, document);
    if (in.run(update_question, document.kind, to.difficulty, to.points.value, courses::plain_text_of(document.content),
               fingerprint_of(document), now, which, before.version) == 0)
        throw question_changed();
    // Read and written again: what was stored by an earlier program may be spelt otherwise.
    if (json::encode(document) != json::encode(json::decode<question_document>(before.document)))
        add_version(in, which, by, document, now);
    in.run(forget_tags, which);
    put_tags(in, of, which, to, now);
}

void remove_question(db::connection& in, institution_id of, question_id which, std::optional<std::int64_t> based_on,
                     timestamp now)
{
    const auto before = row_of(in, of, which);
    if (based_on.value_or(before.version) != before.version || in.run(hide_question, now, which, before.version) == 0)
        throw question_changed();
}

} // namespace ahimmoyak::questions
