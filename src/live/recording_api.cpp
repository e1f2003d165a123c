#include "live/recording_api.hpp"

#include "base/cursor.hpp"
#include "base/problem.hpp"
#include "chat/replay.hpp"
#include "http/endpoint.hpp"
#include "live/lecture_api.hpp"
#include "live/lectures.hpp"
#include "live/recording_keeping.hpp"
#include "live/recording_pictures.hpp"
#include "quiz/quizzes.hpp"
#include "quiz/replay.hpp"

#include <algorithm>

namespace ahimmoyak::live {

namespace {

using recorded_path = http::path<"channelId", channel_id>;

constexpr std::chrono::hours download_valid{6};

/// A quiz at its place on the time line, as the caller may see it.
struct recorded_quiz {
    quiz::quiz_id quiz_id;
    double asked_at_seconds = 0;
    std::optional<double> closed_at_seconds;
    std::optional<double> revealed_at_seconds;
    std::string question;
    std::vector<quiz::quiz_option> options;
    std::optional<std::int64_t> answer;
    std::optional<std::string> solution;
    std::optional<std::int64_t> my_answer;
};
BOOST_DESCRIBE_STRUCT(recorded_quiz, (),
                      (quiz_id, asked_at_seconds, closed_at_seconds, revealed_at_seconds, question, options, answer,
                       solution, my_answer))

/// A sheet of small pictures, row by row: what is shown at these moments.
struct recorded_scenes {
    std::string url;
    std::vector<double> at_seconds; ///< of each picture
    std::int64_t columns = 0;
    std::int64_t width = 0; ///< of one
    std::int64_t height = 0;
};
BOOST_DESCRIBE_STRUCT(recorded_scenes, (), (url, at_seconds, columns, width, height))

struct live_recording {
    ahimmoyak::channel_id channel_id;
    std::string playlist_url;
    std::optional<std::string> poster_url;
    std::optional<recorded_scenes> scenes;
    double duration_seconds = 0;
    double position_seconds = 0; ///< where the caller left it
    bool hidden = false;
    std::optional<timestamp> deleted_at;     ///< when it goes by itself
    std::int64_t size = 0;                   ///< bytes
    std::optional<std::int64_t> size_of_all; ///< bytes of all recordings of the institution, for its managers
    std::vector<recorded_quiz> quizzes;
};
BOOST_DESCRIBE_STRUCT(live_recording, (),
                      (channel_id, playlist_url, poster_url, scenes, duration_seconds, position_seconds, hidden,
                       deleted_at, size, size_of_all, quizzes))

struct recorded_message {
    std::string id;
    std::string content;
    std::string sender_name;
    ahimmoyak::role role = role::NORMAL;
    double at_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(recorded_message, (), (id, content, sender_name, role, at_seconds))

struct recorded_chat {
    std::vector<recorded_message> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(recorded_chat, (), (items, next_cursor))

struct chat_page_query {
    whole<1, 500, 500> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(chat_page_query, (), (limit, cursor))

struct recording_change {
    bool hidden = false;
};
BOOST_DESCRIBE_STRUCT(recording_change, (), (hidden))

struct recording_position {
    whole<0, 172'800> seconds;
};
BOOST_DESCRIBE_STRUCT(recording_position, (), (seconds))

struct recording_download {
    std::string url; ///< signed, for some hours
};
BOOST_DESCRIBE_STRUCT(recording_download, (), (url))

problem no_recording() { return not_found({"녹화", "the recording"}); }

using media::recording::entry;

double seconds_at(const std::vector<entry>& in, timestamp moment)
{
    return static_cast<double>(media::recording::place_of(in, moment)) / 1000;
}

std::optional<double> seconds_at(const std::vector<entry>& in, std::optional<timestamp> moment)
{
    return moment ? std::optional{seconds_at(in, *moment)} : std::nullopt;
}

std::vector<recorded_quiz> quizzes_of(db::connection& in, module& m, const caller& who, const lecture& of,
                                      const std::vector<entry>& entries)
{
    std::optional<enrollment_id> place;
    if (who.as == role::EMPLOYEE)
        place = m.of.enrollment(in, who.user, of.course_provide_id);
    auto asked = quiz::of_channel(in, of.id);
    std::vector<recorded_quiz> all;
    for (const auto& each : quiz::times_of(in, of.id)) {
        const auto found = std::ranges::find(asked, each.quiz_id, &quiz::quiz::id);
        if (found == asked.end())
            continue;
        if (place)
            *found = quiz::seen_by_trainee(*found, quiz::answer_of(in, each.quiz_id, {place->value}));
        all.push_back({each.quiz_id, seconds_at(entries, each.opened_at), seconds_at(entries, each.closed_at),
                       seconds_at(entries, each.revealed_at), found->question, found->options, found->answer,
                       found->solution, found->my_answer});
    }
    return all;
}

void add_pictures(live_recording& to, const recording_pictures& have, const std::string& folder)
{
    to.poster_url = folder + "poster.jpg";
    recorded_scenes scenes{folder + "scenes.jpg", {}, have.columns, have.width, have.height};
    for (const auto ms : json::decode<std::vector<std::int64_t>>(have.moments_ms))
        scenes.at_seconds.push_back(static_cast<double>(ms) / 1000);
    to.scenes = std::move(scenes);
}

task<http::with_headers<live_recording>> show_recording(module& m, caller who, http::incoming in, recorded_path channel)
{
    co_await m.db.read([&](db::connection& c) {
        lectures::seen_by(c, m.of, who, channel.value);
        recordings::seen_by(c, who, channel.value);
    });
    const auto kept = co_await m.shelf.find(channel.value);
    if (!kept)
        throw no_recording();
    http::with_headers<live_recording> answer{{}, {}};
    auto& shown = answer.value;
    shown.channel_id = channel.value;
    const auto folder = "/recordings/" + std::to_string(channel.value.value) + "/";
    shown.playlist_url = folder + "index.m3u8";
    shown.duration_seconds = static_cast<double>(kept->facts.duration_ms) / 1000;
    shown.size = kept->facts.size;
    co_await m.db.read([&](db::connection& c) {
        const auto of = lectures::seen_by(c, m.of, who, channel.value);
        const auto now = recordings::seen_by(c, who, channel.value);
        shown.deleted_at = now.deleted_at(m.keeps_recordings ? m.keeps_recordings() : recordings::retention{});
        shown.hidden = now.state == recordings::recording_state::HIDDEN;
        shown.position_seconds = static_cast<double>(recordings::place_of(c, of.id, who.user)) / 1000;
        shown.quizzes = quizzes_of(c, m, who, of, kept->entries);
        if (const auto pictures = find_pictures(c, of.id))
            add_pictures(shown, *pictures, folder);
        if (who.as == role::MANAGER)
            shown.size_of_all = recordings::bytes_of(c, of.institution_id);
    });
    const bool secure = origin_of(*in.value, m.with).starts_with("https://");
    answer.headers.emplace_back("Set-Cookie", m.recording_pass.issue(channel.value.value, secure).to_header());
    co_return answer;
}

task<recorded_chat> show_chat(module& m, caller who, recorded_path channel, http::query<chat_page_query> asked)
{
    co_await m.db.read([&](db::connection& c) {
        lectures::seen_by(c, m.of, who, channel.value);
        recordings::seen_by(c, who, channel.value);
    });
    const auto kept = co_await m.shelf.find(channel.value);
    if (!kept)
        throw no_recording();
    const auto after = cursor::from(asked->cursor);
    const auto most = asked->limit.value;
    auto said = co_await m.db.read(
        [&](db::connection& c) { return chat::said_after(c, channel.value, after ? after->id : 0, most + 1); });
    recorded_chat page;
    if (std::ssize(said) > most) {
        said.resize(static_cast<std::size_t>(most));
        page.next_cursor = cursor{said.back().seq, {}}.to_text();
    }
    for (auto& each : said)
        page.items.push_back({std::move(each.id), std::move(each.content), std::move(each.sender_name), each.role,
                              seconds_at(kept->entries, each.sent_at)});
    co_return page;
}

task<http::no_content> change_recording(module& m, caller who, recorded_path channel, http::body<recording_change> what)
{
    const auto now = m.time.now();
    co_await m.db.write([&](db::connection& c) {
        lectures::managed_by(c, who, channel.value);
        recordings::seen_by(c, who, channel.value);
        recordings::hide(c, channel.value, what->hidden, now);
    });
    co_return http::no_content{};
}

task<http::no_content> remove_recording(module& m, caller who, recorded_path channel)
{
    const auto now = m.time.now();
    auto gone = co_await m.db.write([&](db::connection& c) {
        lectures::managed_by(c, who, channel.value);
        return recordings::remove(c, who, channel.value, now);
    });
    co_await remove_media(m, std::move(gone));
    co_return http::no_content{};
}

task<recording_download> download(module& m, caller who, http::incoming in, recorded_path channel)
{
    std::string title;
    const auto found = co_await m.db.read([&](db::connection& c) {
        title = lectures::managed_by(c, who, channel.value).title;
        return recordings::seen_by(c, who, channel.value);
    });
    co_return recording_download{m.store.address(in.value->header("host"), found.media_key,
                                                 {"video/mp4", title + ".mp4", true}, download_valid)};
}

task<http::no_content> keep_position(module& m, caller who, recorded_path channel, http::body<recording_position> what)
{
    const auto now = m.time.now();
    co_await m.db.write([&](db::connection& c) {
        lectures::seen_by(c, m.of, who, channel.value);
        recordings::seen_by(c, who, channel.value);
        recordings::keep_place(c, channel.value, who.user, what->seconds.value * 1000, now);
    });
    co_return http::no_content{};
}

} // namespace

void add_recording_routes(http::router& to, json::schema_book& book, module& m)
{
    constexpr auto manager = http::allow::only(role::MANAGER);
    constexpr auto both = http::allow::only(role::MANAGER, role::EMPLOYEE);
    http::routes<module> r{to, book, m};
    r.get("/v1/live/{channelId}/recording", both, "The recording of a lecture, with the right to play it",
          show_recording);
    r.get("/v1/live/{channelId}/recording/chat", both, "What was said in the chat, by its place in the recording",
          show_chat);
    r.put("/v1/live/{channelId}/recording", manager, "Hide the recording of a lecture, or show it again",
          change_recording);
    r.remove("/v1/live/{channelId}/recording", manager, "Delete the recording of a lecture", remove_recording);
    r.get("/v1/live/{channelId}/recording/download", manager, "The address to save the recording from", download);
    r.put("/v1/live/{channelId}/recording/position", both.kept_elsewhere(), "Where the recording was left",
          keep_position);
}

} // namespace ahimmoyak::live
