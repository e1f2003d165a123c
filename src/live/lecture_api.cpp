#include "live/lecture_api.hpp"

#include "base/cursor.hpp"
#include "base/problem.hpp"
#include "http/endpoint.hpp"
#include "live/lectures.hpp"

#include <algorithm>

namespace ahimmoyak::live {

namespace {

using channel_path = http::path<"channelId", channel_id>;

struct new_live_lecture {
    live::course_provide_id course_provide_id;
    text<1, 255> title;
    std::optional<text<1, 50>> instructor;
    timestamp start_time{};
    timestamp end_time{};
    std::optional<courses::content_id> content_id; ///< the LIVE lesson of the course that it is held for
    std::optional<bool> record;                    ///< whether to keep the broadcast: yes unless it is said
};
BOOST_DESCRIBE_STRUCT(new_live_lecture, (),
                      (course_provide_id, title, instructor, start_time, end_time, content_id, record))

struct page_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(page_query, (), (limit, cursor))

struct live_lecture_list {
    std::vector<live_lecture> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(live_lecture_list, (), (items, next_cursor))

struct arn_query {
    text<1, 128> arn;
};
BOOST_DESCRIBE_STRUCT(arn_query, (), (arn))

constexpr std::chrono::hours longest_lecture{24};

std::string cursor_after(const lecture& last)
{
    return cursor{last.id.value, std::to_string(last.start_time.time_since_epoch().count())}.to_text();
}

lectures::place place_of(const page_query& asked)
{
    const auto after = cursor::from(asked.cursor);
    if (!after)
        return {};
    std::int64_t start = 0;
    if (!json::text_to_whole(after->key, start))
        throw invalid("/cursor", "foreign",
                      {"이 목록의 cursor가 아닙니다. 처음부터 다시 읽으세요.",
                       "This cursor is not of this list. Read it from the start."});
    return {timestamp{std::chrono::milliseconds{start}}, {after->id}};
}

/// One more than the page was asked for, to see whether it goes on.
live_lecture_list page_of(std::vector<lecture> found, std::int64_t limit, const http::request& in, const options& with)
{
    live_lecture_list page;
    if (found.size() > static_cast<std::size_t>(limit)) {
        found.resize(static_cast<std::size_t>(limit));
        page.next_cursor = cursor_after(found.back());
    }
    for (const auto& each : found)
        page.items.push_back(shown_to_all(each, in, with));
    return page;
}

/// The first moment of today in the installation's zone, to the minute.
timestamp start_of_today(const module& m)
{
    const auto now = std::chrono::floor<std::chrono::minutes>(m.time.now());
    const auto today = clock::day_of(now, m.with.zone);
    std::int64_t before = 26 * 60; // minutes ago, surely another day
    std::int64_t within = 0;
    while (before - within > 1) {
        const auto middle = (before + within) / 2;
        (clock::day_of(now - std::chrono::minutes{middle}, m.with.zone) == today ? within : before) = middle;
    }
    return now - std::chrono::minutes{within};
}

void check_times(const new_live_lecture& what, timestamp now)
{
    std::vector<issue> wrong;
    if (what.end_time <= what.start_time)
        wrong.push_back({"/endTime",
                         "before_start",
                         {"끝나는 시각은 시작 시각보다 뒤여야 합니다.", "The end must be after the start."}});
    else if (what.end_time - what.start_time > longest_lecture)
        wrong.push_back(
            {"/endTime", "too_long", {"강의는 24시간을 넘을 수 없습니다.", "A lecture lasts at most 24 hours."}});
    else if (what.end_time <= now)
        wrong.push_back(
            {"/endTime",
             "past",
             {"이미 지난 시각입니다. 앞으로의 시각을 고르세요.", "This time has passed. Choose one to come."}});
    if (!wrong.empty())
        throw invalid(std::move(wrong));
}

task<http::created<live_lecture>> create(module& m, caller who, http::incoming in, http::body<new_live_lecture> what)
{
    const auto now = m.time.now();
    check_times(what.value, now);
    const auto made = co_await m.db.write([&](db::connection& c) {
        const auto offering = m.of.of_institution(c, who.of_institution(), what->course_provide_id);
        if (!offering)
            throw invalid("/courseProvideId", "unknown",
                          {"이 기관이 제공하는 과정이 아닙니다.", "This is no offering of your institution."});
        if (!offering->takes_lectures)
            throw conflict("offering_not_active", offering->state,
                           {"수락되어 아직 끝나지 않은 과정에만 라이브 강의를 만들 수 있습니다.",
                            "Live lectures need an offering that is accepted and not over."});
        if (what->content_id && !m.of.has_live_lesson(c, what->course_provide_id, *what->content_id))
            throw invalid("/contentId", "no_live_lesson",
                          {"이 과정의 라이브 차시가 아닙니다.", "This is no live lesson of that course."});
        const auto instructor = what->instructor ? what->instructor->value : m.of.name_of(c, who.user);
        return lectures::add(c, m.of,
                             {what->course_provide_id, who.of_institution(), what->title.value, instructor,
                              offering->course, what->start_time, what->end_time, what->content_id,
                              what->record.value_or(true)},
                             now);
    });
    co_return http::created<live_lecture>{shown_to_staff(made, *in.value, m.with),
                                          "/v1/live/" + std::to_string(made.id.value)};
}

task<live_lecture> show_channel(module& m, caller who, http::incoming in, channel_path channel)
{
    const auto found =
        co_await m.db.read([&](db::connection& c) { return lectures::managed_by(c, who, channel.value); });
    co_return shown_to_staff(found, *in.value, m.with);
}

/// What a page may say of the recording: nothing to a trainee of one that is hidden or deleted.
std::optional<recordings::recording_state> recording_shown(const lecture& which,
                                                           const std::optional<recordings::recording>& made,
                                                           const caller& who, timestamp now)
{
    if (made && (who.as == role::MANAGER || made->state <= recordings::recording_state::READY))
        return made->state;
    // Right after the end the event that has it kept is on its way.
    constexpr std::chrono::minutes soon{1};
    if (!made && which.record && which.state == lecture_status::END && now - which.updated_at < soon)
        return recordings::recording_state::KEEPING;
    return std::nullopt;
}

task<http::with_headers<live_lecture>> show(module& m, caller who, http::incoming in, channel_path channel)
{
    std::optional<recordings::recording> recorded;
    const auto found = co_await m.db.read([&](db::connection& c) {
        auto which = lectures::seen_by(c, m.of, who, channel.value);
        recorded = recordings::find(c, which.id);
        return which;
    });
    http::with_headers<live_lecture> answer{shown_to_all(found, *in.value, m.with), {}};
    answer.value.recording = recording_shown(found, recorded, who, m.time.now());
    const bool secure = origin_of(*in.value, m.with).starts_with("https://");
    answer.headers.emplace_back("Set-Cookie", m.pass.issue(found.id.value, secure).to_header());
    co_return answer;
}

task<live_lecture_list> list(module& m, caller who, http::incoming in,
                             http::path<"courseProvideId", course_provide_id> offering, http::query<page_query> asked)
{
    const auto after = place_of(asked.value);
    auto found = co_await m.db.read([&](db::connection& c) {
        const bool known = who.as == role::MANAGER
                               ? m.of.of_institution(c, who.of_institution(), offering.value).has_value()
                               : m.of.enrollment(c, who.user, offering.value).has_value();
        if (!known)
            throw not_found({"과정", "the offering"});
        return lectures::of_offering(c, offering.value, after, asked->limit.value + 1);
    });
    co_return page_of(std::move(found), asked->limit.value, *in.value, m.with);
}

bool earlier(const lecture& a, const lecture& b)
{
    return std::pair{a.start_time, a.id} < std::pair{b.start_time, b.id};
}

task<live_lecture_list> list_upcoming(module& m, caller who, http::incoming in, http::query<page_query> asked)
{
    const auto after = place_of(asked.value);
    const auto since = start_of_today(m);
    const auto most = asked->limit.value + 1;
    auto found = co_await m.db.read([&](db::connection& c) {
        if (who.as == role::MANAGER)
            return lectures::upcoming_of_institution(c, who.of_institution(), since, after, most);
        std::vector<lecture> all;
        for (const auto each : m.of.of_user(c, who.user)) {
            auto some = lectures::upcoming_of_offering(c, each, since, after, most);
            all.insert(all.end(), some.begin(), some.end());
        }
        std::sort(all.begin(), all.end(), earlier);
        if (all.size() > static_cast<std::size_t>(most))
            all.resize(static_cast<std::size_t>(most));
        return all;
    });
    co_return page_of(std::move(found), asked->limit.value, *in.value, m.with);
}

task<live_lecture> search(module& m, caller who, http::incoming in, http::query<arn_query> asked)
{
    const auto channel = channel_of(asked->arn.value);
    if (!channel)
        throw not_found({"라이브 강의", "the live lecture"});
    const auto found = co_await m.db.read([&](db::connection& c) { return lectures::seen_by(c, m.of, who, *channel); });
    co_return shown_to_all(found, *in.value, m.with);
}

task<http::no_content> remove(module& m, caller who, channel_path channel)
{
    co_await m.db.write([&](db::connection& c) {
        lectures::managed_by(c, who, channel.value);
        lectures::remove(c, m.of, channel.value);
    });
    co_return http::no_content{};
}

task<live_lecture> cancel(module& m, caller who, http::incoming in, channel_path channel)
{
    const auto now = m.time.now();
    const auto changed = co_await m.db.write([&](db::connection& c) {
        lectures::managed_by(c, who, channel.value);
        return lectures::cancel(c, m.of, channel.value, now);
    });
    co_return shown_to_all(changed, *in.value, m.with);
}

task<live_lecture> end_now(module& m, caller who, http::incoming in, channel_path channel)
{
    const auto now = m.time.now();
    const auto changed = co_await m.db.write([&](db::connection& c) {
        const auto before = lectures::managed_by(c, who, channel.value);
        return lectures::end(c, m.of, channel.value, end_of(m, before, now), now);
    });
    co_return shown_to_all(changed, *in.value, m.with);
}

} // namespace

void add_lecture_routes(http::router& to, json::schema_book& book, module& m)
{
    constexpr auto manager = http::allow::only(role::MANAGER);
    constexpr auto both = http::allow::only(role::MANAGER, role::EMPLOYEE);
    http::routes<module> r{to, book, m};
    r.post("/v1/live", manager, "Plan a live lecture, with its channel and chat room", create);
    r.get("/v1/live/list/{courseProvideId}", both, "The live lectures of an offering", list);
    r.get("/v1/live/upcoming", both, "The live lectures of today and later, and those on air", list_upcoming);
    r.get("/v1/live/search", both, "A live lecture by its ARN", search);
    r.get("/v1/live/{channelId}", both, "A live lecture, with the right to play it", show);
    r.get("/v1/live/{channelId}/channel", manager, "A live lecture, with stream key and ingest address", show_channel);
    r.remove("/v1/live/{channelId}", manager, "Delete a live lecture that was never on air", remove);
    r.post("/v1/live/{channelId}/cancel", manager, "Cancel a live lecture that has not begun", cancel);
    r.post("/v1/live/{channelId}/end", manager, "End a live lecture", end_now);
}

} // namespace ahimmoyak::live
