#include "courses/records.hpp"

#include "base/problem.hpp"
#include "courses/bodies.hpp"
#include "courses/findings.hpp"
#include "events/outbox.hpp"

namespace ahimmoyak::courses {

namespace {

struct course_row {
    course_id id;
    std::string title;
    std::string introduction;
    std::optional<rich_text> introduction_document;
    std::string instructor;
    std::optional<std::string> image_url;
    course_state state = course_state::DRAFT;
    std::int64_t version = 0;
    bool taught = false;
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(course_row, (),
                      (id, title, introduction, introduction_document, instructor, image_url, state, version, taught,
                       updated_at))

struct curriculum_row {
    curriculum_id id;
    std::string title;
    std::int64_t idx = 0;
};
BOOST_DESCRIBE_STRUCT(curriculum_row, (), (id, title, idx))

struct content_row : content {
    courses::curriculum_id curriculum_id;
};
BOOST_DESCRIBE_STRUCT(content_row, (content), (curriculum_id))

static constexpr db::query one_course{
    R"(SELECT id, title, introduction, introduction_document, instructor, image AS image_url, state, version,
              EXISTS (SELECT 1 FROM contents l WHERE l.course_id = $1 AND l.held) AS taught, updated_at
       FROM course WHERE id = $1 AND institution_id = $2)"};

static constexpr db::query curriculums_of{
    "SELECT id, title, idx FROM curriculum WHERE course_id = $1 AND removed_at IS NULL ORDER BY idx, id"};

static constexpr db::query contents_of{
    R"(SELECT l.id AS id, l.title AS title, l.type AS type, l.idx AS idx, l.time_amount AS time_amount_seconds,
              l.origin_name AS origin_name, l.size_bytes AS size_bytes, l.begun AS begun,
              COALESCE(b.filled, l.type NOT IN ('TEXT', 'LINK')) AS filled, l.replaces AS replaces,
              l.curriculum_id AS curriculum_id
       FROM contents l LEFT JOIN contents_body b ON b.content_id = l.id
       WHERE l.course_id = $1 AND l.removed_at IS NULL ORDER BY l.curriculum_id, l.idx, l.id)"};

static constexpr db::query insert_course{
    R"(INSERT INTO course (institution_id, title, introduction, introduction_document, instructor, state, version,
                           created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, 'DRAFT', 1, $6, $6) RETURNING id)"};

static constexpr db::query next_version{
    R"(UPDATE course SET version = version + 1, updated_at = $1 WHERE id = $2 AND institution_id = $3
       RETURNING version)"};

static constexpr db::query update_course{
    "UPDATE course SET title = $1, introduction = $2, introduction_document = $3, instructor = $4 WHERE id = $5"};
static constexpr db::query delete_course{"DELETE FROM course WHERE id = $1 AND institution_id = $2"};
static constexpr db::query state_of{"SELECT state FROM course WHERE id = $1"};
static constexpr db::query set_state{"UPDATE course SET state = $1 WHERE id = $2"};
static constexpr db::query content_ids{"SELECT id FROM contents WHERE course_id = $1"};
static constexpr db::query has_contents{"SELECT id FROM contents WHERE course_id = $1 AND removed_at IS NULL LIMIT 1"};

static constexpr db::query last_chapter{
    "SELECT COALESCE(MAX(idx), 0) AS idx FROM curriculum WHERE course_id = $1 AND removed_at IS NULL"};
static constexpr db::query insert_chapter{
    R"(INSERT INTO curriculum (course_id, title, idx, created_at, updated_at) VALUES ($1, $2, $3, $4, $4))"};
static constexpr db::query rename_chapter{
    "UPDATE curriculum SET title = $1, updated_at = $2 WHERE id = $3 AND course_id = $4 AND removed_at IS NULL"};
static constexpr db::query chapter_idx{
    "SELECT idx FROM curriculum WHERE id = $1 AND course_id = $2 AND removed_at IS NULL"};
static constexpr db::query retire_chapter_contents{
    "UPDATE contents SET removed_at = $1 WHERE curriculum_id = $2 AND removed_at IS NULL"};
static constexpr db::query retire_chapter{"UPDATE curriculum SET removed_at = $1 WHERE id = $2"};
static constexpr db::query close_chapter_gap{
    "UPDATE curriculum SET idx = idx - 1 WHERE course_id = $1 AND idx > $2 AND removed_at IS NULL"};
static constexpr db::query open_chapter_gap{
    "UPDATE curriculum SET idx = idx + 1 WHERE course_id = $1 AND idx >= $2 AND removed_at IS NULL"};
static constexpr db::query bring_chapter_back{
    "UPDATE curriculum SET removed_at = NULL, idx = $1, updated_at = $2 WHERE id = $3"};
static constexpr db::query bring_chapter_contents_back{
    "UPDATE contents SET removed_at = NULL WHERE curriculum_id = $1 AND removed_at = $2"};
static constexpr db::query move_chapter{"UPDATE curriculum SET idx = $1, updated_at = $2 WHERE id = $3 AND idx <> $1"};

static constexpr db::query last_content{
    "SELECT COALESCE(MAX(idx), 0) AS idx FROM contents WHERE curriculum_id = $1 AND removed_at IS NULL"};
static constexpr db::query insert_content{
    R"(INSERT INTO contents (course_id, curriculum_id, title, type, idx, time_amount, origin_name, size_bytes, created_at,
                             updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) RETURNING id)"};
static constexpr db::query replace_file{
    R"(UPDATE contents SET title = $1, type = $2, time_amount = $3, origin_name = $4, size_bytes = $5, updated_at = $6
       WHERE id = $7)"};
static constexpr db::query rename_lesson{
    "UPDATE contents SET title = $1, updated_at = $2 WHERE id = $3 AND course_id = $4 AND removed_at IS NULL"};

struct place {
    courses::curriculum_id curriculum_id;
    std::int64_t idx = 0;
};
BOOST_DESCRIBE_STRUCT(place, (), (curriculum_id, idx))

static constexpr db::query place_of{
    "SELECT curriculum_id, idx FROM contents WHERE id = $1 AND course_id = $2 AND removed_at IS NULL"};
static constexpr db::query retire_content{"UPDATE contents SET removed_at = $1 WHERE id = $2"};
static constexpr db::query close_content_gap{
    "UPDATE contents SET idx = idx - 1 WHERE curriculum_id = $1 AND idx > $2 AND removed_at IS NULL"};
static constexpr db::query open_content_gap{
    "UPDATE contents SET idx = idx + 1 WHERE curriculum_id = $1 AND idx >= $2 AND removed_at IS NULL"};
static constexpr db::query bring_content_back{
    "UPDATE contents SET removed_at = NULL, idx = $1, updated_at = $2 WHERE id = $3"};

struct removed_place {
    courses::curriculum_id curriculum_id;
    std::int64_t idx = 0;
    timestamp removed_at{};
};
BOOST_DESCRIBE_STRUCT(removed_place, (), (curriculum_id, idx, removed_at))
static constexpr db::query removed_chapter{
    R"(SELECT id AS curriculum_id, idx, removed_at FROM curriculum
       WHERE id = $1 AND course_id = $2 AND removed_at IS NOT NULL)"};
static constexpr db::query removed_content{
    R"(SELECT curriculum_id, idx, removed_at FROM contents
       WHERE id = $1 AND course_id = $2 AND removed_at IS NOT NULL)"};

struct forgotten {
    content_id id;
    courses::course_id course_id;
};
BOOST_DESCRIBE_STRUCT(forgotten, (), (id, course_id))
static constexpr db::query not_needed{
    "SELECT id, course_id FROM contents WHERE removed_at < $1 AND NOT held AND NOT begun ORDER BY id LIMIT 500"};
static constexpr db::query delete_content{"DELETE FROM contents WHERE id = $1"};
static constexpr db::query delete_empty_chapters{
    R"(DELETE FROM curriculum WHERE removed_at < $1
       AND NOT EXISTS (SELECT 1 FROM contents l WHERE l.curriculum_id = curriculum.id))"};

static constexpr db::query move_content{
    R"(UPDATE contents SET curriculum_id = $1, idx = $2, updated_at = $3
       WHERE id = $4 AND (curriculum_id <> $1 OR idx <> $2))"};

problem no_course() { return not_found({"과정", "the course"}); }
problem no_chapter() { return not_found({"차시 묶음(커리큘럼)", "the chapter"}); }
problem no_lesson() { return not_found({"콘텐츠", "the lesson"}); }

problem full_course(std::int64_t has)
{
    return conflict("course_full", std::to_string(has),
                    say("커리큘럼은 과정마다 {}개까지입니다.", "A course has at most {} chapters.", most_curriculums));
}
problem full_chapter(std::int64_t has)
{
    return conflict("curriculum_full", std::to_string(has),
                    say("콘텐츠는 커리큘럼마다 {}개까지입니다.", "A chapter has at most {} lessons.", most_contents));
}

course_state current_state(db::connection& in, course_id which)
{
    const auto state = in.first<course_state>(state_of, which);
    if (!state)
        throw no_course();
    return *state;
}

problem empty_course(course_state state)
{
    return conflict("course_empty", boost::describe::enum_to_string(state, ""),
                    {"공개된 과정에는 콘텐츠가 하나 이상 있어야 합니다. 콘텐츠를 추가한 뒤 다시 하세요.",
                     "An available course needs at least one lesson; add one first."});
}

// What companies were shown does not become empty under their eyes.
void keep_available_filled(db::connection& in, course_id which)
{
    const auto state = current_state(in, which);
    if (state == course_state::AVAILABLE && !in.first<content_id>(has_contents, which))
        throw empty_course(state);
}

void tell_removed(db::connection& in, course_id from, const std::vector<content_id>& gone)
{
    for (const auto each : gone)
        events::publish(in, content_removed{each, from}, from);
}

} // namespace

