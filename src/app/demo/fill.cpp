#include "app/demo/fill.hpp"

#include "app/demo/client.hpp"
#include "app/demo/exams.hpp"
#include "app/demo/files.hpp"
#include "app/demo/finished.hpp"
#include "app/demo/people.hpp"
#include "app/demo/year.hpp"
#include "identity/accounts.hpp"

#include <map>

namespace ahimmoyak::app {

namespace bj = boost::json;

namespace {

using people = std::map<std::string, user_id, std::less<>>;

bj::array ids_of(const people& all, int first, int last)
{
    bj::array ids;
    for (int i = first; i <= last; ++i)
        ids.push_back(all.find("trainee" + std::to_string(i))->second.value);
    return ids;
}

task<people> make_people(installation& all, std::string password)
{
    // One hash for all: they share the password, and thirty hashes are seconds.
    auto hash = co_await all.identity().passwords.hash(std::move(password));
    const auto now = all.time().now();
    auto make = [&](db::connection& in) {
        people made;
        for (const auto& each : demo_people()) {
            const identity::accounts::new_account what{each.login, each.name, each.login + "@example.kr", hash, {}, {},
                                                       {},         true};
            const auto who = identity::accounts::create_confirmed(in, what, now);
            if (each.role == "ADMIN")
                identity::accounts::set_standing(in, who, {role::ADMIN, {}, {}}, now);
            made.emplace(each.login, who);
        }
        return made;
    };
    co_return co_await all.database().write(make);
}

task<demo_company> company_of(installation& all, const people& everybody, user_id supervisor, int first, int last)
{
    const auto standing = co_await all.identity().standings.of(supervisor);
    demo_company made{standing.value().company.value(), {}};
    for (int i = first; i <= last; ++i)
        made.people.push_back(everybody.find("trainee" + std::to_string(i))->second);
    co_return made;
}

bj::object organisation(std::string_view name, std::string_view owner, std::string_view digits, std::string_view mail)
{
    return {{"name", name},
            {"ownerName", owner},
            {"businessNumber", business_number(digits)},
            {"email", mail},
            {"phone", "02-000-0000"}};
}

// The company asks nobody: its people ask it, and its supervisor says yes, as in real life.
task<> make_company(demo_client& as, const people& all, std::string supervisor, bj::object company, int first, int last)
{
    co_await as.act_as(all.find(supervisor)->second);
    const auto made = co_await as.post("/v1/students/visitor/companies", company);
    for (const auto& each : ids_of(all, first, last)) {
        co_await as.act_as(user_id{each.as_int64()});
        co_await as.post("/v1/students/visitor/companies/affiliations", {{"companyId", made.at("id")}});
    }
    co_await as.act_as(all.find(supervisor)->second);
    const auto waiting = co_await as.get("/v1/companies/affiliations?limit=100");
    for (const auto& each : waiting.at("items").as_array()) {
        const auto path =
            "/v1/companies/affiliations/" + std::to_string(each.at("id").to_number<std::int64_t>()) + "/response";
        co_await as.post(path, {{"accepted", true}});
    }
}

struct lesson {
    std::string title;
    std::string type;
    std::string file;
    std::string mime;
    std::string_view bytes;
    bj::object body{}; ///< of a lesson that has no file
};

struct chapter {
    std::string title;
    std::vector<lesson> lessons;
};

std::string path_of(std::string_view before, const bj::value& id, std::string_view after = {})
{
    return std::string{before} + std::to_string(id.to_number<std::int64_t>()) + std::string{after};
}

task<bj::value> add_lesson(demo_client& as, std::string course, bj::value to, lesson one)
{
    const auto at = path_of("/curriculums/", to);
    if (one.file.empty()) {
        const auto after = co_await as.post(course + at + "/contents", {{"title", one.title}, {"type", one.type}});
        for (const auto& chapter : after.at("curriculums").as_array())
            if (chapter.at("id") == to)
                co_return co_await as.put(
                    course + path_of("/contents/", chapter.at("contents").as_array().back().at("id"), "/body"),
                    one.body);
    }
    const auto key = co_await as.upload(one.file, one.mime, one.bytes);
    co_return co_await as.post(course + at + "/save", {{"title", one.title}, {"type", one.type}, {"key", key}});
}

task<bj::value> make_course(demo_client& as, bj::object about, std::vector<chapter> chapters, bool available,
                            std::string_view picture = {})
{
    auto course = co_await as.post("/v1/courses", about);
    const auto base = path_of("/v1/courses/", course.at("id"));
    for (const auto& each : chapters) {
        course = co_await as.post(base + "/curriculums", {{"title", each.title}});
        const auto to = course.at("curriculums").as_array().back().at("id");
        for (const auto& one : each.lessons)
            course = co_await add_lesson(as, base, to, one);
    }
    if (!picture.empty())
        co_await as.put_bytes(base + "/picture", picture);
    if (available)
        course = co_await as.post(base + "/state", {{"state", "AVAILABLE"}});
    co_return course.at("id");
}

bj::object said(std::string_view text, bj::array marks = {})
{
    bj::object made{{"type", "text"}, {"text", text}};
    if (!marks.empty())
        made["marks"] = std::move(marks);
    return made;
}
bj::object block(std::string_view type, bj::array inside, bj::object attributes = {})
{
    bj::object made{{"type", type}, {"content", std::move(inside)}};
    if (!attributes.empty())
        made["attrs"] = std::move(attributes);
    return made;
}
bj::object item(std::string_view text) { return block("listItem", {block("paragraph", {said(text)})}); }

bj::object what_to_do_in_an_accident()
{
    return block(
        "doc",
        {block("heading", {said("사고가 나면 먼저 할 일")}, {{"level", 2}}),
         block("paragraph", {said("당황하지 말고 "), said("멈추고, 알리고, 돕습니다", {bj::object{{"type", "bold"}}}),
                             said(". 순서를 외워 두면 몸이 먼저 움직입니다.")}),
         block("orderedList", {item("기계를 멈추고 주변 사람을 물러나게 합니다."),
                               item("119와 안전 관리자에게 알립니다. 위치와 다친 사람의 상태를 말합니다."),
                               item("배운 만큼만 응급 처치를 하고, 구급대가 오면 본 대로 전합니다.")}),
         block("blockquote",
               {block("paragraph",
                      {said("다친 사람을 함부로 옮기지 마세요. 더 큰 위험이 없을 때는 그 자리에서 기다립니다.")})})});
}

bj::object safety_introduction()
{
    return block("doc",
                 {block("paragraph", {said("제조 현장에서 꼭 알아야 할 안전 수칙을 "),
                                      said("짧은 영상과 글", {bj::object{{"type", "bold"}}}), said("로 익힙니다.")}),
                  block("bulletList", {item("작업 전 점검과 보호구"), item("화학물질 다루기"),
                                       item("사고가 났을 때 할 일, 실시간 질의응답")})});
}

std::vector<chapter> safety_chapters()
{
    using namespace demo_files;
    return {{"1장. 작업장 안전의 첫걸음",
             {{"작업장 안전의 첫걸음", "VIDEO", "safety-1.mp4", "video/mp4", first_video()},
              {"작업 전 안전 점검표", "MATERIAL", "checklist.pdf", "application/pdf", handout()},
              {"사고가 나면 먼저 할 일", "TEXT", "", "", {}, {{"document", what_to_do_in_an_accident()}}}}},
            {"2장. 화학물질 다루기",
             {{"화학물질 다루기", "VIDEO", "safety-2.mp4", "video/mp4", second_video()},
              {"물질안전보건자료 찾아보기",
               "LINK",
               "",
               "",
               {},
               {{"url", "https://example.kr/msds"},
                {"description", "우리 현장에서 쓰는 물질의 자료를 찾아 위험 표시를 확인해 보세요."}}}}},
            {"3장. 묻고 확인하기",
             {{"실시간 질의응답", "LIVE", "", "", {}, {{"description", "현장에서 겪은 위험을 함께 이야기합니다."}}},
              {"이해도 확인", "EXAM", "", "", {}, {{"description", "다섯 문제, 30분입니다."}}}}}};
}

std::vector<chapter> one_chapter(std::string title)
{
    return {{"1장. 들어가며", {{std::move(title), "VIDEO", "lesson.mp4", "video/mp4", demo_files::first_video()}}}};
}

task<bj::value> request(demo_client& as, user_id supervisor, bj::value course, date begin, int days, int heads,
                        std::int64_t deposit)
{
    co_await as.act_as(supervisor);
    const auto made = co_await as.post("/v1/companies/courseProvides",
                                       {{"courseId", course},
                                        {"beginDate", to_text(begin)},
                                        {"endDate", to_text(date{begin.value + std::chrono::days{days}})},
                                        {"attendeeCount", heads},
                                        {"deposit", deposit},
                                        {"note", "교대 근무가 있어 저녁 시간 수강이 많습니다."}});
    co_return made.at("id");
}

task<> answer(demo_client& as, user_id manager, const bj::value offering, bool accepted)
{
    co_await as.act_as(manager);
    bj::object what{{"accepted", accepted}};
    if (!accepted)
        what["reason"] = "해당 기간에는 강사 일정이 모두 찼습니다.";
    co_await as.post(path_of("/v1/institutions/", offering, "/response"), what);
}

task<> submit(demo_client& as, user_id supervisor, const bj::value offering, bj::array who)
{
    co_await as.act_as(supervisor);
    co_await as.post("/v1/companies/courseProvides/employees",
                     {{"courseProvideId", offering}, {"employees", std::move(who)}});
}

} // namespace

task<> fill_demonstration(installation& all, std::string password)
{
    const auto everybody = co_await make_people(all, std::move(password));
    const auto who = [&](std::string_view login) { return everybody.find(login)->second; };
    demo_client as{all};

    const auto manager = who("manager1");
    const auto factory = who("supervisor1");
    const auto carrier = who("supervisor2");
    co_await as.act_as(manager);
    auto institution = organisation("한빛직업훈련원", "김한빛", "999910001", "office@hanbit.example.kr");
    institution["certifiedNumber"] = "2026-0001";
    co_await as.post("/v1/institutions", institution);
    co_await ask_for_no_identity(all, manager);
    co_await make_company(as, everybody, "supervisor1",
                          organisation("가온제조", "이가온", "999920001", "hr@gaon.example.kr"), 1, 18);
    co_await make_company(as, everybody, "supervisor2",
                          organisation("누리물류", "박누리", "999920002", "hr@nuri.example.kr"), 19, 30);

    co_await as.act_as(manager);
    const auto safety = co_await make_course(
        as, {{"title", "산업안전보건 기초"}, {"introductionDocument", safety_introduction()}, {"instructor", "김한빛"}},
        safety_chapters(), true, demo_files::safety_picture());
    const auto privacy = co_await make_course(as,
                                              {{"title", "직장 내 개인정보 보호"},
                                               {"introduction", "일하면서 만나는 개인정보를 안전하게 다루는 법."},
                                               {"instructor", "정보라"}},
                                              one_chapter("개인정보란 무엇인가"), true, demo_files::privacy_picture());
    const auto forklift =
        co_await make_course(as,
                             {{"title", "물류 현장 지게차 안전"},
                              {"introduction", "지게차와 사람이 함께 일하는 현장의 안전."},
                              {"instructor", "한도로"}},
                             one_chapter("지게차 사고는 왜 생기는가"), true, demo_files::forklift_picture());
    co_await make_course(
        as, {{"title", "엑셀로 하는 업무 자동화"}, {"introduction", "준비 중인 과정입니다."}, {"instructor", "오세로"}},
        {}, false);

    const auto today = clock::day_of(all.time().now(), all.with().zone);
    const date next_month{today.value + std::chrono::days{30}};

    auto of_the_year = co_await make_courses_of_the_year(all, as);
    std::vector<demo_company> clients;
    clients.push_back(co_await company_of(all, everybody, factory, 1, 18));
    clients.push_back(co_await company_of(all, everybody, carrier, 19, 30));
    co_await fill_year(all, manager, std::move(of_the_year), std::move(clients));

    const auto running = co_await request(as, factory, safety, today, 60, 20, 1'800'000);
    co_await answer(as, manager, running, true);
    co_await submit(as, factory, running, ids_of(everybody, 1, 12));
    co_await as.act_as(manager);
    co_await as.post(path_of("/v1/institutions/", running, "/registration"), bj::object{});

    const auto finished = co_await request(as, factory, forklift, today, 30, 6, 600'000);
    co_await answer(as, manager, finished, true);
    co_await submit(as, factory, finished, ids_of(everybody, 13, 17));
    co_await as.act_as(manager);
    co_await as.post(path_of("/v1/institutions/", finished, "/registration"), bj::object{});
    std::vector<graduate> graduates{{who("trainee13"), 5, "현장에서 바로 쓸 수 있는 내용이라 좋았습니다."},
                                    {who("trainee14"), 4, "짧아서 쉬는 시간에 보기 편했습니다."},
                                    {who("trainee15"), 4, {}},
                                    {who("trainee16"), 2, "사례가 조금 더 있으면 좋겠습니다."}};
    const offerings::course_provide_id graduated{finished.to_number<std::int64_t>()};
    co_await study_course(all, graduated, graduates);
    if (all.runs("exams")) {
        const auto last =
            co_await open_demo_exam(all, as, manager, {forklift, 0, "지게차 안전 최종평가", "FINAL", 100});
        std::vector<user_id> takers;
        for (const auto& each : graduates)
            takers.push_back(each.who);
        co_await take_demo_exam(as, last, std::move(takers));
        co_await as.act_as(manager);
        const auto taught = co_await as.get(path_of("/v1/courses/", safety));
        const auto place = taught.at("curriculums").as_array().back().at("contents").as_array().back().at("id");
        co_await open_demo_exam(all, as, manager,
                                {safety, place.to_number<std::int64_t>(), "이해도 확인", "QUIZ", 100});
    }
    co_await finish_course(all, graduated, std::move(graduates));

    co_await fill_board(as, running, manager, {who("trainee1"), who("trainee2"), who("trainee3")});

    const auto submitted = co_await request(as, carrier, safety, next_month, 45, 10, 900'000);
    co_await answer(as, manager, submitted, true);
    co_await submit(as, carrier, submitted, ids_of(everybody, 19, 26));
    const auto accepted = co_await request(as, carrier, forklift, next_month, 30, 12, 1'200'000);
    co_await answer(as, manager, accepted, true);
    const auto declined = co_await request(as, factory, forklift, today, 14, 5, 300'000);
    co_await answer(as, manager, declined, false);
    co_await request(as, factory, privacy, next_month, 30, 18, 1'100'000);

    if (all.runs("live")) {
        const auto soon = all.time().now() + std::chrono::minutes{10};
        co_await as.act_as(manager);
        const auto taught = co_await as.get(path_of("/v1/courses/", safety));
        const auto place = taught.at("curriculums").as_array().back().at("contents").as_array().front().at("id");
        co_await as.post("/v1/live", {{"courseProvideId", running},
                                      {"contentId", place},
                                      {"title", "실시간 질의응답: 우리 현장의 위험 찾기"},
                                      {"instructor", "김한빛"},
                                      {"startTime", to_rfc3339(soon)},
                                      {"endTime", to_rfc3339(soon + std::chrono::hours{1})}});
    }
}

} // namespace ahimmoyak::app
