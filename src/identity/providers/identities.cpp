#include "identity/providers/identities.hpp"

namespace ahimmoyak::identity::providers::identities {

namespace {

constexpr db::query owner_of{"SELECT user_id FROM external_identity WHERE provider = $1 AND subject = $2"};
constexpr db::query insert{R"(
    INSERT INTO external_identity (provider, subject, user_id, email, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5))"};
constexpr db::query of_user{
    "SELECT provider, email, created_at FROM external_identity WHERE user_id = $1 ORDER BY provider"};
constexpr db::query remove_one{"DELETE FROM external_identity WHERE user_id = $1 AND provider = $2"};
constexpr db::query remove_of{"DELETE FROM external_identity WHERE user_id = $1"};

} // namespace

std::optional<user_id> owner(db::connection& in, std::string_view provider, std::string_view subject)
{
    return in.first<user_id>(owner_of, provider, subject);
}

void add(db::connection& in, user_id who, std::string_view provider, std::string_view subject, std::string_view email,
         timestamp now)
{
    in.run(insert, provider, subject, who, email.empty() ? std::nullopt : std::optional<std::string>{email}, now);
}

std::vector<linked> of(db::connection& in, user_id who) { return in.all<linked>(of_user, who); }

void remove(db::connection& in, user_id who, std::string_view provider) { in.run(remove_one, who, provider); }

void remove_all(db::connection& in, user_id who) { in.run(remove_of, who); }

} // namespace ahimmoyak::identity::providers::identities
