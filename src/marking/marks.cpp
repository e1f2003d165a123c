#include "marking/marks.hpp"

#include "base/problem.hpp"
#include "exams/settle.hpp"

#include <map>

namespace ahimmoyak::marking {

namespace {

struct mark_row {
    mark_id id;
    std::int64_t position = 0;
    mark_role role{};
    ahimmoyak::user_id user_id;
    std::optional<std::string> marker_name;
    std::int64_t points_hundredths = 0;
    std::string criteria;
    std::string comment;
    std::optional<std::string> reason;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(mark_row, (),
                      (id, position, role, user_id, marker_name, points_hundredths, criteria, comment, reason,
                       created_at))

constexpr db::query marks_of_answer{R"(
    SELECT m.id AS id, m.position AS position, m.role AS role, m.user_id AS user_id, u.name AS marker_name,
           m.points_hundredths AS points_hundredths, m.criteria AS criteria, m.comment AS comment, m.reason AS reason,
           m.created_at AS created_at
    FROM exam_mark m LEFT JOIN users u ON u.id = m.user_id
    WHERE m.submission_id = $1 AND m.position = $2 ORDER BY m.id)"};
constexpr db::query settled_marks{R"(
    SELECT m.id AS id, m.position AS position, m.role AS role, m.user_id AS user_id, CAST(NULL AS TEXT) AS marker_name,
           m.points_hundredths AS points_hundredths, m.criteria AS criteria, m.comment AS comment, m.reason AS reason,
           m.created_at AS created_at
    FROM exam_mark m JOIN exam_answer a ON a.submission_id = m.submission_id AND a.position = m.position
    WHERE m.submission_id = $1 AND a.points_hundredths IS NOT NULL ORDER BY m.position, m.id)"};
constexpr db::query insert_mark{R"(
    INSERT INTO exam_mark (submission_id, position, user_id, role, points_hundredths, criteria, comment, reason,
                           created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9))"};
constexpr db::query own_submission{"SELECT id FROM exam_submission WHERE id = $1 AND user_id = $2"};

exam_mark shown(mark_row&& row)
{
    return {row.id,
            row.role,
            row.user_id,
            row.marker_name.value_or(""),
            row.points_hundredths,
            json::decode<std::vector<std::int64_t>>(row.criteria),
            std::move(row.comment),
            std::move(row.reason),
            row.created_at};
}

} // namespace

std::vector<exam_mark> marks_on(db::connection& in, const answer_key& which)
{
    std::vector<exam_mark> all;
    for (auto& each : in.all<mark_row>(marks_of_answer, which.submission_id, which.position))
        all.push_back(shown(std::move(each)));
    return all;
}

void add_mark(db::connection& in, const marking_rule& rule, const answer_key& which, mark_role as, user_id by,
              const mark_form& form, timestamp now)
{
    const auto reason = form.reason ? std::optional{form.reason->value} : std::nullopt;
    in.run(insert_mark, which.submission_id, which.position, by, as, form.points_hundredths.value,
           json::encode(form.criteria_hundredths), form.comment ? form.comment->value : std::string{}, reason, now);
    settle_answer(in, rule, which, now);
}

void settle_answer(db::connection& in, const marking_rule& rule, const answer_key& which, timestamp now)
{
    const auto come_to = agreement_of(rule, marks_on(in, which));
    if (!come_to.points_hundredths)
        return;
    exams::give_points(in, which.submission_id, which.position, *come_to.points_hundredths, now);
}

std::vector<told_mark> marks_of(db::connection& in, exams::submission_id of)
{
    std::map<std::int64_t, std::map<mark_role, exam_mark>> newest;
    for (auto& each : in.all<mark_row>(settled_marks, of)) {
        const auto position = each.position;
        auto one = shown(std::move(each));
        newest[position].insert_or_assign(one.role, std::move(one));
    }
    std::vector<told_mark> all;
    for (auto& [position, roles] : newest) {
        told_mark told;
        told.position = position;
        if (const auto last = roles.find(mark_role::FINAL); last != roles.end())
            std::erase_if(roles, [](const auto& each) { return each.first != mark_role::FINAL; });
        for (auto& [role, each] : roles)
            if (!each.comment.empty())
                told.comment += (told.comment.empty() ? "" : "\n\n") + each.comment;
        if (roles.size() == 1)
            told.criteria_hundredths = std::move(roles.begin()->second.criteria_hundredths);
        all.push_back(std::move(told));
    }
    return all;
}

std::vector<told_mark> own_marks_of(db::connection& in, user_id who, exams::submission_id of)
{
    if (!in.first<exams::submission_id>(own_submission, of, who))
        throw not_found({"응시 기록", "the attempt"});
    return marks_of(in, of);
}

} // namespace ahimmoyak::marking
