#include "identity/accounts.hpp"

#include "events/outbox.hpp"
#include "identity/consents.hpp"
#include "identity/events.hpp"
#include "identity/search_terms.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::identity::accounts {

namespace {

constexpr auto unconfirmed_for = std::chrono::hours{24};

constexpr db::query drop_stale{R"(
    DELETE FROM users WHERE confirmed = FALSE AND updated_at < $1 AND (username = $2 OR email = $3))"};
constexpr db::query username_taken{"SELECT id FROM users WHERE username = $1"};
constexpr db::query email_taken{"SELECT id FROM users WHERE email = $1"};
constexpr db::query insert{R"(
    INSERT INTO users (username, name, email, password_hash, phone, birth, gender, role, confirmed, agreed_at, language,
                       created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'NORMAL', $8, $9, $10, $11, $11) RETURNING id)"};
constexpr db::query an_administrator{"SELECT id FROM users WHERE role = 'ADMIN' LIMIT 1"};
constexpr db::query standing_by_id{R"(
    SELECT role AS "as", institution_id AS institution, company_id AS company,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor
    FROM users u WHERE id = $1)"};
constexpr db::query update_standing{R"(
    UPDATE users SET role = $1, institution_id = $2, company_id = $3, updated_at = $4 WHERE id = $5)"};
constexpr db::query account_by_id{R"(
    SELECT id AS user_id, username, name, email, role, confirmed, institution_id, company_id,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor
    FROM users u WHERE id = $1)"};
constexpr db::query user_by_id{R"(
    SELECT id, username, name, email, phone, birth, gender, role, language, created_at FROM users WHERE id = $1)"};
constexpr db::query put_lock{R"(
    UPDATE users SET locked_at = $1, locked_by = $2, lock_reason = $3, updated_at = $1 WHERE id = $4)"};
constexpr db::query take_lock{R"(
    UPDATE users SET locked_at = NULL, locked_by = NULL, lock_reason = NULL, updated_at = $1 WHERE id = $2)"};
constexpr db::query all_administrators{
    "SELECT id FROM users WHERE role = 'ADMIN' AND confirmed = TRUE AND locked_at IS NULL ORDER BY id LIMIT 100"};
constexpr db::query other_administrators{R"(
    SELECT COUNT(*) FROM users WHERE role = 'ADMIN' AND confirmed = TRUE AND locked_at IS NULL AND id <> $1)"};
constexpr db::query people{R"(
    SELECT id, username, name, email FROM users
    WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20))"};
constexpr db::query reached{R"(
    SELECT id, name, email, language FROM users
    WHERE confirmed = TRUE AND locked_at IS NULL AND deleted_at IS NULL
      AND id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20))"};
constexpr db::query put_language{"UPDATE users SET language = $1, updated_at = $2 WHERE id = $3"};
constexpr db::query standings_of_emails{R"(
    SELECT email, role AS "as", institution_id AS institution, company_id AS company FROM users
    WHERE confirmed = TRUE
      AND email IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20))"};
constexpr db::query drop_unconfirmed_email{"DELETE FROM users WHERE email = $1 AND confirmed = FALSE"};
constexpr db::query by_email{"SELECT id, password_hash, confirmed FROM users WHERE email = $1"};
constexpr db::query by_username{"SELECT id, password_hash, confirmed FROM users WHERE username = $1"};
constexpr db::query hash_by_id{"SELECT password_hash FROM users WHERE id = $1 AND password_hash IS NOT NULL"};
constexpr db::query swap_password{
    "UPDATE users SET password_hash = $1, updated_at = $2 WHERE id = $3 AND password_hash = $4"};
constexpr db::query put_password{
    "UPDATE users SET password_hash = $1, confirmed = TRUE, updated_at = $2 WHERE id = $3"};
constexpr db::query put_email{"UPDATE users SET email = $1, updated_at = $2 WHERE id = $3"};
constexpr db::query update_user{R"(
    UPDATE users SET name = $1, phone = $2, birth = $3, gender = $4, updated_at = $5 WHERE id = $6)"};

struct standing_row {
    role as{};
    std::optional<institution_id> institution;
    std::optional<company_id> company;
    bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(standing_row, (), (as, institution, company, second_factor))

struct standing_of_email {
    std::string email;
    role as{};
    std::optional<institution_id> institution;
    std::optional<company_id> company;
};
BOOST_DESCRIBE_STRUCT(standing_of_email, (), (email, as, institution, company))

// A statement of a fixed number of ids is prepared once; 0 is nobody.
template <class Row>
std::map<user_id, Row> by_twenties(db::connection& in, const db::query& asked, std::span<const user_id> whom)
{
    std::map<user_id, Row> found;
    while (!whom.empty()) {
        std::array<user_id, 20> ids{};
        const auto count = std::min(ids.size(), whom.size());
        std::copy_n(whom.begin(), count, ids.begin());
        whom = whom.subspan(count);
        auto rows = std::apply([&](const auto&... each) { return in.all<Row>(asked, each...); }, ids);
        for (auto& each : rows)
            found.emplace(each.id, std::move(each));
    }
    return found;
}

} // namespace

std::vector<issue> taken(db::connection& in, std::string_view username, std::string_view email, timestamp now)
{
    in.run(drop_stale, now - unconfirmed_for, username, email);
    const bool of_username = in.first<user_id>(username_taken, username).has_value();
    const bool of_email = in.first<user_id>(email_taken, email).has_value();
    return taken_issues(of_username, of_email);
}

