#pragma once

#include "base/problem.hpp"
#include "db/connection.hpp"
#include "organisations/invitation.hpp"
#include "organisations/paging.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Invitations to join a company, in the caller's transaction. Each is opened by the secret token in the
/// letter's link, once; only its hash is kept.
namespace ahimmoyak::organisations {

inline constexpr auto invitation_lifetime = std::chrono::days{14};
/// What nobody answered is deleted so long after it expired: the people in it belong to nobody here.
inline constexpr auto forgotten_after = std::chrono::days{90};

/// What is kept of a letter's token.
std::string hash_of(std::string_view token);

/// What is known of an address before somebody is invited.
enum class acquaintance : std::uint8_t {
    stranger, ///< free to be invited, whether or not there is an account
    invited,  ///< by this company
    employed, ///< by this company
    elsewhere ///< belongs to another organisation
};
/// Addresses of strangers are left out.
std::map<std::string, acquaintance> acquaintances(db::connection& in, company_id of,
                                                  std::span<const std::string> emails);
/// Why it cannot be invited; `pointer` names the address.
issue issue_of(acquaintance what, std::string pointer);

/// Throws the 409 when so many more would wait for an answer that nobody can have meant it.
void must_have_room(db::connection& in, company_id by, std::int64_t more);

/// False when the address is invited by this company already.
bool invite(db::connection& in, company_id by, const new_employee& whom, std::string_view token, timestamp now);

/// A person and where their letter goes.
struct addressee {
    invitation_id id;
    std::string name;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(addressee, (), (id, name, email))

/// Gives an invitation another token and another fortnight. 404 for a stranger's.
addressee renew(db::connection& in, company_id by, invitation_id which, std::string_view token, timestamp now);
/// Those of a company that were not answered in time.
std::vector<addressee> expired(db::connection& in, company_id by, timestamp now, std::int64_t limit);
/// 404 for a stranger's.
void take_back(db::connection& in, company_id by, invitation_id which);

/// By name; `filter` as for employees.
std::vector<invitation> invitations_of(db::connection& in, company_id by, const people_filter& filter,
                                       const cursor& after, std::int64_t limit, timestamp now);
std::optional<invitation> find_invitation(db::connection& in, company_id by, std::string_view email, timestamp now);

/// What a letter's link opens: an invitation to a company, or to the staff of an institution.
struct opened_invitation {
    std::int64_t id = 0;
    std::optional<ahimmoyak::company_id> company_id;         ///< this
    std::optional<ahimmoyak::institution_id> institution_id; ///< or this
    std::string organisation_name;
    std::string name;
    std::string email;
    std::optional<std::string> phone;
    std::optional<std::string> department;
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(opened_invitation, (),
                      (id, company_id, institution_id, organisation_name, name, email, phone, department, expires_at))
/// Throws the 404 that says what to do for a token that is unknown, used or too old.
opened_invitation open_invitation(db::connection& in, std::string_view token, timestamp now);

/// Makes the person, who was free until now, an employee of the company that invited, in its department, or a
/// manager of the institution.
void accept(db::connection& in, const opened_invitation& which, user_id who, timestamp now);

/// Deletes what nobody answered for months.
void tidy_invitations(db::connection& in, timestamp now);

} // namespace ahimmoyak::organisations
