#include "questions/gift.hpp"
#include "questions/import.hpp"
#include "questions/sheet.hpp"
#include "tables/csv.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::questions;

namespace {

question_document read_one(std::string_view gift)
{
    const auto sheet = questions_in(gift, question_file::GIFT);
    REQUIRE(sheet.lines.size() == 1);
    for (const auto& each : sheet.lines[0].issues)
        INFO(each.pointer << " " << each.code);
    REQUIRE(sheet.lines[0].outcome == question_import_outcome::ADD);
    return sheet.lines[0].question.document;
}

std::string codes_of(std::string_view bytes, question_file format = question_file::GIFT)
{
    std::string all;
    for (const auto& each : questions_in(bytes, format).lines) {
        all += std::to_string(each.row) + ":";
        for (const auto& wrong : each.issues)
            all += " " + wrong.code;
        all += "\n";
    }
    return all;
}

std::string words_of(const question_document& what) { return courses::plain_text_of(what.content); }

std::string choices_of(const question_document& what)
{
    std::string all;
    for (const auto& each : what.choices)
        all += (each.correct ? "=" : "~") + each.text.value + "|";
    return all;
}

written_question written(std::string_view kind, const std::string& more)
{
    auto one = json::decode<written_question>(
        R"({"document":{"kind":")" + std::string{kind} +
        R"(","content":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"{무엇} = ~\\ #1: a->b?"}]},{"type":"paragraph","content":[{"type":"text","text":"// 둘째 줄"}]}]},)" +
        more + R"(},"difficulty":"HARD","points":7,"tags":["안전","a]b\\c"]})");
    if (one.document.kind == question_kind::NUMERIC && !one.document.tolerance)
        one.document.tolerance = 0;
    return one;
}

std::vector<written_question> of_all_kinds()
{
    const std::string none = R"("choices":[],"accepted":[],"rubric":[])";
    return {
        written(
            "CHOICE",
            R"("accepted":[],"rubric":[],"choices":[{"text":"%50%반","correct":false},{"text":"=둘\n{셋}","correct":true},{"text":"[html]<b>","correct":false}],"explanation":"왜: #1\n둘째 줄")"),
        written(
            "CHOICE",
            R"("accepted":[],"rubric":[],"choices":[{"text":"참","correct":false},{"text":"거짓","correct":true}])"),
        written(
            "MULTIPLE_CHOICE",
            R"("accepted":[],"rubric":[],"choices":[{"text":"a, b","correct":true},{"text":"2","correct":false},{"text":"c","correct":true},{"text":"d","correct":true}])"),
        written("SHORT_ANSWER", R"("choices":[],"rubric":[],"accepted":["%MSDS","a|b","a->b","c\\d"])"),
        written("NUMERIC", none + R"(,"number":-3.14,"tolerance":0.005)"),
        written("NUMERIC", none + R"(,"number":1e21)"),
        written(
            "ESSAY",
            R"("choices":[],"accepted":[],"rubric":[{"title":"원인 1 | 둘","share":40},{"title":"대책","share":60}],"explanation":"해설")"),
    };
}

} // namespace