std::vector<issue> taken_issues(bool of_username, bool of_email)
{
    std::vector<issue> issues;
    if (of_username)
        issues.push_back(
            {"/username",
             "taken",
             {"이미 쓰고 있는 아이디입니다. 다른 아이디를 정하세요.", "This username is taken; choose another."}});
    if (of_email)
        issues.push_back({"/email",
                          "taken",
                          {"이미 가입한 이메일입니다. 로그인하거나 다른 주소를 쓰세요.",
                           "There is an account with this address; sign in, or use another address."}});
    return issues;
}

user_id add(db::connection& in, const new_account& what, bool confirmed, timestamp now)
{
    const auto agreed_at = what.agreed ? std::optional{now} : std::nullopt;
    const auto made = in.first<user_id>(insert, what.username, what.name, what.email, what.password_hash, what.phone,
                                        what.birth, what.gender, confirmed, agreed_at, what.language, now)
                          .value();
    if (what.agreed)
        consents::agree(in, made, now);
    search_terms::put_anew(in, made);
    return made;
}

user_id create_confirmed(db::connection& in, const new_account& what, timestamp now, std::string_view under)
{
    auto issues = taken(in, what.username, what.email, now);
    for (auto& each : issues)
        each.pointer.insert(0, under);
    if (!issues.empty())
        throw invalid(std::move(issues));
    return add(in, what, true, now);
}

bool exists_administrator(db::connection& in) { return in.first<user_id>(an_administrator).has_value(); }

std::optional<standing> standing_of(db::connection& in, user_id who)
{
    const auto found = in.first<standing_row>(standing_by_id, who);
    if (!found)
        return std::nullopt;
    return standing{found->as, found->institution, found->company, found->second_factor};
}

void set_standing(db::connection& in, user_id who, const standing& now_is, timestamp now)
{
    in.run(update_standing, now_is.as, now_is.institution, now_is.company, now, who);
    search_terms::put_anew(in, who);
    events::publish(in, standing_changed{who}, who);
}

void lock(db::connection& in, user_id who, user_id by, std::string_view reason, timestamp now)
{
    in.run(put_lock, now, by, reason, who);
}

void unlock(db::connection& in, user_id who, timestamp now) { in.run(take_lock, now, who); }

std::vector<user_id> administrators(db::connection& in) { return in.all<user_id>(all_administrators); }

bool is_last_administrator(db::connection& in, user_id who)
{
    const auto is = standing_of(in, who);
    return is && is->as == role::ADMIN && in.first<std::int64_t>(other_administrators, who).value() == 0;
}

void must_not_be_last_administrator(db::connection& in, user_id who)
{
    if (is_last_administrator(in, who))
        throw conflict("last_administrator", "ADMIN",
                       {"마지막 운영자입니다. 먼저 다른 사람을 운영자로 정하세요.",
                        "This is the last administrator; make somebody else one first."});
}

std::optional<account> find_account(db::connection& in, user_id who) { return in.first<account>(account_by_id, who); }

std::optional<user> find_user(db::connection& in, user_id who) { return in.first<user>(user_by_id, who); }

std::map<user_id, person> find(db::connection& in, std::span<const user_id> whom)
{
    return by_twenties<person>(in, people, whom);
}

std::map<user_id, recipient> recipients(db::connection& in, std::span<const user_id> whom)
{
    return by_twenties<recipient>(in, reached, whom);
}

std::optional<language> language_of(db::connection& in, std::string_view email)
{
    const auto known = find_by_email(in, email);
    const auto is = known ? find_user(in, *known) : std::nullopt;
    return is ? is->language : std::nullopt;
}

void set_language(db::connection& in, user_id who, language to, timestamp now) { in.run(put_language, to, now, who); }

std::optional<credentials> find_by_login(db::connection& in, std::string_view login)
{
    std::string lower{login};
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    if (lower.find('@') != std::string::npos)
        return in.first<credentials>(by_email, lower);
    return in.first<credentials>(by_username, lower);
}

std::optional<std::string> password_hash_of(db::connection& in, user_id who)
{
    return in.first<std::string>(hash_by_id, who);
}

bool has_password(db::connection& in, user_id who, std::string_view hash) { return password_hash_of(in, who) == hash; }

bool replace_password(db::connection& in, user_id who, std::string_view old_hash, std::string_view new_hash,
                      timestamp now)
{
    return in.run(swap_password, new_hash, now, who, old_hash) == 1;
}

void reset_password(db::connection& in, user_id who, std::string_view hash, timestamp now)
{
    in.run(put_password, hash, now, who);
}

void change_email(db::connection& in, user_id who, std::string_view to, timestamp now)
{
    in.run(put_email, to, now, who);
    search_terms::put_anew(in, who);
}

std::optional<user_id> find_by_email(db::connection& in, std::string_view email)
{
    return in.first<user_id>(email_taken, email);
}

std::map<std::string, standing> standings_by_email(db::connection& in, std::span<const std::string> emails)
{
    std::map<std::string, standing> found;
    while (!emails.empty()) {
        // As by_twenties(); an empty address is nobody's.
        std::array<std::string_view, 20> some{};
        const auto count = std::min(some.size(), emails.size());
        std::copy_n(emails.begin(), count, some.begin());
        emails = emails.subspan(count);
        auto rows = std::apply(
            [&](const auto&... each) { return in.all<standing_of_email>(standings_of_emails, each...); }, some);
        for (auto& each : rows)
            found.emplace(std::move(each.email), standing{each.as, each.institution, each.company});
    }
    return found;
}

void drop_unconfirmed(db::connection& in, std::string_view email) { in.run(drop_unconfirmed_email, email); }

void change(db::connection& in, user_id who, const changed_user& to, timestamp now)
{
    in.run(update_user, to.name, to.phone, to.birth, to.gender, now, who);
    search_terms::put_anew(in, who);
}

} // namespace ahimmoyak::identity::accounts
