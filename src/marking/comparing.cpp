#include "marking/comparing.hpp"

#include "events/outbox.hpp"
#include "marking/events.hpp"
#include "marking/likeness.hpp"
#include "marking/rule.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::marking {

namespace {

constexpr std::int64_t most_together = 100; // essays compared with the same pages
constexpr std::int64_t page_size = 200;
constexpr std::size_t most_of_one = 10; // cases of an essay in one page: the most alike

// Of a course's own exams, so of one institution.
constexpr db::query note_check{R"(
    INSERT INTO exam_copy_check (submission_id, position, course_id, question_id, after_submission, created_at,
                                 updated_at)
    SELECT a.submission_id, a.position, e.course_id, v.question_id, 0, CAST($1 AS BIGINT), CAST($1 AS BIGINT)
    FROM exam_answer a JOIN exam_submission s ON s.id = a.submission_id JOIN exam e ON e.id = s.exam_id
         JOIN question_version v ON v.id = a.question_version_id JOIN question q ON q.id = v.question_id
    WHERE a.submission_id = $2 AND q.kind = 'ESSAY' AND a.response IS NOT NULL
    ON CONFLICT (submission_id, position) DO NOTHING)"};

struct check_row {
    exams::submission_id submission_id;
    std::int64_t position = 0;
    courses::course_id course_id;
    questions::question_id question_id;
    exams::submission_id after_submission;
};
BOOST_DESCRIBE_STRUCT(check_row, (), (submission_id, position, course_id, question_id, after_submission))

struct essay_row {
    exams::submission_id submission_id;
    std::int64_t position = 0;
    exams::exam_id exam_id;
    ahimmoyak::user_id user_id;
    questions::question_version_id version;
    std::string document;
    std::string response;
};
BOOST_DESCRIBE_STRUCT(essay_row, (), (submission_id, position, exam_id, user_id, version, document, response))

constexpr db::query first_check{R"(
    SELECT submission_id, position, course_id, question_id, after_submission FROM exam_copy_check
    ORDER BY created_at, submission_id, position LIMIT 1)"};
// Those that stand at the same place are compared together.
constexpr db::query checks_beside{R"(
    SELECT submission_id, position, course_id, question_id, after_submission FROM exam_copy_check
    WHERE course_id = $1 AND question_id = $2 AND after_submission = $3 ORDER BY submission_id, position LIMIT $4)"};

#define AHIMMOYAK_ESSAY                                                                                                \
    "SELECT a.submission_id AS submission_id, a.position AS position, s.exam_id AS exam_id, s.user_id AS user_id, "    \
    "v.id AS version, v.document AS document, a.response AS response "
constexpr db::query one_essay{AHIMMOYAK_ESSAY
                              "FROM exam_answer a JOIN exam_submission s ON s.id = a.submission_id "
                              "JOIN question_version v ON v.id = a.question_version_id "
                              "WHERE a.submission_id = $1 AND a.position = $2 AND a.response IS NOT NULL"};
constexpr db::query essays_after{AHIMMOYAK_ESSAY
                                 "FROM question_version v JOIN exam_answer a ON a.question_version_id = v.id "
                                 "JOIN exam_submission s ON s.id = a.submission_id JOIN exam e ON e.id = s.exam_id "
                                 "WHERE v.question_id = $1 AND e.course_id = $2 AND s.state <> 'OPEN' AND s.id > $3 "
                                 "AND a.response IS NOT NULL ORDER BY s.id, a.position LIMIT $4"};
#undef AHIMMOYAK_ESSAY

constexpr db::query go_on_after{R"(
    UPDATE exam_copy_check SET after_submission = $1, updated_at = $2 WHERE submission_id = $3 AND position = $4)"};
constexpr db::query forget_check{"DELETE FROM exam_copy_check WHERE submission_id = $1 AND position = $2"};
constexpr db::query open_case{R"(
    INSERT INTO exam_copy_case (institution_id, exam_id, question_id, first_submission_id, first_position,
                                second_submission_id, second_position, likeness_percent, state, version, created_at,
                                updated_at)
    SELECT e.institution_id, e.id, v.question_id, a.submission_id, a.position, CAST($1 AS BIGINT), CAST($2 AS BIGINT),
           CAST($3 AS BIGINT), 'OPEN', 1, CAST($4 AS BIGINT), CAST($4 AS BIGINT)
    FROM exam e, exam_answer a JOIN question_version v ON v.id = a.question_version_id
    WHERE e.id = $5 AND a.submission_id = $6 AND a.position = $7
    ON CONFLICT (first_submission_id, first_position, second_submission_id, second_position) DO NOTHING)"};
constexpr db::query handed_in_at{"SELECT COALESCE(submitted_at, 0) AS at FROM exam_submission WHERE id = $1"};
constexpr db::query told_about{R"(
    SELECT e.id AS exam_id, e.institution_id AS institution_id, e.title AS exam_title, c.title AS course_title,
           CAST(0 AS BIGINT) AS case_count
    FROM exam e JOIN course c ON c.id = e.course_id WHERE e.id = $1)"};

/// Essays made ready; what they were asked is made ready once.
class reader {
public:
    essay read(const essay_row& row)
    {
        auto asked = questions_.find(row.version);
        if (asked == questions_.end()) {
            const auto document = json::decode<questions::question_document>(row.document);
            asked = questions_.emplace(row.version, essay{courses::plain_text_of(document.content)}).first;
        }
        return essay{text_of(row), &asked->second};
    }

private:
    static std::string text_of(const essay_row& row)
    {
        auto given = json::decode<questions::response>(row.response);
        return given.text ? std::move(given.text->value) : std::string{};
    }
    std::map<questions::question_version_id, essay> questions_;
};

struct prepared {
    essay_row row;
    essay text;
};

// Whose likeness is enough, the most alike first.
void compare_with(const essay_row& other, const essay& text, const std::vector<prepared>& ours,
                  const essay_index& index, std::map<exams::exam_id, std::int64_t>& least,
                  std::vector<alike_pair>& found)
{
    for (const auto number : index.candidates(text, 80)) {
        const auto& mine = ours[number];
        if (mine.row.user_id == other.user_id)
            continue;
        const auto alike = compare(mine.text, text);
        if (alike && alike->percent >= least[mine.row.exam_id])
            found.push_back({{mine.row.submission_id, mine.row.position},
                             {other.submission_id, other.position},
                             mine.row.exam_id,
                             alike->percent});
    }
}

// An essay that everybody handed in is a case with its nearest, not with everybody.
void keep_nearest(std::vector<alike_pair>& found)
{
    std::ranges::sort(found, [](const alike_pair& a, const alike_pair& b) {
        return std::tuple{a.one, -a.percent, a.other} < std::tuple{b.one, -b.percent, b.other};
    });
    std::size_t of_this = 0;
    const answer_key* before = nullptr;
    std::vector<alike_pair> kept;
    for (const auto& each : found) {
        of_this = before && *before == each.one ? of_this + 1 : 1;
        before = &each.one;
        if (of_this <= most_of_one)
            kept.push_back(each);
    }
    found = std::move(kept);
}

} // namespace

