#pragma once

#include "exams/api.hpp"
#include "exams/attempt.hpp"
#include "exams/keeping.hpp"
#include "json/codec.hpp"
#include "learning/test_classroom.hpp"
#include "questions/api.hpp"

/// For tests of this module and of those above it: a running offering of company 1 with users 21 and 22, and exams of
/// questions that it makes itself.
namespace ahimmoyak::exams {

inline std::vector<db::migration> test_migrations(std::initializer_list<std::vector<db::migration>> above = {})
{
    std::vector<db::migration> all = learning::test_migrations();
    const auto add = [&](const std::vector<db::migration>& more) { all.insert(all.end(), more.begin(), more.end()); };
    add(questions::migrations());
    add(exams::migrations());
    for (const auto& each : above)
        add(each);
    return all;
}

struct hall : learning::classroom {
    exams::module taken{database, time, m.identity_methods, "Asia/Seoul"};
    std::int64_t offering = 0;

    explicit hall(db::pool& on) : classroom{on}
    {
        exams::add_routes(site, book, taken);
        offering = running();
        // The rules of these exams are their own.
        put("/v1/institutions/learning-rules", manager,
            R"({"nextLessonOpensAtPercent":0,"identityCheckEvery":0,"midtermOpensAtPercent":0,"finalOpensAtPercent":0})");
    }

    /// A question of the first institution's bank.
    std::int64_t question(std::string_view document, std::string_view kind = "CHOICE",
                          std::optional<std::string_view> tag = {}, std::string_view difficulty = "MEDIUM")
    {
        return run(database.write([&](db::connection& in) {
            static constexpr db::query add{R"(
                INSERT INTO question (institution_id, kind, difficulty, points, words, user_id, version, created_at, updated_at)
                VALUES (1, $1, $2, 1, 'words', 1, 1, 0, 0) RETURNING id)"};
            static constexpr db::query version{R"(
                INSERT INTO question_version (question_id, document, user_id, created_at, updated_at)
                VALUES ($1, $2, 1, 0, 0) RETURNING id)"};
            static constexpr db::query point{"UPDATE question SET version_id = $1 WHERE id = $2"};
            static constexpr db::query tagged{R"(
                INSERT INTO question_tag (question_id, tag, institution_id, created_at, updated_at)
                VALUES ($1, $2, 1, 0, 0))"};
            const auto made = in.first<std::int64_t>(add, kind, difficulty).value();
            in.run(point, in.first<std::int64_t>(version, made, document).value(), made);
            if (tag)
                in.run(tagged, made, *tag);
            return made;
        }));
    }
    /// Of four choices; the second is right.
    std::int64_t choice_question(std::optional<std::string_view> tag = {})
    {
        return question(
            R"({"kind":"CHOICE","content":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"물음"}]}]},)"
            R"("choices":[{"text":"가","correct":false},{"text":"나","correct":true},{"text":"다","correct":false},)"
            R"({"text":"라","correct":false}],"accepted":[],"number":null,"tolerance":null,"rubric":[],"explanation":"나입니다"})",
            "CHOICE", tag);
    }
    std::int64_t essay_question()
    {
        return question(
            R"({"kind":"ESSAY","content":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"쓰시오"}]}]},)"
            R"("choices":[],"accepted":[],"number":null,"tolerance":null,"rubric":[{"title":"핵심","share":100}],"explanation":null})",
            "ESSAY");
    }

    /// An open exam of these questions, 10 points each, in their order; `more` adds members of the form.
    answer make_exam(const std::vector<std::int64_t>& of, std::string_view more = {})
    {
        std::string parts;
        for (const auto each : of)
            parts += fmt::format(R"({}{{"questionId":{},"points":10}})", parts.empty() ? "" : ",", each);
        return post(
            fmt::format("/v1/{}/create", course), manager,
            fmt::format(
                R"({{"title":"시험","kind":"FINAL","state":"OPEN","shuffleQuestions":false,"shuffleChoices":false,{}"questions":[{}]}})",
                more, parts));
    }
    std::int64_t open_exam(const std::vector<std::int64_t>& of, std::string_view more = {})
    {
        return make_exam(of, more).number("/id");
    }

    answer begin(std::int64_t exam, const caller& who)
    {
        return post(fmt::format("/v1/exams/{}/begin", exam), who, "{}");
    }
    static std::string choosing(std::int64_t which)
    {
        return fmt::format(R"({{"choices":[{}],"text":null,"number":null}})", which);
    }
    static std::string writing(std::string_view text)
    {
        return fmt::format(R"({{"choices":[],"text":"{}","number":null}})", text);
    }
    answer save(std::int64_t exam, std::int64_t submission, std::int64_t position, std::int64_t revision,
                std::string_view response, const caller& who)
    {
        return put(fmt::format("/v1/exams/{}/answers/{}", exam, position), who,
                   fmt::format(R"({{"submissionId":{},"revision":{},"response":{}}})", submission, revision, response));
    }
    answer submit(std::int64_t exam, std::int64_t submission, const caller& who)
    {
        return post(fmt::format("/v1/exams/{}/submit", exam), who, fmt::format(R"({{"submissionId":{}}})", submission));
    }
    /// The trainee takes the exam with these responses, one for each question, and hands it in: the attempt's id.
    std::int64_t take(std::int64_t exam, const caller& who, const std::vector<std::string>& responses)
    {
        const auto id = begin(exam, who).number("/submissionId");
        for (std::size_t at = 0; at < responses.size(); ++at)
            save(exam, id, static_cast<std::int64_t>(at) + 1, 1, responses[at], who);
        submit(exam, id, who);
        return id;
    }
};

} // namespace ahimmoyak::exams
