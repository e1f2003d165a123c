#include "learning/curriculum.hpp"

#include "courses/bodies.hpp"

namespace ahimmoyak::learning {

namespace {

constexpr db::query any_fixed{"SELECT content_id FROM offering_lesson WHERE course_provide_id = $1 LIMIT 1"};
constexpr db::query fix_lessons{R"(
    INSERT INTO offering_lesson (course_provide_id, content_id, created_at, updated_at)
    SELECT $1, id, $2, $2 FROM contents WHERE course_id = $3 AND removed_at IS NULL
    ON CONFLICT (course_provide_id, content_id) DO NOTHING)"};

} // namespace

void fix_curriculum(db::connection& in, offerings::course_provide_id offering, courses::course_id course, timestamp now)
{
    if (in.first<courses::content_id>(any_fixed, offering))
        return;
    in.run(fix_lessons, offering, now, course);
    courses::note_held(in, course);
}

} // namespace ahimmoyak::learning
