#include "learning/records.hpp"

#include "base/problem.hpp"
#include "courses/bodies.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::learning {

namespace {

static constexpr db::query page_of_courses{
    R"(SELECT p.id AS course_provide_id, p.course_id AS course_id, c.title AS title, c.introduction AS introduction,
              c.instructor AS instructor, i.name AS institution_name, p.state AS state, p.begin_date AS begin_date,
              p.end_date AS end_date, p.institution_id AS institution_id, c.image AS image_url
       FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id JOIN course c ON c.id = p.course_id
            JOIN institution i ON i.id = p.institution_id
       WHERE e.user_id = $1 AND e.course_provide_id < $2 AND p.company_id = $3
       ORDER BY e.course_provide_id DESC LIMIT $4)"};

struct course_row {
    offerings::course_provide_id course_provide_id;
    courses::course_id course_id;
    std::string title;
    std::string introduction;
    std::string instructor;
    std::string institution_name;
    offerings::course_provide_state state = offerings::course_provide_state::NOT_STARTED;
    date begin_date;
    date end_date;
    ahimmoyak::institution_id institution_id;
    std::optional<std::string> image_url;
};
BOOST_DESCRIBE_STRUCT(course_row, (),
                      (course_provide_id, course_id, title, introduction, instructor, institution_name, state,
                       begin_date, end_date, institution_id, image_url))

static constexpr db::query document_of{"SELECT introduction_document FROM course WHERE id = $1"};

// The lessons of a whole page of courses at once: those that were fixed for the offering (curriculum.hpp), or
// those of the course as it is now.
static constexpr db::query lessons_of_courses{
    R"(SELECT l.id AS id, l.title AS title, l.type AS type, l.time_amount AS time_amount_seconds, h.progress AS progress,
              h.updated_at AS touched_at, COALESCE(h.credited_ms, 0) AS credited_ms,
              COALESCE(h.reached_ms, 0) AS reached_ms, e.course_provide_id AS course_provide_id, l.curriculum_id AS curriculum_id
       FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id
            JOIN curriculum k ON k.course_id = p.course_id JOIN contents l ON l.curriculum_id = k.id
            LEFT JOIN offering_lesson o ON o.course_provide_id = p.id AND o.content_id = l.id
            LEFT JOIN contents_history h ON h.enrollment_id = e.id AND h.content_id = l.id
       WHERE e.user_id = $1 AND e.course_provide_id >= $2 AND e.course_provide_id <= $3
         AND (o.content_id IS NOT NULL OR (l.removed_at IS NULL AND
              NOT EXISTS (SELECT 1 FROM offering_lesson x WHERE x.course_provide_id = p.id)))
       ORDER BY e.course_provide_id, k.idx, k.id, l.idx, l.id)"};

struct lesson_row : seen_lesson {
    offerings::course_provide_id course_provide_id;
    courses::curriculum_id curriculum_id;
};
BOOST_DESCRIBE_STRUCT(lesson_row, (seen_lesson), (course_provide_id, curriculum_id))

struct chapter_row {
    courses::curriculum_id id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(chapter_row, (), (id, title))

static constexpr db::query chapters_of{"SELECT id, title FROM curriculum WHERE course_id = $1 ORDER BY idx, id"};

static constexpr db::query one_lesson{
    R"(SELECT l.id AS id, l.title AS title, l.type AS type, l.time_amount AS time_amount_seconds, l.course_id AS course_id,
              c.title AS course_title, c.institution_id AS institution_id
       FROM contents l JOIN course c ON c.id = l.course_id WHERE l.id = $1)"};

static constexpr db::query lesson_order{
    R"(SELECT l.id AS id FROM curriculum k JOIN contents l ON l.curriculum_id = k.id
       WHERE k.course_id = $1 AND l.removed_at IS NULL ORDER BY k.idx, k.id, l.idx, l.id)"};

static constexpr db::query kept_progress{
    "SELECT progress FROM contents_history WHERE enrollment_id = $1 AND content_id = $2"};

static constexpr db::query upsert_progress{
    R"(INSERT INTO contents_history (enrollment_id, content_id, state, progress, created_at, updated_at)
       VALUES ($1, $2, 'STARTED', $3, $4, $4)
       ON CONFLICT (enrollment_id, content_id)
       DO UPDATE SET progress = excluded.progress, updated_at = excluded.updated_at)"};

std::vector<lesson_figures> all_figures(const std::vector<seen_lesson>& lessons, const rule_set& by)
{
    std::vector<lesson_figures> made;
    for (const auto& each : lessons)
        made.push_back(figures_of(each, by));
    return made;
}

my_course described(course_row&& row, const std::vector<seen_lesson>& lessons, const rule_set& by)
{
    my_course made;
    made.course_provide_id = row.course_provide_id;
    made.course_id = row.course_id;
    made.title = std::move(row.title);
    made.introduction = std::move(row.introduction);
    made.instructor = std::move(row.instructor);
    made.institution_name = std::move(row.institution_name);
    made.state = row.state;
    made.begin_date = row.begin_date;
    made.end_date = row.end_date;
    made.image_url = std::move(row.image_url);
    made.content_count = std::ssize(lessons);
    made.started_count =
        std::count_if(lessons.begin(), lessons.end(), [](const auto& each) { return each.progress.has_value(); });
    const auto figures = all_figures(lessons, by);
    made.progress_percent = percent_of(figures, by);
    for (const auto& each : figures) {
        made.completed_count += percent_of(each) == 100 ? 1 : 0;
        made.credited_seconds += counted_ms(each) / 1'000;
        made.approved_seconds += each.approved_ms / 1'000;
    }
    if (const auto* next = next_lesson(lessons, by)) {
        made.next_content_id = next->id;
        made.next_content_title = next->title;
    }
    return made;
}

my_content described(const seen_lesson& lesson, const lesson_figures& figures, bool open)
{
    my_content made{lesson.id, lesson.title, lesson.type, lesson.time_amount_seconds, lesson.progress.value_or(0)};
    made.progress_percent = percent_of(figures);
    made.approved_seconds = figures.approved_ms / 1'000;
    made.credited_seconds = counted_ms(figures) / 1'000;
    made.open = open;
    if (made.progress_percent == 100)
        made.state = lesson_state::COMPLETED;
    else if (lesson.progress)
        made.state = lesson_state::STARTED;
    return made;
}

} // namespace

std::vector<my_course> courses_of(db::connection& in, user_id of, company_id company, std::int64_t before,
                                  std::int64_t most)
{
    std::vector<my_course> made;
    auto rows = in.all<course_row>(page_of_courses, of, before, company, most);
    if (rows.empty())
        return made;
    std::map<offerings::course_provide_id, std::vector<seen_lesson>> lessons;
    for (auto& each :
         in.all<lesson_row>(lessons_of_courses, of, rows.back().course_provide_id, rows.front().course_provide_id))
        lessons[each.course_provide_id].push_back(std::move(static_cast<seen_lesson&>(each)));
    for (auto& each : rows) {
        const auto& of_this = lessons[each.course_provide_id];
        const auto by = rules_of(in, each.course_provide_id, each.institution_id);
        made.push_back(described(std::move(each), of_this, by.rules));
    }
    return made;
}

my_course_detail course_of(db::connection& in, user_id of, company_id company, offerings::course_provide_id which)
{
    auto rows = in.all<course_row>(page_of_courses, of, which.value + 1, company, 1);
    if (rows.empty() || rows.front().course_provide_id != which)
        throw not_found({"수강 중인 과정", "a course you are enrolled in"});
    const auto course = rows.front().course_id;
    const auto lessons = in.all<lesson_row>(lessons_of_courses, of, which, which);
    const std::vector<seen_lesson> seen(lessons.begin(), lessons.end());
    my_course_detail made;
    made.measured_by = rules_of(in, which, rows.front().institution_id);
    const auto& by = made.measured_by.rules;
    const auto figures = all_figures(seen, by);
    static_cast<my_course&>(made) = described(std::move(rows.front()), seen, by);
    for (auto& chapter : in.all<chapter_row>(chapters_of, course)) {
        auto& added = made.curriculums.emplace_back();
        added.id = chapter.id;
        added.title = std::move(chapter.title);
        for (std::size_t at = 0; at < lessons.size(); ++at)
            if (lessons[at].curriculum_id == chapter.id)
                added.contents.push_back(described(lessons[at], figures[at], is_open(figures, at, by)));
        if (added.contents.empty()) // of lessons for others
            made.curriculums.pop_back();
    }
    made.introduction_document =
        in.first<std::optional<courses::rich_text>>(document_of, course).value_or(std::nullopt);
    return made;
}

placed_lesson find_lesson(db::connection& in, courses::content_id which)
{
    auto found = in.first<placed_lesson>(one_lesson, which);
    if (!found)
        throw not_found({"콘텐츠", "the lesson"});
    return *std::move(found);
}

std::vector<courses::content_id> lessons_of(db::connection& in, courses::course_id of)
{
    return in.all<courses::content_id>(lesson_order, of);
}

std::vector<seen_lesson> lessons_seen(db::connection& in, user_id of, offerings::course_provide_id which)
{
    const auto rows = in.all<lesson_row>(lessons_of_courses, of, which, which);
    return {rows.begin(), rows.end()};
}

std::int64_t position_of(db::connection& in, offerings::enrollment_id of, courses::content_id in_lesson)
{
    return in.first<std::int64_t>(kept_progress, of, in_lesson).value_or(0);
}

void set_position(db::connection& in, offerings::enrollment_id of, courses::content_id in_lesson, std::int64_t seconds,
                  timestamp now)
{
    in.run(upsert_progress, of, in_lesson, seconds, now);
    courses::note_begun(in, in_lesson);
}

} // namespace ahimmoyak::learning
