#include "app/demo/year.hpp"

#include "app/demo/people.hpp"
#include "app/demo/year_offering.hpp"
#include "certificates/issuing.hpp"
#include "identity/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>

namespace ahimmoyak::app {

namespace {

constexpr db::query add_company{R"(
    INSERT INTO company (name, owner_name, business_number, email, phone, created_at, updated_at)
    VALUES ($1, $2, $3, $4, '02-000-0000', $5, $5) RETURNING id)"};
constexpr db::query add_affiliation{R"(
    INSERT INTO affiliation (company_id, user_id, is_supervisor, state, since, created_at, updated_at)
    VALUES ($1, $2, $3, 'APPROVED', $4, $4, $4))"};
constexpr db::query last_event{"SELECT COALESCE(MAX(id), 0) AS id FROM outbox"};
// Nobody is told today what happened last year.
constexpr db::query forget_events{"DELETE FROM outbox WHERE id > $1"};

struct newcomer {
    std::string_view name;
    std::string_view owner;
    std::string_view digits;
    std::string_view mail;
    int people;
};
constexpr std::array<newcomer, 3> newcomers{{{"다온식품", "최다온", "999920003", "hr@daon.example.kr", 16},
                                             {"미르전자", "윤미르", "999920004", "hr@mir.example.kr", 22},
                                             {"소담건설", "한소담", "999920005", "hr@sodam.example.kr", 12}}};

// Names that are made of syllables are nobody's in particular.
std::string name_number(int at)
{
    static constexpr std::array<std::string_view, 12> family{"구", "나", "도", "마", "배", "변",
                                                             "선", "연", "우", "주", "탁", "하"};
    static constexpr std::array<std::string_view, 10> first{"가", "나", "다", "라", "새", "소", "아", "온", "하", "해"};
    static constexpr std::array<std::string_view, 7> last{"람", "늘", "솔", "윤", "진", "빛", "울"};
    const auto i = static_cast<std::size_t>(at);
    return fmt::format("{}{}{}", family[i % family.size()], first[i * 7 % first.size()], last[i * 3 % last.size()]);
}

user_id add_person(db::connection& in, const std::string& login, const std::string& name, role as, company_id of,
                   timestamp now)
{
    identity::accounts::new_account what{login, name, login + "@example.kr", {}};
    what.agreed = true;
    const auto who = identity::accounts::create_confirmed(in, what, now);
    identity::accounts::set_standing(in, who, {as, {}, of}, now);
    in.run(add_affiliation, of, who, as == role::SUPERVISOR, now);
    return who;
}

void add_newcomers(db::connection& in, std::vector<demo_company>& to, timestamp now)
{
    int number = 0;
    for (const auto& each : newcomers) {
        demo_company made;
        made.company =
            in.first<company_id>(add_company, each.name, each.owner, business_number(each.digits), each.mail, now)
                .value();
        add_person(in, fmt::format("officer{}", to.size() + 1), std::string{each.owner}, role::SUPERVISOR, made.company,
                   now);
        for (int i = 0; i < each.people; ++i, ++number)
            made.people.push_back(add_person(in, fmt::format("person{}", number + 1), name_number(number),
                                             role::EMPLOYEE, made.company, now));
        to.push_back(std::move(made));
    }
}

/// Draws that are the same on every machine: std's distributions are not.
class draws {
public:
    int below(int most) { return static_cast<int>(by_() % static_cast<std::uint32_t>(most)); }
    int between(int least, int most) { return least + below(most - least + 1); }

private:
    std::mt19937 by_{2'026};
};

// Most do well, some do half of it, few hardly begin.
student drawn(draws& by, user_id who)
{
    const auto kind = by.below(100);
    if (kind < 72)
        return {who, by.between(84, 100), by.between(85, 100), by.below(100) < 65 ? by.between(3, 5) : 0};
    if (kind < 92)
        return {who, by.between(45, 82), by.between(50, 90), by.below(100) < 20 ? by.between(2, 4) : 0};
    return {who, by.between(0, 35), by.between(0, 40), 0};
}

std::vector<past_offering> plan(const std::vector<courses::course_id>& taught,
                                const std::vector<demo_company>& companies, date today)
{
    draws by;
    std::vector<past_offering> all;
    for (int month = 12; month >= 0; --month) {
        // It goes up through the year, and down in summer and at its end.
        const auto count = 2 + (month < 9 ? 1 : 0) + (month % 5 == 2 ? 1 : 0);
        for (int i = 0; i < count; ++i) {
            past_offering one;
            const auto& company = companies[static_cast<std::size_t>(
                by.below(100) < 60 ? by.below(3) : by.below(static_cast<int>(companies.size())))];
            const auto popular =
                std::min(by.below(static_cast<int>(taught.size())), by.below(static_cast<int>(taught.size())));
            one.company = company.company;
            one.course = taught[static_cast<std::size_t>(popular)];
            one.begin = {today.value - std::chrono::days{month * 30 + by.below(25)}};
            one.end = {one.begin.value + std::chrono::days{by.between(28, 62)}};
            one.deposit = 10'000 * by.between(60, 240);
            one.has_lecture = by.below(100) < 75;
            auto people = company.people;
            for (std::size_t at = people.size(); at > 1; --at)
                std::swap(people[at - 1], people[static_cast<std::size_t>(by.below(static_cast<int>(at)))]);
            people.resize(std::min<std::size_t>(people.size(), static_cast<std::size_t>(by.between(6, 14))));
            for (const auto who : people)
                one.students.push_back(drawn(by, who));
            all.push_back(std::move(one));
        }
    }
    return all;
}

} // namespace

task<> fill_year(installation& all, user_id manager, std::vector<courses::course_id> taught,
                 std::vector<demo_company> companies)
{
    const auto now = all.time().now();
    const auto zone = all.with().zone;
    const auto today = clock::day_of(now, zone);
    const auto fill = [&](db::connection& in) {
        const auto before = in.first<std::int64_t>(last_event).value_or(0);
        auto clients = companies;
        add_newcomers(in, clients, now);
        // The first ones are those who come most often.
        std::rotate(clients.begin(), clients.begin() + 2, clients.begin() + 4);
        for (const auto& each : plan(taught, clients, today))
            add_past_offering(in, each, manager, today, zone);
        in.run(forget_events, before);
    };
    co_await all.database().write(fill);
    co_await analysis::refresh_unknown(all.analysis());
}

} // namespace ahimmoyak::app
