#include "learning/identity_check.hpp"

#include "base/problem.hpp"

#include <algorithm>

namespace ahimmoyak::learning {

namespace {

constexpr db::query lessons_proved{
    "SELECT content_id FROM identity_check WHERE enrollment_id = $1 AND result = 'PASSED'"};
constexpr db::query insert_check{R"(
    INSERT INTO identity_check (enrollment_id, content_id, lesson, method, result, address, device, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8))"};
constexpr db::query page_of_checks{R"(
    SELECT id, lesson, created_at AS at, method, result, address, device
    FROM identity_check WHERE enrollment_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3)"};

} // namespace

bool identity_is_due(db::connection& in, const way_in& to)
{
    const auto every = to.measured_by.rules.identity_check_every.value;
    if (every == 0)
        return false;
    const auto proved = in.all<courses::content_id>(lessons_proved, to.enrollment);
    if (proved.empty())
        return true; // the first entry to the course, at whichever lesson
    if (std::find(proved.begin(), proved.end(), to.lesson.id) != proved.end())
        return false;
    const auto at = std::find_if(to.lessons.begin(), to.lessons.end(),
                                 [&](const seen_lesson& each) { return each.id == to.lesson.id; });
    return at != to.lessons.end() && (at - to.lessons.begin()) % every == 0;
}

problem identity_needed()
{
    return {403,
            "identity_check_required",
            {"학습하기 전에 본인 확인이 필요합니다.", "Prove who you are before you study this lesson."}};
}

void note_identity(db::connection& in, const way_in& to, const identity_attempt& what, timestamp now)
{
    in.run(insert_check, to.enrollment, to.lesson.id, to.lesson.title, what.method, what.result, what.address,
           what.device, now);
}

std::vector<shown_identity_check> identity_checks_of(db::connection& in, offerings::enrollment_id of,
                                                     std::int64_t before, std::int64_t most)
{
    return in.all<shown_identity_check>(page_of_checks, of, before, most);
}

} // namespace ahimmoyak::learning
