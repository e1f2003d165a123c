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

problem identity_not_proved()
{
    return invalid("/code", "wrong_code",
                   {"코드가 틀렸거나 더 쓸 수 없습니다. 다시 입력하거나 새 코드를 받으세요.",
                    "The code is wrong or of no use any more. Try again, or get a new one."});
}

void note_identity(db::connection& in, const identity_asked_for& what, const identity_attempt& attempt, timestamp now)
{
    in.run(insert_check, what.enrollment, what.lesson, what.title, attempt.method, attempt.result, attempt.address,
           attempt.device, now);
}

std::vector<shown_identity_check> identity_checks_of(db::connection& in, offerings::enrollment_id of,
                                                     std::int64_t before, std::int64_t most)
{
    return in.all<shown_identity_check>(page_of_checks, of, before, most);
}

} // namespace ahimmoyak::learning
