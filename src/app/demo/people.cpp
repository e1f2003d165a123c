#include "app/demo/people.hpp"

#include <array>

namespace ahimmoyak::app {

namespace {

constexpr std::string_view institution = "한빛직업훈련원";
constexpr std::string_view factory = "가온제조";
constexpr std::string_view carrier = "누리물류";

constexpr std::array<std::string_view, 18> at_factory{"강민서", "고은채", "권도윤", "김나래", "김태오", "남지호",
                                                      "노하린", "류시우", "문가은", "박건우", "박소담", "백승아",
                                                      "서라온", "송이든", "신해솔", "안다온", "양준서", "오세빈"};
constexpr std::array<std::string_view, 12> at_carrier{"유하준", "윤새봄", "이가람", "이도현", "임서진", "장한결",
                                                      "전미르", "정다솜", "조은별", "최누리", "한여울", "황보람"};

} // namespace

const std::vector<demo_person>& demo_people()
{
    static const auto all = [] {
        std::vector<demo_person> people{
            {"admin", "운영자", "ADMIN", ""},
            {"manager1", "김한빛", "MANAGER", std::string{institution}},
            {"supervisor1", "이가온", "SUPERVISOR", std::string{factory}},
            {"supervisor2", "박누리", "SUPERVISOR", std::string{carrier}},
        };
        const auto add = [&people](std::string_view name, std::string_view company) {
            const auto number = people.size() - 3;
            people.push_back({"trainee" + std::to_string(number), std::string{name}, "EMPLOYEE", std::string{company}});
        };
        for (const auto name : at_factory)
            add(name, factory);
        for (const auto name : at_carrier)
            add(name, carrier);
        return people;
    }();
    return all;
}

// The check digit of Korean business registration numbers: weights 1 3 7 1 3 7 1 3 5, the ninth
// product's tens added once more.
std::string business_number(std::string_view nine_digits)
{
    static constexpr std::array<int, 9> weights{1, 3, 7, 1, 3, 7, 1, 3, 5};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (nine_digits[i] - '0') * weights[i];
    sum += (nine_digits[8] - '0') * 5 / 10;
    return std::string{nine_digits} + static_cast<char>('0' + (10 - sum % 10) % 10);
}

} // namespace ahimmoyak::app
