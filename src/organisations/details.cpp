#include "organisations/details.hpp"

#include "base/problem.hpp"
#include "organisations/directory.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::organisations {

namespace {

constexpr db::query card_by_id{"SELECT id, name, certified_number, email, phone FROM institution WHERE id = $1"};
constexpr db::query update_institution{R"(
    UPDATE institution SET name = $1, owner_name = $2, business_number = $3, certified_number = $4, email = $5,
        phone = $6, version = version + 1, updated_at = $7
    WHERE id = $8
    RETURNING id, name, owner_name, business_number, certified_number, email, phone, created_at, version)"};
constexpr db::query update_company{R"(
    UPDATE company SET name = $1, owner_name = $2, business_number = $3, email = $4, phone = $5,
        version = version + 1, updated_at = $6
    WHERE id = $7 RETURNING id, name, owner_name, business_number, email, phone, created_at, version)"};

constexpr std::array<std::string_view, 30> free_mail{
    "naver.com",      "hanmail.net", "daum.net",       "kakao.com",   "nate.com",      "gmail.com",
    "googlemail.com", "outlook.com", "outlook.kr",     "hotmail.com", "hotmail.co.kr", "live.com",
    "live.co.kr",     "msn.com",     "yahoo.com",      "yahoo.co.kr", "icloud.com",    "me.com",
    "mac.com",        "proton.me",   "protonmail.com", "korea.com",   "empas.com",     "dreamwiz.com",
    "aol.com",        "gmx.com",     "mail.com",       "yandex.com",  "qq.com",        "163.com"};

void must_be_newest(std::int64_t version, std::optional<std::int64_t> based_on)
{
    if (based_on && *based_on != version)
        throw problem{412,
                      "changed_meanwhile",
                      {"그사이 다른 사람이 정보를 바꿨습니다. 새로 불러온 뒤 다시 고치세요.",
                       "Somebody changed the details meanwhile. Load them again, then make your change."}};
}

std::string_view domain_of(std::string_view email)
{
    const auto at = email.rfind('@');
    return at == std::string_view::npos ? std::string_view{} : email.substr(at + 1);
}

} // namespace

institution_card card_of(db::connection& in, institution_id which)
{
    auto found = in.first<institution_card>(card_by_id, which);
    if (!found)
        throw not_found({"기관", "this institution"});
    return std::move(*found);
}

institution change_institution(db::connection& in, institution_id which, std::optional<std::int64_t> based_on,
                               const new_institution& to, timestamp now)
{
    const auto before = find_institution(in, which);
    if (!before)
        throw not_found({"기관", "this institution"});
    must_be_newest(before->version, based_on);
    const auto certified = to.certified_number ? std::optional{to.certified_number->value} : std::nullopt;
    return in
        .first<institution>(update_institution, to.name, to.owner_name, to.business_number, certified, to.email,
                            to.phone, now, which)
        .value();
}

company change_company(db::connection& in, company_id which, std::optional<std::int64_t> based_on,
                       const new_company& to, timestamp now)
{
    const auto before = find_company(in, which);
    if (!before)
        throw not_found({"회사", "this company"});
    must_be_newest(before->version, based_on);
    return in.first<company>(update_company, to.name, to.owner_name, to.business_number, to.email, to.phone, now, which)
        .value();
}

bool of_the_same_domain(std::string_view company_email, std::string_view email)
{
    const auto domain = domain_of(company_email);
    return !domain.empty() && domain == domain_of(email) && std::ranges::find(free_mail, domain) == free_mail.end();
}

} // namespace ahimmoyak::organisations