std::vector<curriculum> read_curriculums(db::connection& in, course_id of)
{
    std::vector<curriculum> chapters;
    for (auto& each : in.all<curriculum_row>(curriculums_of, of))
        chapters.push_back({each.id, std::move(each.title), each.idx, {}});
    for (auto& each : in.all<content_row>(contents_of, of)) {
        const auto home = std::find_if(chapters.begin(), chapters.end(),
                                       [&](const curriculum& chapter) { return chapter.id == each.curriculum_id; });
        if (home != chapters.end())
            home->contents.push_back(std::move(static_cast<content&>(each)));
    }
    return chapters;
}

course read_course(db::connection& in, institution_id of, course_id which)
{
    auto row = in.first<course_row>(one_course, which, of);
    if (!row)
        throw no_course();
    course made;
    made.id = row->id;
    made.title = std::move(row->title);
    made.introduction = std::move(row->introduction);
    made.introduction_document = std::move(row->introduction_document);
    made.instructor = std::move(row->instructor);
    made.image_url = std::move(row->image_url);
    made.state = row->state;
    made.version = row->version;
    made.taught = row->taught;
    made.updated_at = row->updated_at;
    made.curriculums = read_curriculums(in, which);
    return made;
}

course_id add_course(db::connection& in, institution_id of, const course_text& what, timestamp now)
{
    return in
        .first<course_id>(insert_course, of, what.title, what.introduction, what.introduction_document, what.instructor,
                          now)
        .value();
}

