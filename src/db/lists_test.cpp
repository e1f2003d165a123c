#include "base/run.hpp"
#include "db/lists.hpp"
#include "db/test_database.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;

namespace {

const std::vector<db::migration> cities{{"test/0001_cities", R"(
    CREATE TABLE city (id BIGINT PRIMARY KEY, name TEXT, large BOOLEAN NOT NULL, visited TEXT);
)"}};

constexpr auto put_cities = db::from_rows<R"(
    INSERT INTO city (id, name, large, visited)
    SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS TEXT), CAST(value ->> 2 AS BOOLEAN), CAST(value ->> 3 AS TEXT))",
                                          R"(
    WHERE TRUE ON CONFLICT (id) DO UPDATE SET name = excluded.name, large = excluded.large, visited = excluded.visited)">();
constexpr auto some_cities = db::one_of_listed<"SELECT id, name, large, visited FROM city WHERE id", " ORDER BY id">();

struct city {
    id<struct city_tag> id;
    std::optional<std::string> name;
    bool large = false;
    std::optional<date> visited;
    bool operator==(const city&) const = default;
};
BOOST_DESCRIBE_STRUCT(city, (), (id, name, large, visited))

} // namespace

TEST_CASE("rows go in and are asked for by one statement each, whatever they say")
{
    db::for_each_database(cities, [](db::pool& on) {
        const std::vector<city> all{{{1}, "서울 \"특별\"시\\\n\t\x01", true, date_from("2026-11-27")},
                                    {{2}, std::nullopt, false, std::nullopt},
                                    {{-3}, "'); DROP TABLE city; --", true, std::nullopt}};
        const auto put = [&] {
            db::row_list rows;
            for (const auto& each : all)
                rows.add(each.id, each.name, each.large, each.visited);
            run(on.write([&](db::connection& in) { CHECK(in.run(put_cities, rows.text()) == 3); }));
        };
        put();
        put();
        run(on.read([&](db::connection& in) {
            using ids = std::vector<decltype(city::id)>;
            CHECK(in.all<city>(some_cities, db::id_list{ids{{1}, {2}, {99}}}) == std::vector{all[0], all[1]});
            CHECK(in.all<city>(some_cities, db::id_list{ids{{-3}}}) == std::vector{all[2]});
            CHECK(in.all<city>(some_cities, db::id_list{ids{}}).empty());
        }));
        run(on.write([&](db::connection& in) { CHECK(in.run(put_cities, db::row_list{}.text()) == 0); }));
    });
}
