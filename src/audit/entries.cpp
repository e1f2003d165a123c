#include "audit/entries.hpp"

#include "json/codec.hpp"
#include "organisations/directory.hpp"

namespace ahimmoyak::audit {

namespace {

constexpr db::query insert{R"(
    INSERT INTO audit_entry (user_id, role, institution_id, company_id, action, subjects, address, request, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9))"};
constexpr db::query matching{R"(
    SELECT a.id, a.created_at AS at, a.user_id, u.name AS user_name, u.username, a.role, a.action, a.subjects,
           a.address, a.request
    FROM audit_entry a LEFT JOIN users u ON u.id = a.user_id
    WHERE a.id < $1 AND a.created_at >= $2 AND a.created_at < $3 AND ($4 = '' OR a.action = $4)
      AND ($5 = '%' OR lower(u.name) LIKE $5 ESCAPE '\' OR u.username LIKE $5 ESCAPE '\' OR u.email LIKE $5 ESCAPE '\')
    ORDER BY a.id DESC LIMIT $6)"};

struct row {
    entry_id id;
    timestamp at{};
    std::optional<user_id> user_id;
    std::optional<std::string> user_name;
    std::optional<std::string> username;
    std::optional<ahimmoyak::role> role;
    std::string action;
    std::string subjects;
    std::string address;
    std::string request;
    BOOST_DESCRIBE_CLASS(row, (), (id, at, user_id, user_name, username, role, action, subjects, address, request), (),
                         ())
};

} // namespace

void keep(db::connection& in, const note& what, timestamp now)
{
    const auto subjects = json::encode(what.subjects);
    in.run(insert, what.user, what.as, what.institution, what.company, what.action, subjects, what.address,
           what.request, now);
}

std::vector<entry> find(db::connection& in, const filter& which, entry_id before, std::int64_t limit)
{
    const auto person = which.person.empty() ? std::string{"%"} : organisations::containing(which.person);
    std::vector<entry> found;
    for (auto& each : in.all<row>(matching, before, which.from, which.until, which.action, person, limit))
        found.push_back({each.id, each.at, each.user_id, std::move(each.user_name), std::move(each.username), each.role,
                         std::move(each.action), json::decode<std::vector<subject>>(each.subjects),
                         std::move(each.address), std::move(each.request)});
    return found;
}

} // namespace ahimmoyak::audit
