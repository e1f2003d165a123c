#include "certificates/api.hpp"

#include "base/cursor.hpp"
#include "base/problem.hpp"
#include "certificates/code.hpp"
#include "certificates/masking.hpp"
#include "certificates/paper.hpp"
#include "certificates/records.hpp"

#include <fmt/format.h>

namespace ahimmoyak::certificates {

namespace {

struct own_certificates_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(own_certificates_query, (), (limit, cursor))

struct own_certificates {
    std::vector<certificate> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(own_certificates, (), (items, next_cursor))

struct paper_query {
    std::optional<ahimmoyak::language> language; ///< else that of the request
};
BOOST_DESCRIBE_STRUCT(paper_query, (), (language))

/// What anybody is told who has the code of a certificate: as much as confirms the paper that they have, no more.
struct confirmed_certificate {
    std::string number;
    std::string masked_name; ///< without its middle
    std::string course_title;
    std::string institution_name;
    date begin_date;
    date end_date;
    date issued_on;
    std::int64_t approved_seconds = 0;
    std::int64_t rules_version = 0;
    std::vector<requirement> requirements;
    std::optional<timestamp> revoked_at;
    std::optional<std::string> revocation_reason;
};
BOOST_DESCRIBE_STRUCT(confirmed_certificate, (),
                      (number, masked_name, course_title, institution_name, begin_date, end_date, issued_on,
                       approved_seconds, rules_version, requirements, revoked_at, revocation_reason))

task<own_certificates> list_own(module& m, caller who, http::query<own_certificates_query> asked)
{
    const auto from = cursor::from(asked->cursor);
    const auto before = from ? from->id : INT64_MAX;
    const auto limit = asked->limit.value;
    own_certificates page;
    page.items =
        co_await m.database.read([&](db::connection& in) { return certificates_of(in, who.user, before, limit + 1); });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    }
    co_return page;
}

task<http::response> send_own(module& m, caller who, http::incoming request,
                              http::path<"certificateId", certificate_id> which, http::query<paper_query> asked)
{
    m.papers.count(std::to_string(who.user.value), m.time.now());
    const auto found =
        co_await m.database.read([&](db::connection& in) { return own_certificate(in, who.user, which.value); });
    const auto speaks = asked->language.value_or(request->speaks);
    const auto address = address_for(m, *request.value);
    auto draw = [&] { return paper_of(found, speaks, address); };
    auto bytes = co_await m.drawing.run(draw);
    co_return pdf_answer(std::move(bytes), "certificate-" + found.number + ".pdf");
}

task<http::with_headers<confirmed_certificate>> confirm(module& m, http::incoming request,
                                                        http::path<"code", std::string> typed)
{
    m.confirmations.count(address_group(request->remote_address), m.time.now());
    const auto code = code::from_typed(typed.value);
    std::optional<certificate> found;
    if (code)
        found = co_await m.database.read([&](db::connection& in) { return find_by_code(in, *code); });
    if (!found)
        throw not_found({"이 코드의 수료증", "a certificate with this code"});
    const auto& paper = found->printed;
    http::with_headers<confirmed_certificate> answer{{found->number, masked(paper.name), paper.course_title,
                                                      paper.institution_name, paper.begin_date, paper.end_date,
                                                      paper.issued_on, paper.approved_seconds, paper.rules_version,
                                                      paper.requirements, found->revoked_at, found->revocation_reason},
                                                     {}};
    answer.headers.emplace_back("Cache-Control", "no-store");
    co_return answer;
}

} // namespace

std::string address_for(const module& m, const http::request& in)
{
    return m.public_address.empty() ? "http://" + std::string{in.header("host")} : m.public_address;
}

http::response pdf_answer(std::string bytes, const std::string& name)
{
    http::response answer{200, "application/pdf", std::move(bytes), {}};
    answer.with("Content-Disposition", "attachment; filename=\"" + name + "\"").with("Cache-Control", "no-store");
    return answer;
}

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    r.get("/v1/certificates", http::allow::signed_in, "The certificates one has earned", list_own);
    r.get("/v1/certificates/{certificateId}/pdf", http::allow::signed_in, "One of them as a PDF", send_own);
    r.get("/v1/verify/{code}", http::allow::anyone, "Whether a certificate is genuine, and still valid", confirm);
    add_offering_routes(r);
}

} // namespace ahimmoyak::certificates
