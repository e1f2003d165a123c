#include "organisations/membership.hpp"

#include "events/outbox.hpp"
#include "identity/accounts.hpp"
#include "organisations/directory.hpp"
#include "organisations/events.hpp"

namespace ahimmoyak::organisations {

namespace {

constexpr db::query insert_institution{R"(
    INSERT INTO institution (name, owner_name, business_number, certified_number, email, phone, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
    RETURNING id, name, owner_name, business_number, certified_number, email, phone, created_at, version)"};
constexpr db::query insert_manager{
    "INSERT INTO manager (user_id, institution_id, created_at, updated_at) VALUES ($1, $2, $3, $3)"};
constexpr db::query insert_company{R"(
    INSERT INTO company (name, owner_name, business_number, email, phone, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $6)
    RETURNING id, name, owner_name, business_number, email, phone, created_at, version)"};
constexpr db::query insert_member{R"(
    INSERT INTO affiliation (company_id, user_id, is_supervisor, state, since, created_at, updated_at)
    VALUES ($1, $2, $3, 'APPROVED', $4, $4, $4) RETURNING id)"};
constexpr db::query insert_request{R"(
    INSERT INTO affiliation (company_id, user_id, is_supervisor, state, created_at, updated_at)
    VALUES ($1, $2, FALSE, 'REQUESTED', $3, $3) RETURNING id)"};
constexpr db::query withdraw_requests{"DELETE FROM affiliation WHERE user_id = $1 AND state = 'REQUESTED'"};
constexpr db::query of_company_and_user{"SELECT state FROM affiliation WHERE company_id = $1 AND user_id = $2"};
constexpr db::query waiting_of_user{"SELECT id FROM affiliation WHERE user_id = $1 AND state = 'REQUESTED' LIMIT $2"};
constexpr db::query of_company{"SELECT user_id, state FROM affiliation WHERE id = $1 AND company_id = $2"};
constexpr db::query approve{"UPDATE affiliation SET state = 'APPROVED', since = $1, updated_at = $1 WHERE id = $2"};
constexpr db::query remove_one{"DELETE FROM affiliation WHERE id = $1"};
constexpr db::query remove_others{"DELETE FROM affiliation WHERE user_id = $1 AND id <> $2 AND state = 'REQUESTED'"};
constexpr db::query remove_invitation{
    "DELETE FROM invitation WHERE company_id = $1 AND email = (SELECT email FROM users WHERE id = $2)"};
constexpr db::query own_requests{R"(
    SELECT a.company_id, c.name AS company_name, a.state, a.created_at
    FROM affiliation a JOIN company c ON c.id = a.company_id WHERE a.user_id = $1 ORDER BY a.id DESC LIMIT 100)"};
constexpr db::query waiting{R"(
    SELECT a.id, a.user_id, u.name, u.email, a.created_at
    FROM affiliation a JOIN users u ON u.id = a.user_id
    WHERE a.company_id = $1 AND a.state = 'REQUESTED' AND a.id > $2 ORDER BY a.id LIMIT $3)"};
constexpr db::query companies_by_name{R"(
    SELECT id, name FROM company
    WHERE lower(name) LIKE $1 ESCAPE '\' AND (name > $2 OR (name = $2 AND id > $3))
    ORDER BY name, id LIMIT $4)"};

// At once; enough for anybody, few enough that nobody floods the companies.
constexpr std::int64_t most_requests = 20;

struct asked {
    user_id user_id;
    affiliation_state state{};
};
BOOST_DESCRIBE_STRUCT(asked, (), (user_id, state))

void must_be_free(db::connection& in, user_id who)
{
    const auto is = identity::accounts::standing_of(in, who);
    if (!is)
        throw not_found({"사용자", "this person"});
    if (is->as != role::NORMAL)
        throw conflict("already_affiliated", boost::describe::enum_to_string(is->as, ""),
                       {"이미 기관이나 회사에 속해 있습니다. 먼저 소속을 정리하세요.",
                        "This person belongs to an organisation already; that has to end first."});
}

std::optional<std::string> text_of(const std::optional<text<1, 50>>& from)
{
    return from ? std::optional{from->value} : std::nullopt;
}

} // namespace

institution found_institution(db::connection& in, user_id manager, const new_institution& what, timestamp now)
{
    must_be_free(in, manager);
    auto made = in.first<institution>(insert_institution, what.name, what.owner_name, what.business_number,
                                      text_of(what.certified_number), what.email, what.phone, now)
                    .value();
    in.run(withdraw_requests, manager);
    in.run(insert_manager, manager, made.id, now);
    identity::accounts::set_standing(in, manager, {role::MANAGER, made.id, {}}, now);
    return made;
}

company found_company(db::connection& in, user_id supervisor, const new_company& what, timestamp now)
{
    must_be_free(in, supervisor);
    auto made =
        in.first<company>(insert_company, what.name, what.owner_name, what.business_number, what.email, what.phone, now)
            .value();
    in.run(withdraw_requests, supervisor);
    in.first<affiliation_id>(insert_member, made.id, supervisor, true, now);
    identity::accounts::set_standing(in, supervisor, {role::SUPERVISOR, {}, made.id}, now);
    return made;
}

affiliation_id employ(db::connection& in, company_id by, user_id who, timestamp now)
{
    must_be_free(in, who);
    in.run(withdraw_requests, who);
    const auto made = in.first<affiliation_id>(insert_member, by, who, false, now).value();
    identity::accounts::set_standing(in, who, {role::EMPLOYEE, {}, by}, now);
    return made;
}

void appoint(db::connection& in, institution_id by, user_id who, timestamp now)
{
    must_be_free(in, who);
    in.run(withdraw_requests, who);
    in.run(insert_manager, who, by, now);
    identity::accounts::set_standing(in, who, {role::MANAGER, by, {}}, now);
}

affiliation_id ask(db::connection& in, company_id of, user_id who, timestamp now)
{
    must_be_free(in, who);
    const auto asked_of = find_company(in, of);
    if (!asked_of)
        throw not_found({"회사", "this company"});
    if (in.first<affiliation_state>(of_company_and_user, of, who))
        throw already_requested();
    if (std::ssize(in.all<affiliation_id>(waiting_of_user, who, most_requests)) >= most_requests)
        throw conflict("too_many_requests_waiting", "REQUESTED",
                       {"답을 기다리는 신청이 너무 많습니다.", "Too many of your requests wait for an answer."});
    const auto made = in.first<affiliation_id>(insert_request, of, who, now).value();
    const auto person = identity::accounts::find_user(in, who);
    events::publish(in, affiliation_requested{made, of, asked_of->name, who, person.value().name}, made);
    return made;
}

user_id answer(db::connection& in, company_id by, affiliation_id which, bool accepted, timestamp now)
{
    const auto found = in.first<asked>(of_company, which, by);
    if (!found)
        throw not_found({"소속 신청", "this request"});
    if (found->state != affiliation_state::REQUESTED)
        throw conflict("already_answered", boost::describe::enum_to_string(found->state, ""),
                       {"이미 처리한 신청입니다.", "This request has been answered already."});
    if (accepted) {
        must_be_free(in, found->user_id);
        in.run(approve, now, which);
        in.run(remove_others, found->user_id, which);
        in.run(remove_invitation, by, found->user_id);
        identity::accounts::set_standing(in, found->user_id, {role::EMPLOYEE, {}, by}, now);
    } else {
        in.run(remove_one, which);
    }
    const auto company_is = find_company(in, by);
    events::publish(in, affiliation_answered{which, by, company_is.value().name, found->user_id, accepted}, which);
    return found->user_id;
}

std::vector<own_affiliation> requests_of(db::connection& in, user_id who)
{
    return in.all<own_affiliation>(own_requests, who);
}

std::vector<waiting_affiliation> waiting_for(db::connection& in, company_id which, affiliation_id after,
                                             std::int64_t limit)
{
    return in.all<waiting_affiliation>(waiting, which, after, limit);
}

std::vector<company_choice> find_companies(db::connection& in, std::string_view search, std::string_view after_name,
                                           company_id after, std::int64_t limit)
{
    return in.all<company_choice>(companies_by_name, containing(search), after_name, after, limit);
}

problem already_requested()
{
    return conflict("already_requested", "REQUESTED",
                    {"이미 소속을 신청했습니다. 회사의 답을 기다리세요.",
                     "You have asked this company already; wait for its answer."});
}

problem business_number_taken(std::string_view under)
{
    return invalid(std::string{under} + "/businessNumber", "taken",
                   {"이미 등록된 사업자등록번호입니다. 담당자에게 문의하세요.",
                    "This business number is registered already; ask the people of that organisation."});
}

} // namespace ahimmoyak::organisations
