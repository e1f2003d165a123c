#include "exams/result.hpp"
#include "exams/routes.hpp"
#include "questions/pictures.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

namespace {

// The latest papers of theirs that have it; whoever has more than these reads it by the latest.
constexpr db::query own_papers_with{R"(
    SELECT s.id FROM exam_submission s
    WHERE s.user_id = $1
      AND EXISTS (SELECT 1 FROM exam_answer a JOIN question_version v ON v.id = a.question_version_id
                  WHERE a.submission_id = s.id AND v.picture_id = $2)
    ORDER BY s.id DESC LIMIT 20)"};

// Of a paper that is being written, or whose questions the result shows.
bool may_see(db::connection& in, const caller& who, questions::picture_id which, timestamp now)
{
    return std::ranges::any_of(in.all<submission_id>(own_papers_with, who.user, which), [&](submission_id each) {
        const auto of = find_submission(in, each).value();
        return of.state == submission_state::OPEN ||
               answers_are_shown(sitting_for(in, who, of.exam_id, of.course_provide_id), now);
    });
}

task<http::response> show_picture(module& m, caller who, http::path<"pictureId", questions::picture_id> which)
{
    const auto now = m.time.now();
    auto ask = [&](db::connection& in) {
        return may_see(in, who, which.value, now) ? questions::picture_of(in, which.value) : std::nullopt;
    };
    auto found = co_await m.database.read(ask);
    if (!found)
        throw not_found({"그림", "the picture"});
    co_return questions::shown(*std::move(found));
}

} // namespace

void add_picture_routes(http::routes<module>& r)
{
    r.get("/v1/exams/pictures/{pictureId}", http::allow::only(role::EMPLOYEE),
          "A picture of a question on one's own paper, while the paper may be read", show_picture);
}

} // namespace ahimmoyak::exams
