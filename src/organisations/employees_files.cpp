#include "organisations/employees_files.hpp"

#include "base/clock.hpp"

namespace ahimmoyak::organisations {

namespace {

const words name_heading{"이름", "Name"};
const words email_heading{"이메일", "E-mail"};
const words phone_heading{"전화번호", "Phone"};
const words department_heading{"부서", "Department"};

} // namespace

std::vector<tables::sheet> import_template(language in)
{
    tables::sheet people{words{"직원", "Employees"}.in(in),
                         {{name_heading.in(in), 16},
                          {email_heading.in(in), 32},
                          {phone_heading.in(in), 18},
                          {department_heading.in(in), 20}},
                         {},
                         false};
    tables::sheet guide{words{"작성 안내", "How to fill it in"}.in(in),
                        {{words{"열", "Column"}.in(in), 16}, {words{"쓰는 법", "What goes there"}.in(in), 80}},
                        {},
                        false};
    const auto line = [&](const words& column, const words& says) {
        guide.rows.push_back({column.in(in), says.in(in)});
    };
    line(name_heading, {"꼭 적으세요. 20자까지.", "Needed. At most 20 characters."});
    line(email_heading, {"꼭 적으세요. 이 주소로 초대 메일이 갑니다. 한 사람에 주소 하나.",
                         "Needed. The invitation goes there. One address for each person."});
    line(phone_heading, {"비워도 됩니다. 예: 010-1234-5678", "May be empty. For example 010-1234-5678"});
    line(department_heading, {"비워도 됩니다. 50자까지.", "May be empty. At most 50 characters."});
    line({"", ""}, {"첫 시트의 제목 줄은 그대로 두고 둘째 줄부터 적으세요. 한 번에 2,000명까지 올릴 수 있습니다.",
                    "Leave the headings of the first sheet as they are and begin in the second row. At most 2,000 "
                    "people at a time."});
    return {std::move(people), std::move(guide)};
}

std::vector<tables::sheet> people_sheets(const std::vector<employee>& people, const std::vector<invitation>& invited,
                                         const std::string& zone, language in)
{
    tables::sheet list{words{"직원", "Employees"}.in(in),
                       {{name_heading.in(in), 16},
                        {email_heading.in(in), 32},
                        {words{"아이디", "Username"}.in(in), 20},
                        {department_heading.in(in), 20},
                        {words{"구분", "Role"}.in(in), 12},
                        {words{"상태", "State"}.in(in), 14},
                        {words{"소속·초대한 날", "Since, or invited on"}.in(in), 18}},
                       {}};
    list.rows.reserve(people.size() + invited.size());
    const auto day = [&](timestamp at) { return to_text(clock::day_of(at, zone)); };
    for (const auto& each : people)
        list.rows.push_back(
            {each.name, each.email, each.username, each.department.value_or(""),
             (each.is_supervisor ? words{"담당자", "Training officer"} : words{"직원", "Employee"}).in(in),
             words{"소속", "Member"}.in(in), day(each.since)});
    for (const auto& each : invited)
        list.rows.push_back({each.name, each.email, "", each.department.value_or(""), words{"직원", "Employee"}.in(in),
                             (each.state == invitation_state::WAITING ? words{"초대함", "Invited"}
                                                                      : words{"초대 만료", "Invitation expired"})
                                 .in(in),
                             day(each.sent_at)});
    return {std::move(list)};
}

} // namespace ahimmoyak::organisations
