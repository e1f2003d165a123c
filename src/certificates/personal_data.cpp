#include "certificates/personal_data.hpp"

namespace ahimmoyak::certificates {

static constexpr db::query all_earned{R"(
    SELECT c.number AS number, c.code AS code, c.printed AS printed, c.created_at AS issued_at,
           r.created_at AS revoked_at, r.reason AS revocation_reason
    FROM certificate c LEFT JOIN certificate_revocation r ON r.certificate_id = c.id
    WHERE c.user_id = $1 ORDER BY c.id DESC LIMIT 10000)"};

std::vector<earned_certificate> earned_by(db::connection& in, user_id who)
{
    return in.all<earned_certificate>(all_earned, who);
}

} // namespace ahimmoyak::certificates
