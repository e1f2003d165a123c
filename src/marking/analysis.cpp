#include "marking/analysis.hpp"

#include "json/codec.hpp"
#include "marking/overview.hpp"
#include "questions/correct.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::marking {

namespace {

struct version_row {
    questions::question_version_id id;
    questions::question_id question_id;
    std::string document;
    std::int64_t position = 0;
    std::int64_t points = 0;
};
BOOST_DESCRIBE_STRUCT(version_row, (), (id, question_id, document, position, points))

struct given_row {
    questions::question_version_id version;
    std::int64_t points = 0;
    std::int64_t points_hundredths = 0;
    std::optional<std::string> response;
    std::int64_t total = 0;
    std::int64_t total_possible = 0;
};
BOOST_DESCRIBE_STRUCT(given_row, (), (version, points, points_hundredths, response, total, total_possible))

constexpr db::query versions_used{R"(
    SELECT v.id AS id, v.question_id AS question_id, v.document AS document, t.position AS position, t.points AS points
    FROM (SELECT a.question_version_id AS id, MIN(a.position) AS position, MAX(a.points) AS points
          FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id
          WHERE s.exam_id = $1 AND s.state = 'MARKED' AND s.attempt = 1 GROUP BY a.question_version_id) t
         JOIN question_version v ON v.id = t.id
    ORDER BY t.position, v.id LIMIT 500)"};
constexpr db::query answers_given{R"(
    SELECT a.question_version_id AS version, a.points AS points, a.points_hundredths AS points_hundredths,
           a.response AS response, s.points_hundredths AS total, s.points_possible AS total_possible
    FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id
    WHERE s.exam_id = $1 AND s.state = 'MARKED' AND s.attempt = 1 AND a.points_hundredths IS NOT NULL
    ORDER BY s.id, a.position LIMIT 200000)"};

item_row row_of(const given_row& given)
{
    item_row made{given.points_hundredths, 100 * given.points, given.total, 100 * given.total_possible, false, {}};
    if (!given.response)
        return made;
    const auto response = json::decode<questions::response>(*given.response);
    made.answered = !questions::is_empty(response);
    for (const auto& each : response.choices)
        made.choices.push_back(each.value);
    return made;
}

analysed_item shown_item(const version_row& version, const std::vector<item_row>& rows)
{
    const auto asked = json::decode<questions::question_document>(version.document);
    auto figures = figures_of(rows, asked.choices.size());
    analysed_item made;
    made.question_id = version.question_id;
    made.question_version_id = version.id;
    made.position = version.position;
    made.kind = asked.kind;
    made.words = in_short(courses::plain_text_of(asked.content), 120);
    made.picture = asked.picture;
    made.points = version.points;
    made.attempt_count = figures.attempt_count;
    made.unanswered_count = figures.unanswered_count;
    made.difficulty = figures.difficulty;
    made.correlation = figures.correlation;
    made.group_difference = figures.group_difference;
    made.group_size = figures.group_size;
    for (std::size_t i = 0; i < asked.choices.size(); ++i) {
        analysed_choice one;
        static_cast<choice_count&>(one) = figures.choices[i];
        one.text = asked.choices.items[i].text.value;
        one.correct = asked.choices.items[i].correct;
        made.choices.push_back(std::move(one));
    }
    return made;
}

} // namespace

std::vector<analysed_item> items_of(db::connection& in, exams::exam_id of)
{
    std::map<questions::question_version_id, std::vector<item_row>> rows;
    for (const auto& each : in.all<given_row>(answers_given, of))
        rows[each.version].push_back(row_of(each));
    std::vector<analysed_item> all;
    for (const auto& each : in.all<version_row>(versions_used, of))
        all.push_back(shown_item(each, rows[each.id]));
    return all;
}

} // namespace ahimmoyak::marking
