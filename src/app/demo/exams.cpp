#include "app/demo/exams.hpp"

#include "identity/accounts.hpp"

namespace ahimmoyak::app {

namespace bj = boost::json;

namespace {

constexpr db::query banked_question{
    "SELECT id FROM question WHERE institution_id = $1 AND words = $2 AND removed_at IS NULL ORDER BY id LIMIT 1"};
constexpr db::query add_question{R"(
    INSERT INTO question (institution_id, kind, difficulty, points, words, user_id, version, created_at, updated_at)
    VALUES ($1, $2, 'MEDIUM', 20, $3, $4, 1, $5, $5) RETURNING id)"};
constexpr db::query add_question_version{R"(
    INSERT INTO question_version (question_id, document, user_id, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $4) RETURNING id)"};
constexpr db::query point_to_version{"UPDATE question SET version_id = $1 WHERE id = $2"};
constexpr db::query tag_question{R"(
    INSERT INTO question_tag (question_id, tag, institution_id, created_at, updated_at) VALUES ($1, '안전', $2, $3, $3))"};

struct asked {
    std::string words;
    std::vector<std::string> choices; ///< the first is right; none: `accepted` is
    std::string accepted;
};

std::vector<asked> demo_questions()
{
    return {{"작업장에서 사고가 났을 때 가장 먼저 할 일은?",
             {"기계를 멈추고 주변 사람을 물러나게 한다", "다친 사람을 바로 옮긴다", "사진을 찍어 둔다",
              "작업을 마저 끝낸다"},
             {}},
            {"화학물질의 위험성을 적어 둔 자료의 이름은?",
             {"물질안전보건자료(MSDS)", "작업일지", "근로계약서", "제품 안내서"},
             {}},
            {"지게차와 사람이 함께 다니는 통로에서 지킬 것은?",
             {"사람이 다니는 길을 따로 둔다", "경적을 울리지 않는다", "빠르게 지나간다", "짐을 높이 들고 다닌다"},
             {}},
            {"보호구를 고를 때 먼저 볼 것은?", {"작업의 위험에 맞는지", "색이 예쁜지", "값이 싼지", "가벼운지"}, {}},
            {"응급 상황에서 신고하는 전화번호를 쓰시오.", {}, "119"}};
}

bj::object document_of(const asked& one)
{
    bj::array choices;
    for (const auto& each : one.choices)
        choices.push_back(bj::object{{"text", each}, {"correct", choices.empty()}});
    bj::array accepted;
    if (!one.accepted.empty())
        accepted.push_back(bj::string{one.accepted});
    const bj::object text{{"type", "text"}, {"text", one.words}};
    const bj::object paragraph{{"type", "paragraph"}, {"content", bj::array{text}}};
    return {{"kind", one.choices.empty() ? "SHORT_ANSWER" : "CHOICE"},
            {"content", bj::object{{"type", "doc"}, {"content", bj::array{paragraph}}}},
            {"choices", choices},
            {"accepted", accepted},
            {"number", nullptr},
            {"tolerance", nullptr},
            {"rubric", bj::array{}},
            {"explanation", nullptr}};
}

std::int64_t add_to_bank(db::connection& in, institution_id of, user_id by, const asked& one, timestamp now)
{
    const auto document = document_of(one);
    const auto made =
        in.first<std::int64_t>(add_question, of, std::string{document.at("kind").as_string()}, one.words, by, now)
            .value();
    const auto version = in.first<std::int64_t>(add_question_version, made, bj::serialize(document), by, now).value();
    in.run(point_to_version, version, made);
    in.run(tag_question, made, of, now);
    return made;
}

std::int64_t number_of(const bj::value& from, std::string_view name) { return from.at(name).to_number<std::int64_t>(); }

// Knowing the right answers by their words, however the paper was shuffled.
bj::object response_to(const bj::value& question, bool right)
{
    bj::object said{{"choices", bj::array{}}, {"text", nullptr}, {"number", nullptr}};
    const auto& choices = question.at("choices").as_array();
    if (choices.empty()) {
        said["text"] = right ? "119" : "112";
        return said;
    }
    const auto is_right = [&](const bj::value& choice) {
        for (const auto& each : demo_questions())
            if (!each.choices.empty() && choice.at("text").as_string() == each.choices.front())
                return true;
        return false;
    };
    for (std::size_t at = 0; at < choices.size(); ++at)
        if (is_right(choices[at]) == right) {
            said["choices"] = bj::array{static_cast<std::int64_t>(at)};
            break;
        }
    return said;
}

} // namespace

task<std::int64_t> open_demo_exam(installation& all, demo_client& as, user_id manager, demo_exam what)
{
    const auto now = all.time().now();
    auto fill = [&](db::connection& in) {
        const auto of = identity::accounts::standing_of(in, manager)->institution.value();
        std::vector<std::int64_t> bank;
        for (const auto& each : demo_questions()) {
            const auto known = in.first<std::int64_t>(banked_question, of, each.words);
            bank.push_back(known ? *known : add_to_bank(in, of, manager, each, now));
        }
        return bank;
    };
    const auto bank = co_await all.database().write(fill);
    bj::array parts;
    for (const auto each : bank)
        parts.push_back(bj::object{{"questionId", each}, {"points", 20}});
    bj::object form{{"title", what.title},
                    {"kind", what.kind},
                    {"description", "교재와 영상에서 배운 것을 확인합니다. 차분히 읽고 답하세요."},
                    {"timeLimitMinutes", 30},
                    {"attempts", 2},
                    {"passPercent", 60},
                    {"weight", what.weight},
                    {"resultsShown", "ANSWERS_AT_ONCE"},
                    {"state", "OPEN"},
                    {"questions", std::move(parts)}};
    if (what.content_id > 0)
        form["contentId"] = what.content_id;
    co_await as.act_as(manager);
    const auto address = "/v1/" + std::to_string(what.course.to_number<std::int64_t>()) + "/create";
    const auto made = co_await as.post(address, std::move(form));
    co_return number_of(made, "id");
}

task<> take_demo_exam(demo_client& as, std::int64_t exam, std::vector<user_id> whom)
{
    const auto base = "/v1/exams/" + std::to_string(exam);
    std::size_t wrong = 0;
    for (const auto who : whom) {
        co_await as.act_as(who);
        const auto paper = co_await as.post(base + "/begin", bj::object{});
        bj::array answers;
        for (const auto& each : paper.at("questions").as_array())
            answers.push_back(bj::object{{"position", each.at("position")},
                                         {"response", response_to(each, answers.size() >= wrong)}});
        bj::object said{{"submissionId", paper.at("submissionId")}, {"answers", std::move(answers)}};
        co_await as.post(base + "/submit", std::move(said));
        wrong = std::min<std::size_t>(2, wrong + 1);
    }
}

} // namespace ahimmoyak::app
