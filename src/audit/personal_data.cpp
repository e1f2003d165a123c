#include "audit/personal_data.hpp"

namespace ahimmoyak::audit {

static constexpr db::query all_of{
    "SELECT action, address, created_at AS at FROM audit_entry WHERE user_id = $1 ORDER BY id DESC LIMIT 10000"};

std::vector<own_entry> done_by(db::connection& in, user_id who) { return in.all<own_entry>(all_of, who); }

} // namespace ahimmoyak::audit
