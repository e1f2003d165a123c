#include "certificates/records.hpp"

#include "base/problem.hpp"
#include "json/codec.hpp"

namespace ahimmoyak::certificates {

namespace {

struct kept_certificate {
    certificate_id id;
    offerings::course_provide_id course_provide_id;
    ahimmoyak::user_id user_id;
    std::string number;
    std::string code;
    std::string printed;
    timestamp issued_at{};
    std::optional<timestamp> revoked_at;
    std::optional<std::string> revocation_reason;
};
BOOST_DESCRIBE_STRUCT(kept_certificate, (),
                      (id, course_provide_id, user_id, number, code, printed, issued_at, revoked_at, revocation_reason))

constexpr db::query kept_of_user{R"(
    SELECT c.id AS id, c.course_provide_id AS course_provide_id, c.user_id AS user_id, c.number AS number, c.code AS code,
           c.printed AS printed, c.created_at AS issued_at, r.created_at AS revoked_at, r.reason AS revocation_reason
    FROM certificate c LEFT JOIN certificate_revocation r ON r.certificate_id = c.id
    WHERE c.user_id = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3)"};
constexpr db::query kept_of_offering{R"(
    SELECT c.id AS id, c.course_provide_id AS course_provide_id, c.user_id AS user_id, c.number AS number, c.code AS code,
           c.printed AS printed, c.created_at AS issued_at, r.created_at AS revoked_at, r.reason AS revocation_reason
    FROM certificate c LEFT JOIN certificate_revocation r ON r.certificate_id = c.id
    WHERE c.course_provide_id = $1 ORDER BY c.id)"};
constexpr db::query kept_by_id{R"(
    SELECT c.id AS id, c.course_provide_id AS course_provide_id, c.user_id AS user_id, c.number AS number, c.code AS code,
           c.printed AS printed, c.created_at AS issued_at, r.created_at AS revoked_at, r.reason AS revocation_reason
    FROM certificate c LEFT JOIN certificate_revocation r ON r.certificate_id = c.id WHERE c.id = $1)"};
constexpr db::query kept_by_code{R"(
    SELECT c.id AS id, c.course_provide_id AS course_provide_id, c.user_id AS user_id, c.number AS number, c.code AS code,
           c.printed AS printed, c.created_at AS issued_at, r.created_at AS revoked_at, r.reason AS revocation_reason
    FROM certificate c LEFT JOIN certificate_revocation r ON r.certificate_id = c.id WHERE c.code = $1)"};

certificate read(kept_certificate&& row)
{
    return {row.id,
            row.course_provide_id,
            row.user_id,
            std::move(row.number),
            std::move(row.code),
            json::decode<printed>(row.printed),
            row.issued_at,
            row.revoked_at,
            std::move(row.revocation_reason)};
}

std::vector<certificate> read(std::vector<kept_certificate>&& rows)
{
    std::vector<certificate> made;
    for (auto& each : rows)
        made.push_back(read(std::move(each)));
    return made;
}

problem no_certificate() { return not_found({"수료증", "the certificate"}); }

} // namespace

std::vector<certificate> certificates_of(db::connection& in, user_id who, std::int64_t before, std::int64_t most)
{
    return read(in.all<kept_certificate>(kept_of_user, who, before, most));
}

std::vector<certificate> certificates_in(db::connection& in, offerings::course_provide_id offering)
{
    return read(in.all<kept_certificate>(kept_of_offering, offering));
}

certificate own_certificate(db::connection& in, user_id who, certificate_id which)
{
    auto found = in.first<kept_certificate>(kept_by_id, which);
    if (!found || found->user_id != who)
        throw no_certificate();
    return read(*std::move(found));
}

certificate certificate_in(db::connection& in, offerings::course_provide_id offering, certificate_id which)
{
    auto found = in.first<kept_certificate>(kept_by_id, which);
    if (!found || found->course_provide_id != offering)
        throw no_certificate();
    return read(*std::move(found));
}

std::optional<certificate> find_by_code(db::connection& in, std::string_view code)
{
    auto found = in.first<kept_certificate>(kept_by_code, code);
    return found ? std::optional{read(*std::move(found))} : std::nullopt;
}

} // namespace ahimmoyak::certificates
