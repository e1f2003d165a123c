#include "identity/consents.hpp"

#include <algorithm>

namespace ahimmoyak::identity::consents {

namespace {

constexpr db::query insert{R"(
    INSERT INTO consent (user_id, document, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (user_id, document, version) DO NOTHING)"};
constexpr db::query all_of{R"(
    SELECT document, version, created_at AS agreed_at FROM consent
    WHERE user_id = $1 ORDER BY created_at DESC, document LIMIT 1000)"};

} // namespace

const std::vector<edition>& in_force()
{
    static const std::vector<edition> editions{{document::TERMS, "2026-11-23"}, {document::PRIVACY, "2026-11-26"}};
    return editions;
}

void agree(db::connection& in, user_id who, timestamp now)
{
    for (const auto& each : in_force())
        in.run(insert, who, each.document, each.version, now);
}

std::vector<consent> of(db::connection& in, user_id who) { return in.all<consent>(all_of, who); }

std::vector<edition> due(const std::vector<consent>& given)
{
    std::vector<edition> missing;
    for (const auto& each : in_force())
        if (std::none_of(given.begin(), given.end(), [&each](const consent& one) {
                return one.document == each.document && one.version == each.version;
            }))
            missing.push_back(each);
    return missing;
}

} // namespace ahimmoyak::identity::consents
