#include "marking/overview.hpp"

namespace ahimmoyak::marking {

namespace {

// Essays that are left empty are marked by themselves, as wrong: marked_by says so.
#define AHIMMOYAK_BY_PERSON "(a.points_hundredths IS NULL OR a.marked_by = 'PERSON')"

constexpr db::query count_waiting{R"(
    SELECT (SELECT COUNT(*) FROM exam e JOIN exam_submission s ON s.exam_id = e.id
                   JOIN exam_answer a ON a.submission_id = s.id
            WHERE e.institution_id = $1 AND s.state = 'SUBMITTED' AND a.points_hundredths IS NULL) AS answers,
           (SELECT COUNT(*) FROM exam_copy_case k WHERE k.institution_id = $1 AND k.state = 'OPEN') AS copy_cases)"};

#define AHIMMOYAK_MARKED_EXAM                                                                                          \
    "SELECT e.id AS id, e.title AS title, e.course_id AS course_id, c.title AS course_title, e.kind AS kind, "         \
    "t.attempt_count AS attempt_count, "                                                                               \
    "(SELECT COUNT(*) FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id "                            \
    "WHERE s.exam_id = e.id AND s.state <> 'OPEN' AND " AHIMMOYAK_BY_PERSON ") AS answer_count, "                      \
    "(SELECT COUNT(*) FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id "                            \
    "WHERE s.exam_id = e.id AND s.state = 'SUBMITTED' AND a.points_hundredths IS NULL) AS waiting_count, "             \
    "(SELECT COUNT(*) FROM exam_copy_case k WHERE k.exam_id = e.id AND k.state = 'OPEN') AS open_case_count, "         \
    "t.submitted_at AS submitted_at "                                                                                  \
    "FROM (SELECT exam_id, COUNT(*) AS attempt_count, MAX(submitted_at) AS submitted_at "                              \
    "FROM exam_submission WHERE state <> 'OPEN' GROUP BY exam_id) t "                                                  \
    "JOIN exam e ON e.id = t.exam_id JOIN course c ON c.id = e.course_id "

constexpr db::query all_exams{AHIMMOYAK_MARKED_EXAM
                              "WHERE e.institution_id = $1 ORDER BY waiting_count DESC, submitted_at DESC LIMIT 200"};
constexpr db::query one_exam{AHIMMOYAK_MARKED_EXAM "WHERE e.id = $1"};
constexpr db::query bare_exam{R"(
    SELECT e.id AS id, e.title AS title, e.course_id AS course_id, c.title AS course_title, e.kind AS kind
    FROM exam e JOIN course c ON c.id = e.course_id WHERE e.id = $1)"};
constexpr db::query questions_of{R"(
    SELECT v.question_id AS question_id, q.words AS words, MAX(a.points) AS points, COUNT(*) AS answer_count,
           COUNT(*) - COUNT(a.points_hundredths) AS waiting_count,
           CAST(SUM(CASE WHEN a.points_hundredths IS NULL AND NOT EXISTS
               (SELECT 1 FROM exam_mark m WHERE m.submission_id = a.submission_id AND m.position = a.position
                AND m.user_id = $1) THEN 1 ELSE 0 END) AS BIGINT) AS own_waiting_count
    FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id
         JOIN question_version v ON v.id = a.question_version_id JOIN question q ON q.id = v.question_id
    WHERE s.exam_id = $2 AND s.state <> 'OPEN' AND )" AHIMMOYAK_BY_PERSON R"(
    GROUP BY v.question_id, q.words ORDER BY MIN(a.position), v.question_id LIMIT 300)"};
constexpr db::query lines_of{R"(
    SELECT a.submission_id AS submission_id, a.position AS position, u.name AS trainee_name,
           COALESCE(a.response, '') AS words, a.points AS points, a.points_hundredths AS points_hundredths,
           (SELECT COUNT(*) FROM exam_mark m WHERE m.submission_id = a.submission_id AND m.position = a.position)
               AS mark_count, s.submitted_at AS submitted_at
    FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id
         JOIN question_version v ON v.id = a.question_version_id LEFT JOIN users u ON u.id = s.user_id
    WHERE s.exam_id = $1 AND s.state <> 'OPEN' AND v.question_id = $2 AND s.id > $3
    ORDER BY s.id, a.position LIMIT $4)"};

#undef AHIMMOYAK_MARKED_EXAM
#undef AHIMMOYAK_BY_PERSON

struct exam_row {
    exams::exam_id id;
    std::string title;
    courses::course_id course_id;
    std::string course_title;
    exams::exam_kind kind{};
};
BOOST_DESCRIBE_STRUCT(exam_row, (), (id, title, course_id, course_title, kind))

constexpr std::size_t short_text = 120;

} // namespace

std::string in_short(std::string_view words, std::size_t most)
{
    std::size_t at = 0;
    for (std::size_t count = 0; at < words.size(); ++at)
        if ((static_cast<unsigned char>(words[at]) & 0xC0U) != 0x80U && ++count > most)
            return std::string{words.substr(0, at)} + "…";
    return std::string{words};
}

waiting_counts waiting_in(db::connection& in, institution_id whose)
{
    return in.first<waiting_counts>(count_waiting, whose).value_or(waiting_counts{});
}

std::vector<marked_exam> marked_exams(db::connection& in, institution_id whose)
{
    return in.all<marked_exam>(all_exams, whose);
}

desk_exam read_desk(db::connection& in, const caller& who, exams::exam_id which)
{
    check_exam(in, who.of_institution(), which);
    desk_exam made;
    if (auto found = in.first<marked_exam>(one_exam, which))
        static_cast<marked_exam&>(made) = *std::move(found);
    else if (auto bare = in.first<exam_row>(bare_exam, which)) {
        made.id = bare->id;
        made.title = std::move(bare->title);
        made.course_id = bare->course_id;
        made.course_title = std::move(bare->course_title);
        made.kind = bare->kind;
    }
    made.rule = rule_of(in, which);
    made.questions = in.all<desk_question>(questions_of, who.user, which);
    for (auto& each : made.questions)
        each.words = in_short(each.words, short_text);
    return made;
}

std::vector<answer_line> answers_to(db::connection& in, const caller& who, exams::exam_id exam,
                                    questions::question_id question, exams::submission_id after, std::int64_t most)
{
    check_exam(in, who.of_institution(), exam);
    check_question(in, who.of_institution(), question);
    const bool anonymous = rule_of(in, exam).anonymous;
    auto all = in.all<answer_line>(lines_of, exam, question, after, most);
    for (auto& each : all) {
        if (anonymous)
            each.trainee_name.reset();
        if (!each.words.empty()) {
            const auto given = json::decode<questions::response>(each.words);
            each.words = in_short(given.text ? given.text->value : "", short_text);
        }
    }
    return all;
}

} // namespace ahimmoyak::marking
