#include "marking/copies.hpp"

#include "marking/marks.hpp"
#include "marking/overview.hpp"
#include "marking/rule.hpp"

namespace ahimmoyak::marking {

namespace {

#define AHIMMOYAK_CASE                                                                                                 \
    "SELECT k.id AS id, k.exam_id AS exam_id, e.title AS exam_title, c.title AS course_title, q.words AS question, "   \
    "COALESCE(u1.name, '') AS first_name, COALESCE(u2.name, '') AS second_name, "                                      \
    "k.likeness_percent AS likeness_percent, k.state AS state, k.created_at AS created_at "
#define AHIMMOYAK_CASE_TABLES                                                                                          \
    "FROM exam_copy_case k JOIN exam e ON e.id = k.exam_id JOIN course c ON c.id = e.course_id "                       \
    "JOIN question q ON q.id = k.question_id JOIN exam_submission s1 ON s1.id = k.first_submission_id "                \
    "JOIN exam_submission s2 ON s2.id = k.second_submission_id LEFT JOIN users u1 ON u1.id = s1.user_id "              \
    "LEFT JOIN users u2 ON u2.id = s2.user_id "

constexpr db::query page_of_cases{
    AHIMMOYAK_CASE AHIMMOYAK_CASE_TABLES
    "WHERE k.institution_id = $1 AND ($2 = '' OR k.state = $2) AND ($3 = 0 OR k.exam_id = $3) AND k.id < $4 "
    "ORDER BY k.id DESC LIMIT $5"};
constexpr db::query one_case{AHIMMOYAK_CASE AHIMMOYAK_CASE_TABLES "WHERE k.id = $1 AND k.institution_id = $2"};
#undef AHIMMOYAK_CASE
#undef AHIMMOYAK_CASE_TABLES

struct case_keys {
    exams::submission_id first;
    std::int64_t first_position = 0;
    exams::submission_id second;
    std::int64_t second_position = 0;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(case_keys, (), (first, first_position, second, second_position, version))
constexpr db::query keys_of_case{R"(
    SELECT first_submission_id AS first, first_position, second_submission_id AS second, second_position, version
    FROM exam_copy_case WHERE id = $1 AND institution_id = $2)"};

struct side_row {
    std::string trainee_name;
    std::string company_name;
    std::string exam_title;
    std::int64_t attempt = 1;
    std::optional<timestamp> submitted_at;
    std::int64_t points = 0;
    std::optional<std::int64_t> points_hundredths;
    std::string response;
    std::string document;
};
BOOST_DESCRIBE_STRUCT(side_row, (),
                      (trainee_name, company_name, exam_title, attempt, submitted_at, points, points_hundredths,
                       response, document))
constexpr db::query one_side{R"(
    SELECT COALESCE(u.name, '') AS trainee_name, k.name AS company_name, e.title AS exam_title, s.attempt AS attempt,
           s.submitted_at AS submitted_at, a.points AS points, a.points_hundredths AS points_hundredths,
           COALESCE(a.response, '{}') AS response, v.document AS document
    FROM exam_answer a JOIN exam_submission s ON s.id = a.submission_id JOIN exam e ON e.id = s.exam_id
         JOIN course_provide p ON p.id = s.course_provide_id JOIN company k ON k.id = p.company_id
         JOIN question_version v ON v.id = a.question_version_id LEFT JOIN users u ON u.id = s.user_id
    WHERE a.submission_id = $1 AND a.position = $2)"};
constexpr db::query decisions_on{R"(
    SELECT d.decision AS decision, d.reason AS reason, COALESCE(u.name, '') AS decided_by, d.created_at AS created_at
    FROM exam_copy_decision d LEFT JOIN users u ON u.id = d.user_id WHERE d.copy_case_id = $1 ORDER BY d.id)"};
constexpr db::query insert_decision{R"(
    INSERT INTO exam_copy_decision (copy_case_id, decision, reason, user_id, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5))"};
constexpr db::query put_state{
    "UPDATE exam_copy_case SET state = $1, version = version + 1, updated_at = $2 WHERE id = $3"};
constexpr db::query exam_of_submission{"SELECT exam_id FROM exam_submission WHERE id = $1"};

case_keys find_case(db::connection& in, institution_id whose, copy_case_id which)
{
    const auto found = in.first<case_keys>(keys_of_case, which, whose);
    if (!found)
        throw not_found({"비슷한 답안", "the case"});
    return *found;
}

copy_side side_of(side_row&& row, const answer_key& which)
{
    copy_side made;
    made.submission_id = which.submission_id;
    made.position = which.position;
    made.trainee_name = std::move(row.trainee_name);
    made.company_name = std::move(row.company_name);
    made.exam_title = std::move(row.exam_title);
    made.attempt = row.attempt;
    made.submitted_at = row.submitted_at;
    made.points = row.points;
    made.points_hundredths = row.points_hundredths;
    return made;
}

std::string essay_of(const side_row& row)
{
    auto given = json::decode<questions::response>(row.response);
    return given.text ? std::move(given.text->value) : std::string{};
}

essay question_of(const side_row& row)
{
    return essay{courses::plain_text_of(json::decode<questions::question_document>(row.document).content)};
}

void give_nothing(db::connection& in, const caller& who, const answer_key& which, const std::string& reason,
                  timestamp now)
{
    const auto exam = in.first<exams::exam_id>(exam_of_submission, which.submission_id).value();
    mark_form none;
    none.comment.emplace(reason);
    none.reason.emplace(reason);
    add_mark(in, rule_of(in, exam), which, mark_role::FINAL, who.user, none, now);
}

} // namespace

std::vector<stretch> stretches_of(const std::string& text, const std::vector<passage>& common)
{
    std::vector<stretch> all;
    std::size_t at = 0;
    const auto add = [&](std::size_t upto, bool shared) {
        if (upto > at)
            all.push_back({text.substr(at, upto - at), shared});
        at = std::max(at, upto);
    };
    for (const auto& each : common) {
        add(static_cast<std::size_t>(each.begin), false);
        add(static_cast<std::size_t>(each.end), true);
    }
    add(text.size(), false);
    return all;
}

std::vector<copy_summary> copies_of(db::connection& in, institution_id whose, std::optional<copy_state> state,
                                    std::optional<exams::exam_id> exam, std::int64_t before, std::int64_t most)
{
    const std::string wanted{state ? boost::describe::enum_to_string(*state, "") : ""};
    auto all = in.all<copy_summary>(page_of_cases, whose, wanted, exam.value_or(exams::exam_id{}), before, most);
    for (auto& each : all)
        each.question = in_short(each.question, 80);
    return all;
}

copy_case read_copy(db::connection& in, institution_id whose, copy_case_id which)
{
    const auto keys = find_case(in, whose, which);
    copy_case made;
    static_cast<copy_summary&>(made) = in.first<copy_summary>(one_case, which, whose).value();
    made.version = keys.version;
    auto first = in.first<side_row>(one_side, keys.first, keys.first_position).value();
    auto second = in.first<side_row>(one_side, keys.second, keys.second_position).value();
    const auto one = essay_of(first), other = essay_of(second);
    const auto asked_first = question_of(first), asked_second = question_of(second);
    const auto alike = compare(essay{one, &asked_first}, essay{other, &asked_second}).value_or(likeness{});
    made.first = side_of(std::move(first), {keys.first, keys.first_position});
    made.first.text = stretches_of(one, alike.in_first);
    made.second = side_of(std::move(second), {keys.second, keys.second_position});
    made.second.text = stretches_of(other, alike.in_second);
    made.decisions = in.all<copy_decision>(decisions_on, which);
    return made;
}

void decide_copy(db::connection& in, const caller& who, copy_case_id which, const copy_form& form,
                 std::optional<std::int64_t> based_on, timestamp now)
{
    const auto keys = find_case(in, who.of_institution(), which);
    if (based_on && *based_on != keys.version)
        throw changed_meanwhile();
    const bool copied = form.decision == copy_verdict::COPIED;
    const bool zero_first = form.zero_first.value_or(false), zero_second = form.zero_second.value_or(false);
    if (!copied && (zero_first || zero_second))
        throw invalid(
            "/decision", "not_copied",
            {"베낀 답안이 아니라고 정하면 점수를 0으로 바꿀 수 없습니다.", "What was not copied keeps its points."});
    in.run(insert_decision, which, form.decision, form.reason.value, who.user, now);
    in.run(put_state, form.decision, now, which);
    if (zero_first)
        give_nothing(in, who, {keys.first, keys.first_position}, form.reason.value, now);
    if (zero_second)
        give_nothing(in, who, {keys.second, keys.second_position}, form.reason.value, now);
}

} // namespace ahimmoyak::marking