TEST_CASE("GIFT says choices, truth, short answers, numbers and essays")
{
    const auto choice = read_one("// the first\n::Q1:: [html]<p>Who&#39;s <b>buried</b> in &quot;Grant's "
                                 "tomb&quot;?</p><p>Say.</p>{\n~Napoleon #no\n=Grant\n~nobody}");
    CHECK(choice.kind == question_kind::CHOICE);
    CHECK(words_of(choice) == "Who's buried in \"Grant's tomb\"?\nSay.");
    CHECK(choices_of(choice) == "~Napoleon|=Grant|~nobody|");
    CHECK(choice.explanation->value == "Napoleon: no");

    const auto several = read_one("Which? {~%50%a ~%-100%b ~%50%c####Because\\: so}");
    CHECK(several.kind == question_kind::MULTIPLE_CHOICE);
    CHECK(choices_of(several) == "=a|~b|=c|");
    CHECK(several.explanation->value == "Because: so");

    CHECK(choices_of(read_one("The sun rises in the east. {T#wrong#right}")) == "=참|~거짓|");
    CHECK(choices_of(read_one("2 + 2 \\= 5 {FALSE}")) == "~참|=거짓|");

    CHECK(choices_of(read_one("Which is it {~a ~=b ~%50%c}?")) == "~a|=b|~c|");
    const auto of_moodle = read_one("// question: 666  name: Shortanswer\n::Shortanswer::[moodle]Which is the best "
                                    "animal?{\n\t=%100%[html]<p>Frog</p>#[html]<p>Good!</p>\n\t=%100%frog\n\t=%0%*#"
                                    "Completely wrong\n\t####[html]<p>General</p>\n}");
    CHECK(of_moodle.accepted.size() == 1);
    CHECK(of_moodle.explanation->value == "General\nFrog: Good!\n*: Completely wrong");

    const auto brief = read_one("Two plus {=two =2 =%50%deux} is four.");
    CHECK(brief.kind == question_kind::SHORT_ANSWER);
    CHECK(words_of(brief) == "Two plus _____ is four.");
    CHECK(brief.accepted.size() == 2);

    const auto number = read_one("Pi? {#3.14:0.01}");
    CHECK(*number.number == 3.14);
    CHECK(*number.tolerance == 0.01);
    const auto range = read_one("From 1 to 5? {#1..5}");
    CHECK(*range.number == 3);
    CHECK(*range.tolerance == 2);
    CHECK(*read_one("When? {#=%50%1821:2#near =1822:0#just so}").number == 1822);
    CHECK(read_one("Write about it. {}").kind == question_kind::ESSAY);
    CHECK(words_of(read_one("Braces \\{\\} and C:\\temp\\nnext {}")) == "Braces {} and C:\\temp\nnext");
}

