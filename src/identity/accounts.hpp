#pragma once

#include "base/problem.hpp"
#include "db/connection.hpp"
#include "identity/account.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What is kept of people. Every function works in the caller's transaction; nothing here asks who
/// may call: that is the domain's affair.
namespace ahimmoyak::identity::accounts {

struct new_account {
    std::string username;
    std::string name;
    std::string email;
    std::optional<std::string> password_hash; ///< of passwords::hash; nothing: signs in by a provider
    std::optional<std::string> phone{};
    std::optional<date> birth{};
    std::optional<identity::gender> gender{};
    bool agreed = false; ///< by the person, to what consents::in_force() says; else the pages ask for it
    std::optional<ahimmoyak::language> language{}; ///< of the pages it was made on
};

/// Which of the two is somebody's already, as the issues of a 422; empty when both are free. Accounts
/// that were not confirmed within a day are removed on the way, so nobody blocks another's address.
std::vector<issue> taken(db::connection& in, std::string_view username, std::string_view email, timestamp now);

/// The issues of a 422 about a username and an address that are somebody's already.
std::vector<issue> taken_issues(bool of_username, bool of_email);

/// A new account; not `confirmed`, it cannot sign in before its e-mail code came back.
user_id add(db::connection& in, const new_account& what, bool confirmed, timestamp now);

/// An account that may sign in at once, for set-up, demonstrations and administration. Throws the 422
/// problem when the username or the address is taken; its pointers begin with `under`.
user_id create_confirmed(db::connection& in, const new_account& what, timestamp now, std::string_view under = "");

bool exists_administrator(db::connection& in);
/// Those who can sign in.
std::vector<user_id> administrators(db::connection& in);

std::optional<standing> standing_of(db::connection& in, user_id who);

/// Changes what somebody may do, in the transaction of the change that is its reason, and tells other
/// processes by an event. After the commit call standings::forget(who).
void set_standing(db::connection& in, user_id who, const standing& now_is, timestamp now);

/// Nobody can sign in to a locked account; end its sessions as well. The reason is for administrators.
void lock(db::connection& in, user_id who, user_id by, std::string_view reason, timestamp now);
void unlock(db::connection& in, user_id who, timestamp now);

/// Whether nobody who can sign in would be left to run the installation without this person.
bool is_last_administrator(db::connection& in, user_id who);
/// Throws the 409 for the last one.
void must_not_be_last_administrator(db::connection& in, user_id who);

std::optional<account> find_account(db::connection& in, user_id who);
std::optional<user> find_user(db::connection& in, user_id who);

/// Names and addresses for lists; those that do not exist are left out.
std::map<user_id, person> find(db::connection& in, std::span<const user_id> whom);

/// Whom a letter goes to, and the language that the person reads, if that is known.
struct recipient {
    user_id id;
    std::string name;
    std::string email;
    std::optional<ahimmoyak::language> language;
    BOOST_DESCRIBE_CLASS(recipient, (), (id, name, email, language), (), ())
};
/// Those of them whose address is confirmed and who are neither locked out nor deleted.
std::map<user_id, recipient> recipients(db::connection& in, std::span<const user_id> whom);
/// What the account of an address speaks; nothing when there is no such account, or it has chosen none.
std::optional<language> language_of(db::connection& in, std::string_view email);
void set_language(db::connection& in, user_id who, language to, timestamp now);

struct credentials {
    user_id id;
    std::optional<std::string> password_hash;
    bool confirmed = false;
    BOOST_DESCRIBE_CLASS(credentials, (), (id, password_hash, confirmed), (), ())
};
/// By e-mail address (anything with an @) or username, in any case.
std::optional<credentials> find_by_login(db::connection& in, std::string_view login);

std::optional<std::string> password_hash_of(db::connection& in, user_id who);
bool has_password(db::connection& in, user_id who, std::string_view hash);

/// The new password in place of that one; false when it is another one by now.
bool replace_password(db::connection& in, user_id who, std::string_view old_hash, std::string_view new_hash,
                      timestamp now);

/// The password of somebody who has proved that the e-mail address is his, which it is from then on.
void reset_password(db::connection& in, user_id who, std::string_view hash, timestamp now);

/// Throws db::unique_violation when the address became somebody's at the same moment.
void change_email(db::connection& in, user_id who, std::string_view to, timestamp now);

std::optional<user_id> find_by_email(db::connection& in, std::string_view email);

/// What those who have confirmed one of these addresses may do; addresses of nobody are left out.
std::map<std::string, standing> standings_by_email(db::connection& in, std::span<const std::string> emails);

/// Removes the account of an address that was never confirmed, for who has just proved to own it.
void drop_unconfirmed(db::connection& in, std::string_view email);

struct changed_user {
    std::string name;
    std::optional<std::string> phone;
    std::optional<date> birth;
    std::optional<identity::gender> gender;
};
void change(db::connection& in, user_id who, const changed_user& to, timestamp now);

} // namespace ahimmoyak::identity::accounts
