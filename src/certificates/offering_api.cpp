#include "base/problem.hpp"
#include "certificates/api.hpp"
#include "certificates/completion.hpp"
#include "certificates/issuing.hpp"
#include "certificates/paper.hpp"
#include "certificates/records.hpp"
#include "tables/zip.hpp"

#include <fmt/format.h>

#include <map>

namespace ahimmoyak::certificates {

namespace {

namespace enrolments = offerings::enrolments;
using in_offering = http::path<"courseProvideId", offerings::course_provide_id>;
using one_of_it = http::path<"certificateId", certificate_id>;

/// AWAITING_LECTURES: met so far, but lectures are to come whose attendance is asked for.
enum class certificate_state : std::uint8_t { NOT_YET, AWAITING_LECTURES, DUE, ISSUED, REVOKED };
BOOST_DESCRIBE_ENUM(certificate_state, NOT_YET, AWAITING_LECTURES, DUE, ISSUED, REVOKED)

struct trainee_certificate {
    ahimmoyak::user_id user_id;
    std::string name;
    certificate_state state = certificate_state::NOT_YET;
    std::vector<requirement> requirements; ///< as they stand now; on the day, when it is issued
    std::optional<certificates::certificate_id> certificate_id;
    std::optional<std::string> number;
    std::optional<std::string> code;
    std::optional<timestamp> issued_at;
    std::optional<timestamp> revoked_at;
    std::optional<std::string> revocation_reason;
};
BOOST_DESCRIBE_STRUCT(trainee_certificate, (),
                      (user_id, name, state, requirements, certificate_id, number, code, issued_at, revoked_at,
                       revocation_reason))

struct offering_certificates {
    offerings::course_provide_id course_provide_id;
    std::string course_title;
    std::string company_name;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    std::int64_t rules_version = 0;
    std::int64_t issued_count = 0;             ///< without those revoked
    std::vector<trainee_certificate> trainees; ///< by name
};
BOOST_DESCRIBE_STRUCT(offering_certificates, (),
                      (course_provide_id, course_title, company_name, state, rules_version, issued_count, trainees))

struct wished_revocation {
    text<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(wished_revocation, (), (reason))

struct offering_paper_query {
    std::optional<ahimmoyak::language> language; ///< else that of the request
};
BOOST_DESCRIBE_STRUCT(offering_paper_query, (), (language))

// The offering of the caller's institution, or of the company that pays.
enrolments::offering offering_of(db::connection& in, const caller& who, offerings::course_provide_id which)
{
    auto found = enrolments::find(in, which);
    if (!found || (who.as == role::MANAGER ? found->institution_id != who.of_institution()
                                           : found->company_id != who.of_company()))
        throw not_found({"과정", "the offering"});
    return *std::move(found);
}

certificate_state state_of(const standing& of)
{
    if (of.met())
        return certificate_state::DUE;
    const auto but_for_lectures = standing{of.enrollment, of.user, of.name, of.requirements, false};
    return but_for_lectures.met() ? certificate_state::AWAITING_LECTURES : certificate_state::NOT_YET;
}

offering_certificates look_at(db::connection& in, const enrolments::offering& of, timestamp now,
                              const std::string& zone)
{
    auto all = standings_of(in, of, now, zone);
    std::map<user_id, certificate> have;
    for (auto& each : certificates_in(in, of.id))
        have.emplace(each.user_id, std::move(each));
    offering_certificates made;
    made.course_provide_id = of.id;
    made.course_title = of.course_title;
    made.company_name = of.company_name;
    made.state = of.state;
    made.rules_version = all.measured_by.version;
    for (auto& each : all.trainees) {
        trainee_certificate row;
        row.user_id = each.user;
        row.state = state_of(each);
        row.name = std::move(each.name);
        row.requirements = std::move(each.requirements);
        if (const auto found = have.find(each.user); found != have.end()) {
            const auto& held = found->second;
            row.state = held.revoked_at ? certificate_state::REVOKED : certificate_state::ISSUED;
            row.requirements = held.printed.requirements;
            row.certificate_id = held.id;
            row.number = held.number;
            row.code = held.code;
            row.issued_at = held.issued_at;
            row.revoked_at = held.revoked_at;
            row.revocation_reason = held.revocation_reason;
            made.issued_count += held.revoked_at ? 0 : 1;
        }
        made.trainees.push_back(std::move(row));
    }
    return made;
}

task<offering_certificates> list(module& m, caller who, in_offering which)
{
    const auto now = m.time.now();
    co_return co_await m.database.read_long(
        [&](db::connection& in) { return look_at(in, offering_of(in, who, which.value), now, m.zone); });
}

task<http::response> send(module& m, caller who, http::incoming request, in_offering which, one_of_it one,
                          http::query<offering_paper_query> asked)
{
    m.papers.count(std::to_string(who.user.value), m.time.now());
    const auto found = co_await m.database.read(
        [&](db::connection& in) { return certificate_in(in, offering_of(in, who, which.value).id, one.value); });
    const auto speaks = asked->language.value_or(request->speaks);
    const auto address = address_for(m, *request.value);
    auto draw = [&] { return paper_of(found, speaks, address); };
    auto bytes = co_await m.drawing.run(draw);
    co_return pdf_answer(std::move(bytes), "certificate-" + found.number + ".pdf");
}

task<http::response> send_all(module& m, caller who, http::incoming request, in_offering which,
                              http::query<offering_paper_query> asked)
{
    const auto now = m.time.now();
    m.bundles.count(std::to_string(who.user.value), now);
    auto all = co_await m.database.read(
        [&](db::connection& in) { return certificates_in(in, offering_of(in, who, which.value).id); });
    std::erase_if(all, [](const certificate& each) { return each.revoked_at.has_value(); });
    if (all.empty())
        throw not_found({"발급된 수료증", "a certificate of this offering that is valid"});
    const auto speaks = asked->language.value_or(request->speaks);
    const auto address = address_for(m, *request.value);
    std::vector<tables::zip_entry> entries;
    timestamp newest{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};
    for (const auto& each : all) {
        // A name may hold anything; the number keeps two of the same apart.
        std::string name = each.printed.name;
        std::replace_if(name.begin(), name.end(), [](char c) { return c == '/' || c == '\\' || c == ':'; }, '_');
        entries.push_back(
            {each.number + " " + name + ".pdf", [&each, speaks, &address] { return paper_of(each, speaks, address); }});
        newest = std::max(newest, each.issued_at);
    }
    auto draw = [&] { return tables::write_zip(entries, newest); };
    auto made = co_await m.drawing.run(draw);
    if (!made)
        throw std::runtime_error{"an archive cannot be written; is there room for temporary files?"};
    http::response answer{200, "application/zip", http::file_range{made->descriptor, 0, made->size}, {}};
    answer.with("Content-Disposition", fmt::format("attachment; filename=\"certificates-{}.zip\"", which.value.value))
        .with("Cache-Control", "no-store");
    co_return answer;
}

task<certificate> revoke_one(module& m, caller who, in_offering which, one_of_it one, http::body<wished_revocation> in)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) {
        const auto of = offering_of(on, who, which.value);
        revoke(on, of.id, one.value, in->reason.value, who.user, now);
        return certificate_in(on, of.id, one.value);
    };
    co_return co_await m.database.write(work);
}

} // namespace

void add_offering_routes(http::routes<module>& r)
{
    constexpr auto staff = http::allow::only(role::MANAGER, role::SUPERVISOR).of_people();
    r.get("/v1/certificates/offerings/{courseProvideId}", staff,
          "Who of an offering has a certificate, and why not yet", list);
    r.get("/v1/certificates/offerings/{courseProvideId}/zip", staff,
          "All certificates of an offering as PDFs in one zip", send_all);
    r.get("/v1/certificates/offerings/{courseProvideId}/{certificateId}/pdf", staff,
          "A certificate of the offering as a PDF", send);
    r.post("/v1/certificates/offerings/{courseProvideId}/{certificateId}/revocation", http::allow::only(role::MANAGER),
           "Take a certificate back, for good", revoke_one);
}

} // namespace ahimmoyak::certificates