void begin_change(db::connection& in, institution_id of, course_id which, std::optional<std::int64_t> based_on,
                  timestamp now)
{
    const auto version = in.first<std::int64_t>(next_version, now, which, of);
    if (!version)
        throw no_course();
    if (based_on && *based_on != *version - 1)
        throw problem{412,
                      "changed_meanwhile",
                      {"그사이 다른 사람이 과정을 바꾸었습니다. 새로 불러온 뒤 다시 고치세요.",
                       "Somebody has changed the course meanwhile; load it again, then make your change."}};
}

void change_course(db::connection& in, course_id which, const course_text& what)
{
    in.run(update_course, what.title, what.introduction, what.introduction_document, what.instructor, which);
}

void remove_course(db::connection& in, institution_id of, course_id which)
{
    // The ids before the rows go; the course's own row is what its absence is told by.
    const auto gone = in.all<content_id>(content_ids, which);
    if (in.run(delete_course, which, of) == 0)
        throw no_course();
    tell_removed(in, which, gone);
}

void change_state(db::connection& in, course_id which, course_state to)
{
    const auto from = current_state(in, which);
    using enum course_state;
    const bool legal = (to == AVAILABLE && from != AVAILABLE) || (to == UNAVAILABLE && from == AVAILABLE);
    const auto* name = boost::describe::enum_to_string(from, "");
    if (!legal)
        throw conflict(
            "illegal_state", name,
            say("과정이 {} 상태라서 그렇게 바꿀 수 없습니다.", "The course is {}; that step is not possible.", name));
    if (to == AVAILABLE)
        check_complete(in, which, name);
    in.run(set_state, to, which);
}

void add_curriculum(db::connection& in, course_id to, std::string_view title, timestamp now)
{
    const auto last = in.first<std::int64_t>(last_chapter, to).value();
    if (last >= static_cast<std::int64_t>(most_curriculums))
        throw full_course(last);
    in.run(insert_chapter, to, title, last + 1, now);
}

void rename_curriculum(db::connection& in, course_id of, curriculum_id which, std::string_view title, timestamp now)
{
    if (in.run(rename_chapter, title, now, which, of) == 0)
        throw no_chapter();
}

void remove_curriculum(db::connection& in, course_id of, curriculum_id which, timestamp now)
{
    const auto idx = in.first<std::int64_t>(chapter_idx, which, of);
    if (!idx)
        throw no_chapter();
    in.run(retire_chapter_contents, now, which);
    in.run(retire_chapter, now, which);
    in.run(close_chapter_gap, of, *idx);
    keep_available_filled(in, of);
}

void restore_curriculum(db::connection& in, course_id of, curriculum_id which, timestamp now)
{
    const auto was = in.first<removed_place>(removed_chapter, which, of);
    if (!was)
        throw no_chapter();
    const auto last = in.first<std::int64_t>(last_chapter, of).value();
    if (last >= static_cast<std::int64_t>(most_curriculums))
        throw full_course(last);
    const auto idx = std::min(was->idx, last + 1);
    in.run(open_chapter_gap, of, idx);
    in.run(bring_chapter_back, idx, now, which);
    in.run(bring_chapter_contents_back, which, was->removed_at);
}

