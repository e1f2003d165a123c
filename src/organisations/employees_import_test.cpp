#include "base/run.hpp"
#include "db/test_database.hpp"
#include "events/outbox.hpp"
#include "identity/accounts.hpp"
#include "identity/api.hpp"
#include "mail/api.hpp"
#include "organisations/api.hpp"
#include "organisations/employees_files.hpp"
#include "organisations/employees_import.hpp"
#include "organisations/invitations.hpp"
#include "organisations/membership.hpp"
#include "tables/csv.hpp"
#include "tables/read.hpp"
#include "tables/write.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::organisations;
using namespace std::chrono_literals;

namespace {

const timestamp noon{1'790'000'000'000ms};

import_sheet sheet_of(std::string_view csv) { return import_sheet_of(tables::read_csv(csv).value()); }

/// "row name email phone department: codes" for each line.
std::string said(const import_sheet& sheet)
{
    std::string all;
    for (const auto& each : sheet.lines) {
        all += fmt::format("{} {}|{}|{}|{}:", each.row, each.name, each.email, each.phone, each.department);
        for (const auto& wrong : each.issues)
            all += " " + wrong.pointer.substr(1) + "=" + wrong.code;
        all += "\n";
    }
    return all;
}

std::string refusal_of(std::string_view csv)
{
    try {
        sheet_of(csv);
    } catch (const problem& why) {
        return why.code();
    }
    return "taken";
}

} // namespace

TEST_CASE("columns are found by their headings, in either language and any order")
{
    const auto korean =
        sheet_of("사번,부서명,성명,E-Mail (필수),휴대폰 번호\n7,생산,김민수,Kim@Example.kr,1012345678\n");
    CHECK(said(korean) == "2 김민수|Kim@Example.kr|01012345678|생산:\n");
    CHECK(korean.lines.at(0).person.email.value == "kim@example.kr");
    CHECK(korean.ignored_columns == std::vector<std::string>{"사번"});
    CHECK(said(sheet_of("Name;Email address\nKim;kim@example.kr\n")) == "2 Kim|kim@example.kr||:\n");
    CHECK(refusal_of("이름,부서\n김,생산\n") == "headings");
    CHECK(refusal_of("김민수,kim@example.kr\n") == "headings");
    CHECK(refusal_of("이름,이메일,메일\n김,a@b.kr,a@b.kr\n") == "heading_twice");
    CHECK(refusal_of("이름,이메일\n") == "no_rows");
    CHECK(refusal_of("이름,이메일,메모\n,,x\n") == "no_rows");
}

TEST_CASE("each row is checked as the form is, and told by its number")
{
    const auto sheet = sheet_of("이름,이메일,전화번호,부서\n"
                                "김민수,kim@example.kr,02-123-4567,생산\n"
                                "\n"
                                ",lee@example.kr,,\n"
                                "박영희,park at example,12,\n"
                                "최고,KIM@example.kr,,\n"
                                "가나다라마바사아자차카타파하가나다라마바사,long@example.kr,,\n"
                                "\"\xC2\xA0정\xE3\x80\x80 하나 \",\" one@example.kr\n\",,\n");
    CHECK(said(sheet) == "2 김민수|kim@example.kr|02-123-4567|생산:\n"
                         "4 |lee@example.kr||: name=required\n"
                         "5 박영희|park at example|12|: email=email phone=phone\n"
                         "6 최고|KIM@example.kr||: email=twice\n"
                         "7 가나다라마바사아자차카타파하가나다라마바사|long@example.kr||: name=length\n"
                         "8 정 하나|one@example.kr||:\n");
    CHECK(count_of(sheet, import_outcome::ERROR) == 4);
    CHECK(sheet.lines.at(3).issues.at(0).message.en == "This address stands in row 2 already.");
}

TEST_CASE("the template is what can be imported")
{
    for (const auto in : {language::ko, language::en}) {
        auto sheets = import_template(in);
        sheets.at(0).rows.push_back({"김민수", "kim@example.kr", "01012345678", "생산"});
        const auto read = tables::read_table(tables::write_xlsx(sheets).value());
        CHECK(said(import_sheet_of(read.value())) == "2 김민수|kim@example.kr|01012345678|생산:\n");
    }
}

TEST_CASE("rows are judged by who is known already")
{
    std::vector<db::migration> all;
    for (auto part : {events::migrations(), mail::migrations(), identity::migrations(), organisations::migrations()})
        all.insert(all.end(), part.begin(), part.end());
    db::for_each_database(all, [](db::pool& db) {
        const auto person = [&](db::connection& in, const std::string& name) {
            return identity::accounts::create_confirmed(in, {name, name, name + "@example.kr", "hash"}, noon);
        };
        auto work = [&](db::connection& in) {
            const auto number = [](std::string_view digits) { return business_number::from(digits).value(); };
            const new_company form{{"한빛"}, {"박"}, number("1248100998"), {"a@b.kr"}, {"02-123-4567"}};
            const auto own = found_company(in, person(in, "boss"), form, noon).id;
            const new_company other{{"은빛"}, {"박"}, number("2208162517"), {"a@b.kr"}, {"02-123-4567"}};
            const auto foreign = found_company(in, person(in, "other"), other, noon).id;
            employ(in, own, person(in, "mine"), noon);
            person(in, "free");
            CHECK(invite(in, own, {{"손님"}, {"guest@example.kr"}, {}, {}}, "token", noon));
            CHECK_FALSE(invite(in, own, {{"손님"}, {"guest@example.kr"}, {}, {}}, "another", noon));
            CHECK(invite(in, foreign, {{"손님"}, {"theirs@example.kr"}, {}, {}}, "third", noon));

            auto sheet = sheet_of("이름,이메일\n가,boss@example.kr\n나,other@example.kr\n다,mine@example.kr\n"
                                  "라,free@example.kr\n마,guest@example.kr\n바,theirs@example.kr\n사,x\n");
            judge(in, own, sheet);
            CHECK(said(sheet) == "2 가|boss@example.kr||: email=already_employed\n"
                                 "3 나|other@example.kr||: email=belongs_elsewhere\n"
                                 "4 다|mine@example.kr||: email=already_employed\n"
                                 "5 라|free@example.kr||:\n"
                                 "6 마|guest@example.kr||: email=already_invited\n"
                                 "7 바|theirs@example.kr||:\n"
                                 "8 사|x||: email=email\n");
            CHECK(count_of(sheet, import_outcome::ADD) == 2);
            CHECK(count_of(sheet, import_outcome::UNCHANGED) == 3);
            CHECK(count_of(sheet, import_outcome::ERROR) == 2);
        };
        run(db.write(work));
    });
}
