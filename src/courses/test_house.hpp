#pragma once

#include "base/clock.hpp"
#include "base/run.hpp"
#include "courses/api.hpp"
#include "db/test_database.hpp"
#include "events/outbox.hpp"
#include "http/test_site.hpp"
#include "identity/api.hpp"
#include "json/schema.hpp"
#include "organisations/api.hpp"

#include <boost/json.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// For tests of this module and of those above it: two institutions, two companies, their people, and
/// a site to call.
namespace ahimmoyak::courses {

inline std::vector<db::migration> test_migrations(std::initializer_list<std::vector<db::migration>> above = {})
{
    std::vector<db::migration> all;
    const auto add = [&](const std::vector<db::migration>& some) { all.insert(all.end(), some.begin(), some.end()); };
    add(events::migrations());
    add(identity::migrations());
    add(organisations::migrations());
    add(migrations());
    for (const auto& each : above)
        add(each);
    return all;
}

struct test_house {
    static constexpr caller manager{{1}, {1}, role::MANAGER, institution_id{1}, {}};
    static constexpr caller colleague{{2}, {1}, role::MANAGER, institution_id{1}, {}};
    static constexpr caller other_manager{{3}, {1}, role::MANAGER, institution_id{2}, {}};
    static constexpr caller supervisor{{11}, {1}, role::SUPERVISOR, {}, company_id{1}};
    static constexpr caller other_supervisor{{12}, {1}, role::SUPERVISOR, {}, company_id{2}};
    /// Users 21 to 25 work for company 1, user 31 for company 2.
    static constexpr caller trainee(std::int64_t user)
    {
        return {{user}, {1}, role::EMPLOYEE, {}, company_id{user < 30 ? 1 : 2}};
    }

    db::pool& database;
    manual_clock time{timestamp_from("2026-11-23T03:00:00Z").value()}; ///< noon of the 23rd in Seoul
    http::router site;
    json::schema_book book;
    courses::module courses{database, time};

    explicit test_house(db::pool& on) : database{on}
    {
        add_routes(site, book, courses);
        run(database.write([](db::connection& in) {
            static constexpr db::query institution{
                R"(INSERT INTO institution (id, name, owner_name, business_number, email, phone, created_at, updated_at)
                   VALUES ($1, $2, 'Owner', $2, 'a@b.kr', '02', 0, 0))"};
            static constexpr db::query company{
                R"(INSERT INTO company (id, name, owner_name, business_number, email, phone, created_at, updated_at)
                   VALUES ($1, $2, 'Owner', $2, 'a@b.kr', '02', 0, 0))"};
            static constexpr db::query user{
                R"(INSERT INTO users (id, username, name, email, role, institution_id, company_id, confirmed, created_at, updated_at)
                   VALUES ($1, $2, $2, $2, $3, $4, $5, TRUE, 0, 0))"};
            in.run(institution, 1, "한빛교육원");
            in.run(institution, 2, "Second Institute");
            in.run(company, 1, "가나상사");
            in.run(company, 2, "Other Company");
            const auto person = [&](std::int64_t id, role as, std::optional<std::int64_t> of_institution,
                                    std::optional<std::int64_t> of_company) {
                in.run(user, id, "user" + std::to_string(id), as, of_institution, of_company);
            };
            for (const std::int64_t id : {1, 2})
                person(id, role::MANAGER, 1, {});
            person(3, role::MANAGER, 2, {});
            person(11, role::SUPERVISOR, {}, 1);
            person(12, role::SUPERVISOR, {}, 2);
            for (const std::int64_t id : {21, 22, 23, 24, 25})
                person(id, role::EMPLOYEE, {}, 1);
            person(31, role::EMPLOYEE, {}, 2);
        }));
    }

    struct answer {
        int status = 0;
        boost::json::value body;
        std::string text;
        std::vector<std::pair<std::string, std::string>> headers;

        /// A member by its JSON pointer.
        const boost::json::value& at(std::string_view pointer) const { return body.at_pointer(pointer); }
        std::int64_t number(std::string_view pointer) const { return at(pointer).to_number<std::int64_t>(); }
        std::string string(std::string_view pointer) const { return std::string{at(pointer).as_string()}; }
        std::size_t size(std::string_view pointer) const { return at(pointer).as_array().size(); }
        /// "409 illegal_state PENDING", or "200".
        std::string verdict() const
        {
            auto out = std::to_string(status);
            if (status < 400)
                return out;
            out += " " + string("/code");
            if (const auto* state = body.as_object().if_contains("state"))
                out.append(" ").append(state->as_string());
            return out;
        }
        /// The pointers and codes of a 422: "/title:length /endDate:before_begin".
        std::string issues() const
        {
            std::string out;
            if (const auto* list = body.as_object().if_contains("errors"))
                for (const auto& each : list->as_array())
                    out.append(out.empty() ? "" : " ")
                        .append(each.at("pointer").as_string())
                        .append(":")
                        .append(each.at("code").as_string());
            return out;
        }
        std::string header(std::string_view name) const
        {
            for (const auto& [each, value] : headers)
                if (each == name)
                    return value;
            return {};
        }
    };

    answer call(http::verb method, std::string_view target, const std::optional<caller>& as, std::string_view body = {},
                std::vector<std::pair<std::string, std::string>> headers = {})
    {
        headers.emplace_back("host", "lms.example.kr");
        auto got = http::call(site, method, target, as, body, std::move(headers));
        return {got.status, got.body.empty() ? boost::json::value{} : boost::json::parse(got.body), got.body,
                std::move(got.headers)};
    }
    answer get(std::string_view target, const caller& as) { return call(http::verb::get, target, as); }
    answer post(std::string_view target, const caller& as, std::string_view body)
    {
        return call(http::verb::post, target, as, body);
    }
    answer put(std::string_view target, const caller& as, std::string_view body, std::string_view if_match = {})
    {
        std::vector<std::pair<std::string, std::string>> headers;
        if (!if_match.empty())
            headers.emplace_back("if-match", if_match);
        return call(http::verb::put, target, as, body, std::move(headers));
    }
    answer remove(std::string_view target, const caller& as) { return call(http::verb::remove, target, as); }

    /// Runs a statement of the test's own.
    void sql(const db::query& statement)
    {
        run(database.write([&](db::connection& in) { in.run(statement); }));
    }
};

} // namespace ahimmoyak::courses
