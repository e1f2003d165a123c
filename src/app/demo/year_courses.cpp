#include "app/demo/year.hpp"

#include <array>

namespace ahimmoyak::app {

namespace bj = boost::json;

namespace {

// The lessons of the year are texts that count for forty minutes each: hours of pictures would not fit into the
// program.
constexpr db::query lengthen{"UPDATE contents SET time_amount = 2400 WHERE course_id = $1 AND type = 'TEXT'"};

struct taught_course {
    std::string_view title;
    std::string_view introduction;
    std::string_view instructor;
    std::array<std::string_view, 4> lessons;
};

constexpr std::array<taught_course, 4> of_the_year{{
    {"화학물질 취급 실무",
     "다루고, 두고, 버리는 일을 안전하게.",
     "김한빛",
     {"표지와 그림 문자 읽기", "보호구 고르기", "보관과 운반", "새어 나왔을 때"}},
    {"현장 관리자의 소통",
     "말이 통하는 현장이 안전합니다.",
     "정보라",
     {"아침 조회 5분", "듣는 연습", "다툼이 있을 때", "칭찬과 지적"}},
    {"품질 개선 첫걸음", "불량을 줄이는 작은 습관.", "한도로", {"불량의 값", "원인 찾기", "고쳐 보기", "지켜 가기"}},
    {"직장 내 괴롭힘 예방",
     "서로 존중하는 일터를 위한 법과 약속.",
     "오세로",
     {"무엇이 괴롭힘인가", "보고 들었을 때", "신고와 조사", "다시 함께 일하기"}},
}};

bj::object text_document(std::string_view text)
{
    return {{"type", "doc"},
            {"content", bj::array{bj::object{{"type", "paragraph"},
                                             {"content", bj::array{bj::object{{"type", "text"}, {"text", text}}}}}}}};
}

std::string address(std::string_view before, const bj::value& id, std::string_view after = {})
{
    return std::string{before} + std::to_string(id.to_number<std::int64_t>()) + std::string{after};
}

task<bj::value> make_one(demo_client& as, const taught_course& what)
{
    auto made = co_await as.post(
        "/v1/courses", {{"title", what.title}, {"introduction", what.introduction}, {"instructor", what.instructor}});
    const auto at = address("/v1/courses/", made.at("id"));
    made = co_await as.post(at + "/curriculums", {{"title", "1장"}});
    const auto chapter = made.at("curriculums").as_array().front().at("id");
    for (const auto each : what.lessons) {
        made =
            co_await as.post(at + address("/curriculums/", chapter, "/contents"), {{"title", each}, {"type", "TEXT"}});
        const auto lesson = made.at("curriculums").as_array().front().at("contents").as_array().back().at("id");
        const auto text = std::string{each} + ": 현장에서 겪는 일을 하나씩 짚어 보고, 오늘 바로 해 볼 일을 정합니다.";
        co_await as.put(at + address("/contents/", lesson, "/body"), {{"document", text_document(text)}});
    }
    co_await as.post(at + "/state", {{"state", "AVAILABLE"}});
    co_return made.at("id");
}

} // namespace

task<std::vector<courses::course_id>> make_courses_of_the_year(installation& all, demo_client& as)
{
    std::vector<courses::course_id> made;
    for (const auto& each : of_the_year) {
        const auto id = co_await make_one(as, each);
        made.push_back({id.to_number<std::int64_t>()});
    }
    const auto work = [&](db::connection& in) {
        for (const auto each : made)
            in.run(lengthen, each);
    };
    co_await all.database().write(work);
    co_return made;
}

task<> fill_board(demo_client& as, bj::value offering, user_id manager, std::vector<user_id> trainees)
{
    const auto post = [&](std::string_view type, std::string_view title, std::string_view text) {
        return as.post(
            "/board/v1/courses",
            {{"type", type}, {"courseProvideId", offering}, {"title", title}, {"content", text_document(text)}});
    };
    const auto comment = [&](const bj::value& on, std::string_view text) {
        return as.post(address("/board/v1/", on.at("id"), "/comments"), {{"content", text_document(text)}});
    };
    co_await as.act_as(manager);
    co_await post("NOTICE", "과정을 시작합니다",
                  "이번 과정은 두 달 동안 진행합니다. 하루 한 차시씩 꾸준히 들어 주세요.");
    co_await post("NOTICE", "실시간 질의응답 안내",
                  "현장에서 겪은 위험을 하나씩 적어 오시면 강의에서 함께 살펴봅니다.");
    co_await as.act_as(trainees.at(0));
    const auto first = co_await post("QNA", "보호구는 얼마마다 바꾸나요?",
                                     "안전모에 금이 갔는데 겉으로는 멀쩡해 보입니다. 바꿔야 할까요?");
    co_await as.act_as(trainees.at(1));
    co_await comment(first, "저희 조는 충격을 한 번이라도 받으면 바꿉니다.");
    const auto second =
        co_await post("QNA", "자료를 내려받을 수 있나요?", "점검표를 인쇄해서 작업장에 붙이고 싶습니다.");
    co_await as.act_as(trainees.at(2));
    co_await post("QNA", "휴대전화로 들어도 시간이 인정되나요?", "교대 근무라 버스에서 듣는 일이 많습니다.");
    co_await as.act_as(manager);
    co_await comment(first, "금이 간 안전모는 바로 바꾸셔야 합니다. 충격을 받은 뒤에는 겉이 멀쩡해도 쓰지 마세요.");
    co_await comment(second, "네, 교재 화면의 내려받기로 저장해서 인쇄하시면 됩니다.");
}

} // namespace ahimmoyak::app
