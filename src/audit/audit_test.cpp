#include "audit/csv.hpp"
#include "audit/log.hpp"

#include <doctest/doctest.h>

namespace ahimmoyak::audit {

TEST_CASE("identifiers of address and body are taken, texts and amounts are not")
{
    http::request in;
    in.captures.push_back({"courseProvideId", "7"});
    in.captures.push_back({"key", "abc"});
    in.body =
        R"({"employees":[3,4,"5"],"companyId":9,"deposit":1000000,"password":"secret","note":"hello","inner":{"userId":1}})";
    const auto all = subjects_of(in);
    REQUIRE(all.size() == 3);
    CHECK(all[0].name == "courseProvideId");
    CHECK(all[0].ids == std::vector<std::int64_t>{7});
    CHECK(all[1].name == "employees");
    CHECK(all[1].ids == std::vector<std::int64_t>{3, 4});
    CHECK(all[2].name == "companyId");

    in.body = "no JSON";
    CHECK(subjects_of(in).size() == 1);
    const std::string many = "{\"ids\":[" + [] {
        std::string numbers = "1";
        for (int i = 0; i < 1'000; ++i)
            numbers += ",2";
        return numbers;
    }() + "]}";
    in.body = many;
    CHECK(subjects_of(in).at(1).ids.size() == 100);
}

TEST_CASE("a spreadsheet does not run what people called themselves")
{
    entry one;
    one.user_name = "=HYPERLINK(\"x\")";
    one.action = "POST /v1/live";
    one.subjects = {{"courseProvideId", {7}}};
    const auto text = to_csv({one});
    CHECK(text.starts_with("\xEF\xBB\xBF"));
    CHECK(text.find("\"'=HYPERLINK(\"\"x\"\")\"") != text.npos);
    CHECK(text.find("\"courseProvideId 7\"") != text.npos);
    CHECK(text.ends_with("\r\n"));
}

} // namespace ahimmoyak::audit
