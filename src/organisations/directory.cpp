#include "organisations/directory.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::organisations {

namespace {

constexpr db::query names_of_institutions{
    "SELECT id, name FROM institution WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::query names_of_companies{
    "SELECT id, name FROM company WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::query institution_by_id{R"(
    SELECT id, name, owner_name, business_number, certified_number, email, phone, created_at, version
    FROM institution WHERE id = $1)"};
constexpr db::query company_by_id{R"(
    SELECT id, name, owner_name, business_number, email, phone, created_at, version FROM company WHERE id = $1)"};
constexpr db::query active_employee{R"(
    SELECT id FROM affiliation WHERE company_id = $1 AND user_id = $2 AND state = 'APPROVED' AND is_supervisor = FALSE)"};
constexpr db::query managers{"SELECT user_id FROM manager WHERE institution_id = $1 ORDER BY user_id"};
constexpr db::query of_supervisors{R"(
    SELECT user_id FROM affiliation WHERE company_id = $1 AND state = 'APPROVED' AND is_supervisor = TRUE ORDER BY user_id)"};

template <class Id>
struct named {
    Id id;
    std::string name;
    BOOST_DESCRIBE_CLASS(named, (), (id, name), (), ())
};

template <class Id>
std::map<Id, std::string> names(db::connection& in, const db::query& q, std::span<const Id> which)
{
    std::map<Id, std::string> found;
    while (!which.empty()) {
        std::array<Id, 10> ids{};
        const auto count = std::min(ids.size(), which.size());
        std::copy_n(which.begin(), count, ids.begin());
        which = which.subspan(count);
        auto rows = std::apply([&](const auto&... each) { return in.all<named<Id>>(q, each...); }, ids);
        for (auto& each : rows)
            found.emplace(each.id, std::move(each.name));
    }
    return found;
}

} // namespace

std::map<institution_id, std::string> institution_names(db::connection& in, std::span<const institution_id> which)
{
    return names(in, names_of_institutions, which);
}

std::map<company_id, std::string> company_names(db::connection& in, std::span<const company_id> which)
{
    return names(in, names_of_companies, which);
}

std::optional<institution> find_institution(db::connection& in, institution_id which)
{
    return in.first<institution>(institution_by_id, which);
}

std::optional<company> find_company(db::connection& in, company_id which)
{
    return in.first<company>(company_by_id, which);
}

bool is_active_employee(db::connection& in, company_id of, user_id who)
{
    return in.first<affiliation_id>(active_employee, of, who).has_value();
}

std::vector<user_id> managers_of(db::connection& in, institution_id which) { return in.all<user_id>(managers, which); }

std::vector<user_id> supervisors_of(db::connection& in, company_id which)
{
    return in.all<user_id>(of_supervisors, which);
}

std::string containing(std::string_view part)
{
    std::string out{"%"};
    for (const char c : part) {
        if (c == '%' || c == '_' || c == '\\')
            out += '\\';
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out + "%";
}

} // namespace ahimmoyak::organisations
