#include "identity/erasure.hpp"

#include "events/outbox.hpp"
#include "identity/email_changes.hpp"
#include "identity/events.hpp"
#include "identity/providers/identities.hpp"
#include "identity/second_factors.hpp"

namespace ahimmoyak::identity::erasure {

namespace {

constexpr db::query drop_codes{"DELETE FROM email_code WHERE user_id = $1"};
constexpr db::query drop_terms{"DELETE FROM user_term WHERE user_id = $1"};
constexpr db::query drop_resets{"DELETE FROM password_reset WHERE user_id = $1"};
// Neither is a username or an address that anybody could have: .invalid is nobody's domain (RFC 2606 §2).
constexpr db::query blank{R"(
    UPDATE users SET username = $1, email = $2, password_hash = NULL, phone = NULL, birth = NULL, gender = NULL,
                     language = NULL, role = 'NORMAL', institution_id = NULL, company_id = NULL, signed_in_at = NULL,
                     deleted_at = $3, name_kept_until = $4, updated_at = $3
    WHERE id = $5)"};
constexpr db::query blank_name{"UPDATE users SET name = '', updated_at = $1 WHERE id = $2"};
constexpr db::query blank_old_names{
    "UPDATE users SET name = '', name_kept_until = NULL, updated_at = $1 WHERE name_kept_until < $1"};

} // namespace

void erase(db::connection& in, user_id who, std::optional<timestamp> name_kept_until, timestamp now)
{
    const auto number = std::to_string(who.value);
    in.run(blank, "#" + number, "deleted-" + number + "@invalid", now, name_kept_until, who);
    if (!name_kept_until)
        in.run(blank_name, now, who);
    in.run(drop_codes, who);
    in.run(drop_resets, who);
    email_changes::drop(in, who);
    in.run(drop_terms, who);
    second_factors::remove(in, who);
    providers::identities::remove_all(in, who);
    events::publish(in, standing_changed{who}, who);
}

void tidy(db::connection& in, timestamp now) { in.run(blank_old_names, now); }

} // namespace ahimmoyak::identity::erasure
