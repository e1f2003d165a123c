#include "boards/access.hpp"

#include "base/problem.hpp"
#include "offerings/enrolments.hpp"

#include <algorithm>

namespace ahimmoyak::boards {

namespace {

namespace enrolments = offerings::enrolments;
using offerings::course_provide_state;

struct offering_row {
    offerings::course_provide_id id;
    course_provide_state state{};
    ahimmoyak::institution_id institution_id;
    bool anonymous_allowed = false;
    std::string course_title;
    std::string company_name;
};
BOOST_DESCRIBE_STRUCT(offering_row, (), (id, state, institution_id, anonymous_allowed, course_title, company_name))

// The running one first, then the latest.
constexpr db::query offerings_of_trainee{R"(
    SELECT p.id AS id, p.state AS state, p.institution_id AS institution_id,
           COALESCE(s.anonymous_allowed, FALSE) AS anonymous_allowed, c.title AS course_title, k.name AS company_name
    FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id JOIN course c ON c.id = p.course_id
         JOIN company k ON k.id = p.company_id LEFT JOIN board_setting s ON s.institution_id = p.institution_id
    WHERE e.user_id = $1 AND p.course_id = $2 AND p.company_id = $3
    ORDER BY CASE WHEN p.state = 'ONGOING' THEN 0 ELSE 1 END, p.id DESC LIMIT 100)"};
constexpr db::query own_course{"SELECT id FROM course WHERE id = $1 AND institution_id = $2"};
constexpr db::query facts_of_post{R"(
    SELECT b.id AS id, b.institution_id AS institution_id, b.course_id AS course_id,
           b.course_provide_id AS course_provide_id, p.state AS state, b.user_id AS user_id, b.type AS type,
           b.deleted_at IS NOT NULL AS deleted, b.version AS version
    FROM course_board b LEFT JOIN course_provide p ON p.id = b.course_provide_id WHERE b.id = $1)"};
constexpr db::query setting{"SELECT anonymous_allowed FROM board_setting WHERE institution_id = $1"};

problem no_course() { return not_found({"과정", "the course"}); }
problem no_offering() { return not_found({"과정 신청", "the offering"}); }
problem no_post() { return not_found({"게시글", "the post"}); }

bool reads(db::connection& in, const caller& who, const post_facts& what)
{
    if (is_institution(who))
        return what.institution_id == who.of_institution();
    if (what.course_provide_id)
        return enrolments::is_enrolled(in, who.user, *what.course_provide_id).has_value();
    return in.first<offering_row>(offerings_of_trainee, who.user, what.course_id, who.of_company()).has_value();
}

} // namespace

bool takes_posts(course_provide_state state)
{
    return state == course_provide_state::NOT_STARTED || state == course_provide_state::ONGOING;
}

place place_of(db::connection& in, const caller& who, courses::course_id course,
               std::optional<offerings::course_provide_id> which)
{
    if (is_institution(who)) {
        const auto institution = who.of_institution();
        if (!in.first<courses::course_id>(own_course, course, institution))
            throw no_course();
        if (!which)
            return {.institution_id = institution,
                    .course_id = course,
                    .course_provide_id = std::nullopt,
                    .anonymous_allowed = anonymous_allowed(in, institution)};
        const auto found = enrolments::of_institution(in, institution, *which);
        if (!found || found->course_id != course)
            throw no_offering();
        return {institution, course, which, true, found->state, anonymous_allowed(in, institution)};
    }
    const auto own = in.all<offering_row>(offerings_of_trainee, who.user, course, who.of_company());
    const auto chosen = which ? std::ranges::find(own, *which, &offering_row::id) : own.begin();
    if (chosen == own.end())
        throw which ? no_offering() : no_course();
    return {chosen->institution_id,
            course,
            chosen->id,
            takes_posts(chosen->state),
            chosen->state,
            chosen->anonymous_allowed,
            chosen->course_title,
            chosen->company_name};
}

place place_of(db::connection& in, const caller& who, offerings::course_provide_id which)
{
    const auto found = is_institution(who) ? enrolments::of_institution(in, who.of_institution(), which)
                                           : enrolments::of_trainee(in, who.user, which);
    if (!found)
        throw no_offering();
    return place_of(in, who, found->course_id, which);
}

post_facts find_post(db::connection& in, const caller& who, board_id which)
{
    auto found = in.first<post_facts>(facts_of_post, which);
    if (!found || !reads(in, who, *found))
        throw no_post();
    return *found;
}

bool is_institution(const caller& who) { return who.as == role::MANAGER; }

bool may_change(const caller& who, const post_facts& what)
{
    if (what.deleted)
        return false;
    return what.type == board_type::NOTICE ? is_institution(who) : what.user_id == who.user;
}

bool may_delete(const caller& who, const post_facts& what)
{
    return !what.deleted && (is_institution(who) || (what.type == board_type::QNA && what.user_id == who.user));
}

bool may_comment(const caller& who, const post_facts& what)
{
    if (is_institution(who))
        return true;
    return what.type == board_type::QNA && what.state && takes_posts(*what.state);
}

void check_open(const caller& who, course_provide_state state)
{
    if (!is_institution(who) && !takes_posts(state))
        throw conflict("offering_over", boost::describe::enum_to_string(state, ""),
                       {"수강 기간이 끝난 과정의 게시판에는 쓸 수 없습니다. 읽기만 할 수 있습니다.",
                        "The period of this course is over; its board can be read only."});
}

bool anonymous_allowed(db::connection& in, institution_id of) { return in.first<bool>(setting, of).value_or(false); }

board_author author_of(const caller& who, user_id wrote, std::optional<std::string> name, bool institution,
                       bool anonymous)
{
    const bool mine = wrote == who.user;
    if (anonymous && !mine && !is_institution(who))
        name = std::nullopt;
    return {std::move(name), institution, mine};
}

} // namespace ahimmoyak::boards