void note_essays(db::connection& in, const exams::submitted& what, timestamp now)
{
    in.run(note_check, now, what.submission_id);
}

std::optional<comparing_step> compare_some(db::connection& in)
{
    const auto first = in.first<check_row>(first_check);
    if (!first)
        return std::nullopt;
    comparing_step made;
    reader read;
    std::vector<prepared> ours;
    essay_index index;
    std::map<exams::exam_id, std::int64_t> least;
    for (const auto& each : in.all<check_row>(checks_beside, first->course_id, first->question_id,
                                              first->after_submission, most_together)) {
        made.compared.push_back({each.submission_id, each.position});
        auto row = in.first<essay_row>(one_essay, each.submission_id, each.position);
        if (!row)
            continue;
        if (!least.contains(row->exam_id))
            least[row->exam_id] = rule_of(in, row->exam_id).likeness_percent;
        auto text = read.read(*row);
        index.add(text);
        ours.push_back({*std::move(row), std::move(text)});
    }
    const auto page =
        in.all<essay_row>(essays_after, first->question_id, first->course_id, first->after_submission, page_size);
    made.last = std::ssize(page) < page_size;
    made.upto = page.empty() ? first->after_submission : page.back().submission_id;
    for (const auto& each : page)
        compare_with(each, read.read(each), ours, index, least, made.found);
    keep_nearest(made.found);
    return made;
}

void keep_step(db::connection& in, const comparing_step& done, timestamp now)
{
    std::map<exams::exam_id, std::int64_t> opened;
    for (const auto& each : done.found) {
        auto first = each.other, second = each.one;
        const auto order = [&](const answer_key& which) {
            return std::pair{in.first<std::int64_t>(handed_in_at, which.submission_id).value_or(0), which};
        };
        if (order(second) < order(first))
            std::swap(first, second);
        opened[each.exam_id] += in.run(open_case, second.submission_id, second.position, each.percent, now,
                                       each.exam_id, first.submission_id, first.position);
    }
    for (const auto& each : done.compared)
        if (done.last)
            in.run(forget_check, each.submission_id, each.position);
        else
            in.run(go_on_after, done.upto, now, each.submission_id, each.position);
    for (const auto& [exam, count] : opened)
        if (count > 0)
            if (auto told = in.first<copies_found>(told_about, exam)) {
                told->case_count = count;
                events::publish(in, *told, "exam:" + std::to_string(exam.value));
            }
}

} // namespace ahimmoyak::marking
