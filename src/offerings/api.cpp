#include "offerings/api.hpp"

#include "base/cursor.hpp"
#include "base/log.hpp"
#include "db/error.hpp"
#include "http/endpoint.hpp"
#include "offerings/records.hpp"

namespace ahimmoyak::offerings {

using http::body;
using http::created;
using http::if_match;
using http::path;
using http::query;
using http::tagged;

namespace {

struct course_provide_query {
    std::optional<course_provide_state> state;
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(course_provide_query, (), (state, limit, cursor))

struct course_provide_summaries {
    std::vector<course_provide_summary> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(course_provide_summaries, (), (items, next_cursor))

struct new_course_provide {
    courses::course_id course_id;
    date begin_date;
    date end_date;
    whole<1, 10'000> attendee_count;
    whole<0, 1'000'000'000'000> deposit;
    std::optional<text<0, 1000>> note;
};
BOOST_DESCRIBE_STRUCT(new_course_provide, (), (course_id, begin_date, end_date, attendee_count, deposit, note))

struct attendee_submission {
    offerings::course_provide_id course_provide_id;
    json::list<user_id, 1, 10'000> employees;
};
BOOST_DESCRIBE_STRUCT(attendee_submission, (), (course_provide_id, employees))

struct course_provide_answer {
    bool accepted = false;
    std::optional<text<0, 1000>> reason;
};
BOOST_DESCRIBE_STRUCT(course_provide_answer, (), (accepted, reason))

struct course_provide_registration {};
BOOST_DESCRIBE_STRUCT(course_provide_registration, (), ())

std::optional<std::string_view> view_of(const auto& optional_text)
{
    if (!optional_text || optional_text->value.empty())
        return std::nullopt;
    return optional_text->value;
}

bool blank(std::optional<std::string_view> said) { return !said || said->find_first_not_of(" \t\r\n") == said->npos; }

tagged<course_provide_detail> with_version(course_provide_detail&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

template <class Organisation>
task<course_provide_summaries> page_of(module& m, Organisation of, course_provide_query asked)
{
    const auto from = cursor::from(asked.cursor);
    const auto limit = asked.limit.value;
    const page_wish wish{asked.state, from ? from->id : INT64_MAX, limit + 1};
    course_provide_summaries page;
    page.items = co_await m.database.read([&](db::connection& in) { return list(in, of, wish); });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    }
    co_return page;
}

task<course_provide_summaries> received(module& m, caller who, query<course_provide_query> asked)
{
    return page_of(m, who.of_institution(), std::move(asked.value));
}

task<course_provide_summaries> sent(module& m, caller who, query<course_provide_query> asked)
{
    return page_of(m, who.of_company(), std::move(asked.value));
}

template <class Organisation>
task<tagged<course_provide_detail>> detail_of(module& m, Organisation of, course_provide_id which)
{
    co_return co_await m.database.read([&](db::connection& in) { return with_version(read_detail(in, of, which)); });
}

task<tagged<course_provide_detail>> show_received(module& m, caller who,
                                                  path<"courseProvideId", course_provide_id> which)
{
    return detail_of(m, who.of_institution(), which.value);
}

task<tagged<course_provide_detail>> show_sent(module& m, caller who, path<"courseProvideId", course_provide_id> which)
{
    return detail_of(m, who.of_company(), which.value);
}

void check_period(const new_course_provide& wish, date today)
{
    std::vector<issue> wrong;
    if (wish.begin_date < today)
        wrong.push_back({"/beginDate",
                         "in_the_past",
                         {"시작일은 오늘이거나 그 뒤여야 합니다.", "The first day must not be in the past."}});
    if (wish.end_date < wish.begin_date)
        wrong.push_back({"/endDate",
                         "before_begin",
                         {"종료일은 시작일보다 빠를 수 없습니다.", "The last day must not be before the first."}});
    else if (wish.end_date.value - wish.begin_date.value > std::chrono::days{3660})
        wrong.push_back({"/endDate", "too_long", {"교육 기간은 10년까지입니다.", "A period is ten years at most."}});
    if (!wrong.empty())
        throw invalid(std::move(wrong));
}

task<created<course_provide_detail>> ask(module& m, caller who, body<new_course_provide> in)
{
    check_period(in.value, m.today());
    const course_request wish{in->course_id,     in->begin_date,   in->end_date, in->attendee_count.value,
                              in->deposit.value, view_of(in->note)};
    const act by{who.user, m.time.now()};
    // Read after the commit: the writer is kept for writing, and on PostgreSQL requests do not meet.
    auto work = [&](db::connection& on) { return request(on, who.of_company(), wish, by); };
    course_provide_id id;
    try {
        id = co_await m.database.write(work);
    } catch (const db::unique_violation& broken) {
        if (broken.concerns("request_key"))
            throw already_requested();
        throw;
    }
    auto made = co_await m.database.read([&](db::connection& on) { return read_detail(on, who.of_company(), id); });
    auto location = "/v1/companies/courseProvides/" + std::to_string(made.id.value);
    co_return created<course_provide_detail>{std::move(made), std::move(location)};
}

task<tagged<course_provide_detail>> withdraw(module& m, caller who, path<"courseProvideId", course_provide_id> which)
{
    const act by{who.user, m.time.now()};
    co_return co_await m.database.write([&](db::connection& on) {
        cancel(on, who.of_company(), which.value, by);
        return with_version(read_detail(on, who.of_company(), which.value));
    });
}

task<tagged<course_provide_detail>> name_attendees(module& m, caller who, if_match seen, body<attendee_submission> in)
{
    const act by{who.user, m.time.now(), seen.version};
    co_return co_await m.database.write([&](db::connection& on) {
        submit(on, who.of_company(), in->course_provide_id, in->employees.items, by);
        return with_version(read_detail(on, who.of_company(), in->course_provide_id));
    });
}

task<tagged<course_provide_detail>> respond(module& m, caller who, path<"courseProvideId", course_provide_id> which,
                                            body<course_provide_answer> in)
{
    if (!in->accepted && blank(view_of(in->reason)))
        throw invalid("/reason", "required",
                      {"거절하는 까닭을 적으세요. 기업에 전해집니다.", "Say why it is declined; the company is told."});
    const act by{who.user, m.time.now()};
    co_return co_await m.database.write([&](db::connection& on) {
        answer(on, who.of_institution(), which.value, in->accepted, view_of(in->reason), by);
        return with_version(read_detail(on, who.of_institution(), which.value));
    });
}

task<tagged<course_provide_detail>> register_attendees(module& m, caller who,
                                                       path<"courseProvideId", course_provide_id> which, if_match seen,
                                                       body<course_provide_registration>)
{
    const act by{who.user, m.time.now(), seen.version};
    const auto today = m.today();
    co_return co_await m.database.write([&](db::connection& on) {
        enrol(on, who.of_institution(), which.value, today, by);
        return with_version(read_detail(on, who.of_institution(), which.value));
    });
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    constexpr auto manager = http::allow::only(role::MANAGER);
    constexpr auto supervisor = http::allow::only(role::SUPERVISOR);

    r.post("/v1/companies/courseProvides", supervisor, "Request a course for the company", ask);
    r.get("/v1/companies/courseProvides/list", supervisor, "The company's requests, newest first", sent);
    r.get("/v1/companies/courseProvides/{courseProvideId}", supervisor.of_people(), "One of the company's requests",
          show_sent);
    r.post("/v1/companies/courseProvides/{courseProvideId}/cancel", supervisor, "Withdraw a request not answered yet",
           withdraw);
    r.post("/v1/companies/courseProvides/employees", supervisor,
           "Submit which employees attend; with If-Match, in place of a list not registered yet", name_attendees,
           {256 * 1024});

    r.get("/v1/institutions", manager, "The requests that the institution received, newest first", received);
    r.get("/v1/institutions/{courseProvideId}/courseProvideDetail", manager.of_people(), "One of the requests received",
          show_received);
    r.post("/v1/institutions/{courseProvideId}/response", manager, "Accept or decline a request", respond);
    r.post("/v1/institutions/{courseProvideId}/registration", manager, "Register the attendees, which enrols them",
           register_attendees);
    add_inbox_routes(to, book, m);
}

task<std::int64_t> turn_dates(module& m)
{
    const auto now = m.time.now();
    const auto today = m.today();
    const bool due = co_await m.database.read([&](db::connection& in) { return to_be_turned(in, today); });
    if (!due)
        co_return 0;
    co_return co_await m.database.write([&](db::connection& on) { return turn(on, today, now); });
}

task<> keep_turning(module& m)
{
    for (;;) {
        try {
            co_await turn_dates(m);
        } catch (const std::exception& failed) {
            log::warning("offerings could not be begun or finished", {{"reason", failed.what()}});
        }
        co_await sleep_for(std::chrono::minutes{1});
    }
}

} // namespace ahimmoyak::offerings
