#include "identity/search_terms.hpp"

namespace ahimmoyak::identity::search_terms {

namespace {

constexpr db::query drop{"DELETE FROM user_term WHERE user_id = $1"};
constexpr db::query insert{R"(
    INSERT INTO user_term (user_id, company_id, term)
    WITH RECURSIVE part (user_id, company_id, kind, before, term) AS (
        SELECT u.id, COALESCE(u.company_id, 0), k.kind, '',
               CASE k.kind WHEN 1 THEN lower(u.name) WHEN 2 THEN u.username ELSE u.email END
        FROM users u CROSS JOIN (SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT 3) k
        WHERE u.id = $1
        UNION ALL
        SELECT user_id, company_id, kind, substr(term, 1, 1), substr(term, 2) FROM part WHERE length(term) > 1)
    SELECT DISTINCT user_id, company_id, term FROM part
    WHERE kind = 1 OR before IN ('', '.', '_', '-', '+', '@'))"};

} // namespace

void put_anew(db::connection& in, user_id who)
{
    in.run(drop, who);
    in.run(insert, who);
}

stretch of(std::string_view search)
{
    stretch all;
    for (const char c : search)
        all.from += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    all.until = all.from + "\xF4\x8F\xBF\xBF"; // the last character there is
    return all;
}

} // namespace ahimmoyak::identity::search_terms