content_id add_content(db::connection& in, course_id of, curriculum_id to, std::string_view title, content_type type,
                       const file_facts& file, timestamp now)
{
    if (!in.first<std::int64_t>(chapter_idx, to, of))
        throw no_chapter();
    const auto last = in.first<std::int64_t>(last_content, to).value();
    if (last >= static_cast<std::int64_t>(most_contents))
        throw full_chapter(last);
    return in
        .first<content_id>(insert_content, of, to, title, type, last + 1, file.time_amount_seconds, file.origin_name,
                           file.size_bytes, now)
        .value();
}

content_id replace_content(db::connection& in, course_id of, curriculum_id within, content_id which,
                           std::string_view title, content_type type, const file_facts& file, timestamp now)
{
    const auto at = in.first<place>(place_of, which, of);
    if (!at || at->curriculum_id != within)
        throw no_lesson();
    const auto lesson = changeable(in, of, which, now);
    if (!has_file(lesson.type))
        throw invalid("/contentId", "has_no_file",
                      {"파일을 올릴 수 없는 유형의 차시입니다. 영상이나 자료 차시를 고르세요.",
                       "This lesson is of a type that has no file; choose a video or a material."});
    in.run(replace_file, title, type, file.time_amount_seconds, file.origin_name, file.size_bytes, now, lesson.id);
    return lesson.id;
}

void rename_content(db::connection& in, course_id of, content_id which, std::string_view title, timestamp now)
{
    if (in.run(rename_lesson, title, now, which, of) == 0)
        throw no_lesson();
}

void remove_content(db::connection& in, course_id of, content_id which, timestamp now)
{
    const auto at = in.first<place>(place_of, which, of);
    if (!at)
        throw no_lesson();
    in.run(retire_content, now, which);
    in.run(close_content_gap, at->curriculum_id, at->idx);
    keep_available_filled(in, of);
}

void restore_content(db::connection& in, course_id of, content_id which, timestamp now)
{
    const auto was = in.first<removed_place>(removed_content, which, of);
    if (!was)
        throw no_lesson();
    if (!in.first<std::int64_t>(chapter_idx, was->curriculum_id, of))
        throw conflict("chapter_removed", "REMOVED",
                       {"차시가 있던 장이 삭제되었습니다. 장을 먼저 되돌리세요.",
                        "The chapter of the lesson is removed; bring that back first."});
    const auto last = in.first<std::int64_t>(last_content, was->curriculum_id).value();
    if (last >= static_cast<std::int64_t>(most_contents))
        throw full_chapter(last);
    const auto idx = std::min(was->idx, last + 1);
    in.run(open_content_gap, was->curriculum_id, idx);
    in.run(bring_content_back, idx, now, which);
}

std::int64_t forget_removed(db::connection& in, timestamp before)
{
    const auto gone = in.all<forgotten>(not_needed, before);
    for (const auto& each : gone) {
        in.run(delete_content, each.id);
        tell_removed(in, each.course_id, {each.id});
    }
    in.run(delete_empty_chapters, before);
    return std::ssize(gone);
}

void reorder(db::connection& in, course_id which, const std::vector<chapter_order>& wished, timestamp now)
{
    std::vector<curriculum_id> chapters_there;
    std::vector<content_id> contents_there;
    for (const auto& chapter : read_curriculums(in, which)) {
        chapters_there.push_back(chapter.id);
        for (const auto& each : chapter.contents)
            contents_there.push_back(each.id);
    }
    std::vector<curriculum_id> chapters_wished;
    std::vector<content_id> contents_wished;
    for (const auto& chapter : wished) {
        chapters_wished.push_back(chapter.id);
        contents_wished.insert(contents_wished.end(), chapter.contents.begin(), chapter.contents.end());
    }
    for (auto* each : {&chapters_there, &chapters_wished})
        std::sort(each->begin(), each->end());
    for (auto* each : {&contents_there, &contents_wished})
        std::sort(each->begin(), each->end());
    if (chapters_there != chapters_wished || contents_there != contents_wished)
        throw invalid("/curriculums", "not_the_same",
                      {"이 과정의 커리큘럼과 콘텐츠를 빠짐없이 한 번씩만 보내세요.",
                       "Send every chapter and every lesson of this course exactly once."});
    std::int64_t chapter_at = 0;
    for (const auto& chapter : wished) {
        in.run(move_chapter, ++chapter_at, now, chapter.id);
        std::int64_t content_at = 0;
        for (const auto each : chapter.contents)
            in.run(move_content, chapter.id, ++content_at, now, each);
    }
}

} // namespace ahimmoyak::courses