TEST_CASE("GIFT has categories and tags, and each question that cannot be read is named by its line")
{
    const auto sheet = questions_in("\xEF\xBB\xBF$CATEGORY: $course$/top/안전 // 화재\r\n\r\nA? {T}\r\n\r\n"
                                    "// [id:7] [tag:x\\]y] [tag:안전]\r\nB? {F}\r\n\r\n$CATEGORY: 둘\r\nC? {}\r\n",
                                    question_file::GIFT);
    std::string tags;
    for (const auto& each : sheet.lines) {
        for (const auto& tag : each.question.tags)
            tags += tag.value + ",";
        tags += "\n";
    }
    CHECK(tags == "안전 / 화재,\nx]y,안전,안전 / 화재,\n둘,\n");

    CHECK(
        codes_of("Match {=a -> 1 =b -> 2}\n\nNo answer\n\nOpen {=a\n\nTwice {=a} {=b}\n\nNumber {#x}\n\nTwo right {=a "
                 "=b ~c}\n\nOne {=a ~a}\n\nPicture <img src\\=\"x\"> {T}\n\nPicture  {t}") ==
        "1: matching\n3: no_answer\n5: braces\n7: braces\n9: gift_number\n11: one_right\n13: twice\n15: "
        "pictures_left_out\n17: twice\n");
    CHECK_THROWS_AS(questions_in("\n// nothing\n\n", question_file::GIFT), problem);
    CHECK_THROWS_AS(questions_in("\xFF\xFF {T}", question_file::GIFT), problem);
    std::string many;
    for (int i = 0; i <= 2000; ++i)
        many += "Q" + std::to_string(i) + " {T}\n\n";
    CHECK_THROWS_AS(questions_in(many, question_file::GIFT), problem);
    CHECK(questions_in(std::string(400'000, '{') + "\n\nA {" + std::string(400'000, '=') + "}", question_file::GIFT)
              .lines.size() == 2);
}

TEST_CASE("GIFT of Moodle says what is said to other numbers, stars and letters by name")
{
    for (const std::string_view form : {"A number from 1 to 5? {#3:2~#Not at all}",
                                        "A number from 1 to 5? {#\n=3:2#Yes\n=%50%3:4\n~#Not at all\n}"}) {
        const auto number = read_one(form);
        CHECK(*number.number == 3);
        CHECK(*number.tolerance == 2);
        CHECK(number.explanation->value.find("Not at all") != std::string::npos);
    }
    CHECK(codes_of("Which hat? {=*hard hat* =helmet}\n\nWhich? {=frog =%0%*#no}\n\nWhich? {=\\*}\n\nWhich one? {=a "
                   "=%50%b}") == "1: wildcard_as_written\n3:\n5:\n7: partial_left_out\n");
    CHECK(words_of(read_one("[html]&ldquo;A&rdquo; &times; 2 &le; 90&deg; &rarr; &Omega; &nothing; {}")) ==
          "“A” × 2 ≤ 90° → Ω &nothing;");
    // The braces of a program that is shown are escaped, also on lines of their own.
    CHECK(words_of(read_one("[html]<p>What does it print?</p>\n<pre>\nvoid test() \\{\n  one();\n\\}\n</pre>\n{}")) ==
          "What does it print?\nvoid test() { one(); }");
}

TEST_CASE("a bank that is exported as GIFT is read as it was, but for what the format cannot say")
{
    const auto bank = of_all_kinds();
    const auto text = write_gift(bank);
    INFO(text);
    const auto back = questions_in(text, question_file::GIFT);
    REQUIRE(back.lines.size() == bank.size());
    for (std::size_t i = 0; i < bank.size(); ++i) {
        CAPTURE(i);
        auto expected = bank[i];
        expected.difficulty = difficulty::MEDIUM;
        expected.points = {};
        expected.document.rubric.items.clear();
        CHECK(back.lines[i].outcome == question_import_outcome::ADD);
        CHECK(json::encode(back.lines[i].question) == json::encode(expected));
    }
}

TEST_CASE("a bank that is exported as XLSX is read as it was")
{
    const auto bank = of_all_kinds();
    for (const auto in : {language::ko, language::en}) {
        const auto back = questions_in(*tables::write_xlsx(bank_sheets(bank, in)), question_file::TABLE);
        REQUIRE(back.lines.size() == bank.size());
        CHECK(back.ignored_columns.empty());
        for (std::size_t i = 0; i < bank.size(); ++i) {
            CAPTURE(i);
            CHECK(json::encode(back.lines[i].question) == json::encode(bank[i]));
        }
        const auto samples = questions_in(*tables::write_xlsx(template_sheets(in)), question_file::TABLE);
        CHECK(count_of(samples, question_import_outcome::ADD) == 5);
    }
}

TEST_CASE("spreadsheets of others are read by their headings")
{
    const std::string csv = "번호,문제 유형,문항(필수),선택지1,선택지2,선택지3,정답,배점,난이도,분류\n"
                            "1,객관식,무엇?,가,나,다,②,5,하,\"안전, 화재\"\n"
                            "2,,모두?,가,나,다,\"1, 3\",,,\n"
                            "3,OX,맞나?,,,,X,,상,\n"
                            "4,,몇?,,,,MSDS | SDS,,,\n"
                            "5,계산형,몇?,,,,\"1,234.5\",,,\n"
                            "6,서술형,왜?,,,,,,,\n";
    const auto sheet = questions_in(csv, question_file::TABLE);
    REQUIRE(count_of(sheet, question_import_outcome::ADD) == 6);
    CHECK(sheet.ignored_columns == std::vector<std::string>{"번호"});
    CHECK(choices_of(sheet.lines[0].question.document) == "~가|=나|~다|");
    CHECK(sheet.lines[0].question.points.value == 5);
    CHECK(sheet.lines[0].question.tags.size() == 2);
    CHECK(choices_of(sheet.lines[1].question.document) == "=가|~나|=다|");
    CHECK(choices_of(sheet.lines[2].question.document) == "~O|=X|");
    CHECK(sheet.lines[3].question.document.accepted.size() == 2);
    CHECK(*sheet.lines[4].question.document.number == 1234.5);
    CHECK(sheet.lines[5].question.document.kind == question_kind::ESSAY);

    CHECK(codes_of("문제,보기1,보기2,정답,배점,난이도,유형\nA,가,나,3,0,?,?\nB,가,가,1,,,\nC,가,나,,,,\n,가,나,1,,,\n",
                   question_file::TABLE) ==
          "2: kind no_such_choice points difficulty\n3: twice\n4: one_right\n5: required\n");
    CHECK_THROWS_AS(questions_in("이름,이메일\na,b\n", question_file::TABLE), problem);
    CHECK_THROWS_AS(questions_in("문제,정답\n", question_file::TABLE), problem);
}
