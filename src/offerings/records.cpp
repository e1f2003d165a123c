#include "offerings/records.hpp"

#include "base/random.hpp"
#include "events/outbox.hpp"

#include <algorithm>

namespace ahimmoyak::offerings {

namespace {

// One statement reads a page with its names. Each list has an index that it walks backwards, so the
// cost is that of the rows shown, however many there are.
static constexpr db::query page_of_institution{
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, i.name AS institution_name,
              p.company_id AS company_id, k.name AS company_name, p.begin_date AS begin_date, p.end_date AS end_date,
              p.attendee_count AS attendee_count, p.deposit AS deposit, p.created_at AS created_at
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN institution i ON i.id = p.institution_id
            JOIN company k ON k.id = p.company_id
       WHERE p.institution_id = $1 AND p.id < $2 ORDER BY p.id DESC LIMIT $3)"};

static constexpr db::query page_of_institution_by_state{
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, i.name AS institution_name,
              p.company_id AS company_id, k.name AS company_name, p.begin_date AS begin_date, p.end_date AS end_date,
              p.attendee_count AS attendee_count, p.deposit AS deposit, p.created_at AS created_at
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN institution i ON i.id = p.institution_id
            JOIN company k ON k.id = p.company_id
       WHERE p.institution_id = $1 AND p.state = $2 AND p.id < $3 ORDER BY p.id DESC LIMIT $4)"};

static constexpr db::query page_of_company{
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, i.name AS institution_name,
              p.company_id AS company_id, k.name AS company_name, p.begin_date AS begin_date, p.end_date AS end_date,
              p.attendee_count AS attendee_count, p.deposit AS deposit, p.created_at AS created_at
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN institution i ON i.id = p.institution_id
            JOIN company k ON k.id = p.company_id
       WHERE p.company_id = $1 AND p.id < $2 ORDER BY p.id DESC LIMIT $3)"};

static constexpr db::query page_of_company_by_state{
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, i.name AS institution_name,
              p.company_id AS company_id, k.name AS company_name, p.begin_date AS begin_date, p.end_date AS end_date,
              p.attendee_count AS attendee_count, p.deposit AS deposit, p.created_at AS created_at
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN institution i ON i.id = p.institution_id
            JOIN company k ON k.id = p.company_id
       WHERE p.company_id = $1 AND p.state = $2 AND p.id < $3 ORDER BY p.id DESC LIMIT $4)"};

static constexpr db::query one{
    R"(SELECT p.id AS id, p.state AS state, p.course_id AS course_id, c.title AS course_title,
              p.institution_id AS institution_id, i.name AS institution_name,
              p.company_id AS company_id, k.name AS company_name, p.begin_date AS begin_date, p.end_date AS end_date,
              p.attendee_count AS attendee_count, p.deposit AS deposit, p.created_at AS created_at, p.note AS note
       FROM course_provide p JOIN course c ON c.id = p.course_id JOIN institution i ON i.id = p.institution_id
            JOIN company k ON k.id = p.company_id
       WHERE p.id = $1)"};

struct one_row : course_provide_summary {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(one_row, (course_provide_summary), (note))

static constexpr db::query attendees_of{
    R"(SELECT a.user_id AS user_id, u.name AS name, u.email AS email
       FROM course_provide_attendee a JOIN users u ON u.id = a.user_id
       WHERE a.course_provide_id = $1 ORDER BY u.name, a.user_id)"};

static constexpr db::query history_of{
    R"(SELECT h.state AS state, h.created_at AS at, u.name AS by_name, h.reason AS reason
       FROM course_provide_history h LEFT JOIN users u ON u.id = h.user_id
       WHERE h.course_provide_id = $1 ORDER BY h.id)"};

static constexpr db::query course_for_company{
    R"(SELECT c.institution_id AS institution_id, c.title AS course_title, i.name AS institution_name,
              k.name AS company_name
       FROM course c JOIN institution i ON i.id = c.institution_id JOIN company k ON k.id = $1
       WHERE c.id = $2 AND c.state = 'AVAILABLE')"};

struct course_on_offer {
    ahimmoyak::institution_id institution_id;
    std::string course_title;
    std::string institution_name;
    std::string company_name;
};
BOOST_DESCRIBE_STRUCT(course_on_offer, (), (institution_id, course_title, institution_name, company_name))

static constexpr db::query insert_offering{
    R"(INSERT INTO course_provide (institution_id, company_id, course_id, begin_date, end_date, state, attendee_count,
                                   deposit, note, request_key, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, 'PENDING', $6, $7, $8, $9, $10, $10) RETURNING id)"};

// No step leads back to PENDING: what was asked may be asked again.
static constexpr db::query set_state{
    "UPDATE course_provide SET state = $1, request_key = NULL, updated_at = $2 WHERE id = $3 AND state = $4"};

static constexpr db::query count_steps{"SELECT COUNT(*) FROM course_provide_history WHERE course_provide_id = $1"};

static constexpr db::query insert_history{
    R"(INSERT INTO course_provide_history (course_provide_id, state, user_id, reason, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $5))"};

static constexpr db::query employee_of{"SELECT id FROM users WHERE id = $1 AND company_id = $2 AND role = 'EMPLOYEE'"};

static constexpr db::query insert_attendee{
    R"(INSERT INTO course_provide_attendee (course_provide_id, user_id, created_at, updated_at)
       VALUES ($1, $2, $3, $3))"};

static constexpr db::query drop_attendees{"DELETE FROM course_provide_attendee WHERE course_provide_id = $1"};

static constexpr db::query drop_leavers{
    R"(DELETE FROM course_provide_attendee WHERE course_provide_id = $1 AND user_id NOT IN
          (SELECT id FROM users WHERE company_id = $2 AND role = 'EMPLOYEE'))"};

static constexpr db::query insert_enrollments{
    R"(INSERT INTO enrollment (user_id, course_provide_id, state, created_at, updated_at)
       SELECT user_id, course_provide_id, 'ENROLLED', CAST($1 AS BIGINT), CAST($1 AS BIGINT)
       FROM course_provide_attendee WHERE course_provide_id = $2 RETURNING user_id)"};

static constexpr db::query enrolled_in{"SELECT user_id FROM enrollment WHERE course_provide_id = $1 ORDER BY user_id"};

problem no_offering() { return not_found({"과정 제공 요청", "the course offering"}); }

one_row read_one(db::connection& in, course_provide_id which)
{
    auto row = in.first<one_row>(one, which);
    if (!row)
        throw no_offering();
    return *std::move(row);
}

one_row read_own(db::connection& in, institution_id of, course_provide_id which)
{
    auto row = read_one(in, which);
    if (row.institution_id != of)
        throw no_offering();
    return row;
}

one_row read_own(db::connection& in, company_id of, course_provide_id which)
{
    auto row = read_one(in, which);
    if (row.company_id != of)
        throw no_offering();
    return row;
}

course_provide_detail whole(db::connection& in, one_row&& row)
{
    course_provide_detail made;
    made.attendees = in.all<attendee>(attendees_of, row.id);
    made.history = in.all<course_provide_step>(history_of, row.id);
    made.version = std::ssize(made.history);
    made.note = std::move(row.note);
    static_cast<course_provide_summary&>(made) = std::move(static_cast<course_provide_summary&>(row));
    return made;
}

void note_step(db::connection& in, course_provide_id which, course_provide_state to, std::optional<user_id> by,
               std::optional<std::string_view> reason, timestamp at)
{
    in.run(insert_history, which, to, by, reason, at);
}

// The one place where a state changes: the machine is asked, the row that is still as it was read is
// changed, and the history knows.
void make_step(db::connection& in, one_row& row, step what, act who, std::optional<std::string_view> reason = {})
{
    const auto to = after(row.state, what);
    if (in.run(set_state, to, who.at, row.id, row.state) == 0)
        throw conflict("changed_meanwhile", boost::describe::enum_to_string(row.state, ""),
                       {"그사이 상태가 바뀌었습니다. 새로 고친 뒤 다시 하세요.",
                        "It has changed meanwhile; reload it and try again."});
    note_step(in, row.id, to, who.by, reason, who.at);
    row.state = to;
}

void must_be_seen(db::connection& in, course_provide_id which, act who)
{
    if (who.based_on && *who.based_on != in.first<std::int64_t>(count_steps, which).value())
        throw problem{412,
                      "changed_meanwhile",
                      {"그사이 다른 사람이 명단이나 상태를 바꿨습니다. 새로 고쳐 확인한 뒤 다시 하세요.",
                       "Somebody changed the list or the state meanwhile. Reload it, have a look, then try again."}};
}

std::string key_of(company_id of, const course_request& wish)
{
    return hex(sha256(fmt::format("{} {} {} {} {} {} {}", of.value, wish.course.value, to_text(wish.begin_date),
                                  to_text(wish.end_date), wish.attendee_count, wish.deposit, wish.note.value_or(""))))
        .substr(0, 32);
}

template <class Event>
Event told(const course_provide_summary& row)
{
    Event made;
    static_cast<offering_told&>(made) = {row.id,           row.institution_id,   row.company_id,
                                         row.course_title, row.institution_name, row.company_name};
    return made;
}

} // namespace

std::vector<course_provide_summary> list(db::connection& in, institution_id of, const page_wish& page)
{
    if (page.state)
        return in.all<course_provide_summary>(page_of_institution_by_state, of, *page.state, page.before, page.most);
    return in.all<course_provide_summary>(page_of_institution, of, page.before, page.most);
}

std::vector<course_provide_summary> list(db::connection& in, company_id of, const page_wish& page)
{
    if (page.state)
        return in.all<course_provide_summary>(page_of_company_by_state, of, *page.state, page.before, page.most);
    return in.all<course_provide_summary>(page_of_company, of, page.before, page.most);
}

course_provide_detail read_detail(db::connection& in, institution_id of, course_provide_id which)
{
    return whole(in, read_own(in, of, which));
}

course_provide_detail read_detail(db::connection& in, company_id of, course_provide_id which)
{
    return whole(in, read_own(in, of, which));
}

course_provide_id request(db::connection& in, company_id of, const course_request& wish, act who)
{
    const auto course = in.first<course_on_offer>(course_for_company, of, wish.course);
    if (!course)
        throw invalid("/courseId", "not_available",
                      {"지금 신청할 수 없는 과정입니다. 과정 목록에서 다시 고르세요.",
                       "This course is not available; choose one from the catalogue."});
    const auto made = in.first<course_provide_id>(insert_offering, course->institution_id, of, wish.course,
                                                  wish.begin_date, wish.end_date, wish.attendee_count, wish.deposit,
                                                  wish.note, key_of(of, wish), who.at)
                          .value();
    note_step(in, made, course_provide_state::PENDING, who.by, std::nullopt, who.at);
    // Not from the new row: to PostgreSQL, who reads an index that others are inserting into met them.
    requested event;
    static_cast<offering_told&>(event) = {
        made, course->institution_id, of, course->course_title, course->institution_name, course->company_name};
    event.attendee_count = wish.attendee_count;
    events::publish(in, event, made);
    return made;
}

void cancel(db::connection& in, company_id of, course_provide_id which, act who)
{
    auto row = read_own(in, of, which);
    make_step(in, row, step::CANCEL, who);
    events::publish(in, told<canceled>(row), which);
}

void answer(db::connection& in, institution_id of, course_provide_id which, bool accepted,
            std::optional<std::string_view> reason, act who)
{
    auto row = read_own(in, of, which);
    make_step(in, row, accepted ? step::ACCEPT : step::DECLINE, who, reason);
    auto event = told<answered>(row);
    event.accepted = accepted;
    if (reason)
        event.reason = std::string{*reason};
    events::publish(in, event, which);
}

void submit(db::connection& in, company_id of, course_provide_id which, const std::vector<user_id>& employees, act who)
{
    auto row = read_own(in, of, which);
    if (row.state == course_provide_state::ATTENDEE_PENDING && !who.based_on)
        throw conflict("already_submitted", "ATTENDEE_PENDING",
                       {"명단을 이미 제출했습니다. 지금 명단을 확인한 뒤 바꾸세요(If-Match).",
                        "A list was submitted already; look at it, then replace it (with If-Match)."});
    after(row.state, step::SUBMIT);
    must_be_seen(in, which, who);
    const bool again = row.state == course_provide_state::ATTENDEE_PENDING;
    make_step(in, row, step::SUBMIT, who);
    if (std::ssize(employees) > row.attendee_count)
        throw invalid("/employees", "too_many",
                      say("신청한 인원은 {}명입니다. {}명을 빼세요.", "The request was for {} people; leave {} out.",
                          row.attendee_count, std::ssize(employees) - row.attendee_count));
    std::vector<issue> wrong;
    std::vector<user_id> seen;
    for (std::size_t i = 0; i < employees.size(); ++i) {
        const auto place = "/employees/" + std::to_string(i);
        const auto spot = std::lower_bound(seen.begin(), seen.end(), employees[i]);
        if (spot != seen.end() && *spot == employees[i]) {
            wrong.push_back({place, "twice", {"같은 사람이 두 번 있습니다.", "This person is in the list twice."}});
            continue;
        }
        seen.insert(spot, employees[i]);
        if (!in.first<user_id>(employee_of, employees[i], of))
            wrong.push_back(
                {place,
                 "not_an_employee",
                 {"회사에 소속된 사원(훈련생)만 제출할 수 있습니다.", "Only employees of your company can attend."}});
    }
    if (!wrong.empty())
        throw invalid(std::move(wrong));
    in.run(drop_attendees, which);
    for (const auto each : seen)
        in.run(insert_attendee, which, each, who.at);
    auto event = told<submitted>(row);
    event.attendee_count = std::ssize(seen);
    event.again = again;
    events::publish(in, event, which);
}

void enrol(db::connection& in, institution_id of, course_provide_id which, date today, act who)
{
    auto row = read_own(in, of, which);
    after(row.state, step::REGISTER);
    must_be_seen(in, which, who);
    make_step(in, row, step::REGISTER, who);
    if (row.end_date < today)
        throw conflict("period_over", "ATTENDEE_PENDING",
                       say("교육 기간이 {}에 끝나서 등록할 수 없습니다. 기업에 새 신청을 요청하세요.",
                           "The period ended on {}; ask the company for a new request.", to_text(row.end_date)));
    in.run(drop_leavers, which, row.company_id);
    auto enrolled = in.all<user_id>(insert_enrollments, who.at, which);
    if (enrolled.empty())
        throw conflict("no_attendees", "ATTENDEE_PENDING",
                       {"제출된 수강생이 모두 회사를 떠났습니다. 기업에 명단을 다시 제출해 달라고 하세요.",
                        "Everybody who was submitted has left the company; ask it for another list."});
    if (row.begin_date <= today)
        make_step(in, row, step::BEGIN, who);
    std::sort(enrolled.begin(), enrolled.end());
    auto event = told<registered>(row);
    event.state = row.state;
    event.begin_date = row.begin_date;
    event.end_date = row.end_date;
    event.employees = std::move(enrolled);
    events::publish(in, event, which);
}

problem already_requested()
{
    return conflict("already_requested", "PENDING",
                    {"똑같은 요청을 이미 보냈고 기관의 답을 기다립니다. 내 요청에서 확인하세요.",
                     "This very request was sent already and waits for its answer; look at your requests."});
}

namespace {

static constexpr db::query any_to_begin{
    "SELECT id FROM course_provide WHERE state = 'NOT_STARTED' AND begin_date <= $1 LIMIT 1"};
static constexpr db::query any_to_finish{
    "SELECT id FROM course_provide WHERE state = 'ONGOING' AND end_date < $1 LIMIT 1"};

static constexpr db::query begin_all{
    R"(UPDATE course_provide SET state = 'ONGOING', updated_at = $1
       WHERE state = 'NOT_STARTED' AND begin_date <= $2 RETURNING id)"};
static constexpr db::query finish_all{
    R"(UPDATE course_provide SET state = 'FINISHED', updated_at = $1
       WHERE state = 'ONGOING' AND end_date < $2 RETURNING id)"};

void tell_turned(db::connection& in, const std::vector<course_provide_id>& all, timestamp now)
{
    for (const auto each : all) {
        const auto row = read_one(in, each);
        note_step(in, each, row.state, std::nullopt, std::nullopt, now);
        auto event = told<turned>(row);
        event.state = row.state;
        event.employees = in.all<user_id>(enrolled_in, each);
        events::publish(in, event, each);
    }
}

} // namespace

bool to_be_turned(db::connection& in, date today)
{
    return in.first<course_provide_id>(any_to_begin, today) || in.first<course_provide_id>(any_to_finish, today);
}

std::int64_t turn(db::connection& in, date today, timestamp now)
{
    const auto begun = in.all<course_provide_id>(begin_all, now, today);
    tell_turned(in, begun, now);
    const auto finished = in.all<course_provide_id>(finish_all, now, today);
    tell_turned(in, finished, now);
    return std::ssize(begun) + std::ssize(finished);
}

} // namespace ahimmoyak::offerings
