#include "control/channels.hpp"

#include "control/signed.hpp"
#include "live/lectures.hpp"

namespace ahimmoyak::control::channels {

namespace {

constexpr db::query insert_channel{R"(
    INSERT INTO control_channel (id, institution_id, name, latency_mode, type, key_id, stream_key, tags, created_at,
                                 updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9))"};
constexpr db::query update_channel{R"(
    UPDATE control_channel SET name = $1, latency_mode = $2, type = $3, key_id = $4, stream_key = $5, tags = $6,
                               updated_at = $7
    WHERE id = $8)"};
constexpr db::query erase_channel{"DELETE FROM control_channel WHERE id = $1"};
constexpr db::query channel_by_id{R"(
    SELECT seq, id, institution_id, name, latency_mode, type, key_id, stream_key, tags
    FROM control_channel WHERE id = $1)"};
constexpr db::query channel_by_key_id{R"(
    SELECT seq, id, institution_id, name, latency_mode, type, key_id, stream_key, tags
    FROM control_channel WHERE key_id = $1 AND stream_key IS NOT NULL)"};
constexpr db::query id_by_key{"SELECT id FROM control_channel WHERE stream_key = $1"};
constexpr db::query page_of_channels{R"(
    SELECT seq, id, institution_id, name, latency_mode, type, key_id, stream_key, tags
    FROM control_channel WHERE institution_id = $1 AND seq > $2 ORDER BY seq LIMIT $3)"};
constexpr db::query page_of_lectures{R"(
    SELECT id FROM live_streaming WHERE institution_id = $1 AND id > $2 ORDER BY id LIMIT $3)"};
constexpr db::query count_channels{"SELECT COUNT(*) FROM control_channel WHERE institution_id = $1"};

channel seen(const made_channel& from)
{
    return {from.id,     from.institution_id, from.name, from.latency_mode, from.type,
            from.key_id, from.stream_key,     from.tags, std::nullopt};
}

channel seen(const live::lecture& from)
{
    const auto number = std::to_string(from.id.value);
    channel is{number, from.institution_id, from.title, latency::LOW, quality::STANDARD,
               number, from.stream_key,     "{}",       from.id};
    if (from.over())
        is.stream_key.reset(); // opens nothing any more
    return is;
}

problem no_channel(std::string_view arn) { return no_such(say("채널 {}", "the channel {}", std::string{arn})); }

std::optional<channel> find_channel(db::connection& in, institution_id whose, const std::string& id)
{
    if (channel_id number; json::codec<channel_id>::from_text(id, number)) {
        const auto found = live::lectures::find(in, number);
        return found && found->institution_id == whose ? std::optional{seen(*found)} : std::nullopt;
    }
    const auto found = in.first<made_channel>(channel_by_id, id);
    return found && found->institution_id == whose ? std::optional{seen(*found)} : std::nullopt;
}

} // namespace

bool is_free(std::string_view name) { return !name.empty() && (name[0] < '0' || name[0] > '9'); }

void add(db::connection& in, const made_channel& what, timestamp now)
{
    in.run(insert_channel, what.id, what.institution_id, what.name, what.latency_mode, what.type, what.key_id,
           what.stream_key, what.tags, now);
}

void change(db::connection& in, const made_channel& what, timestamp now)
{
    in.run(update_channel, what.name, what.latency_mode, what.type, what.key_id, what.stream_key, what.tags, now,
           what.id);
}

void remove(db::connection& in, const std::string& id) { in.run(erase_channel, id); }

std::optional<std::string> find_by_key(db::connection& in, std::string_view stream_key)
{
    return in.first<std::string>(id_by_key, stream_key);
}

channel of(db::connection& in, institution_id whose, std::string_view arn)
{
    const auto id = id_in(arn, "ivs", "channel");
    auto found = id ? find_channel(in, whose, *id) : std::nullopt;
    if (!found)
        throw no_channel(arn);
    return *std::move(found);
}

made_channel free_of(db::connection& in, institution_id whose, std::string_view arn)
{
    const auto is = of(in, whose, arn);
    if (is.lecture)
        throw conflicting({"이 채널은 라이브 강의입니다. 강의 페이지에서 바꾸세요.",
                           "This channel is a live lecture. Change it in the lecture's own pages."});
    return in.first<made_channel>(channel_by_id, is.id).value();
}

channel of_key(db::connection& in, institution_id whose, std::string_view key_arn)
{
    const auto id = id_in(key_arn, "ivs", "stream-key");
    std::optional<channel> found;
    if (channel_id number; id && json::codec<channel_id>::from_text(*id, number))
        found = find_channel(in, whose, *id);
    else if (id)
        if (const auto one = in.first<made_channel>(channel_by_key_id, *id); one && one->institution_id == whose)
            found = seen(*one);
    if (!found || !found->stream_key)
        throw no_such(say("스트림 키 {}", "the stream key {}", std::string{key_arn}));
    return *std::move(found);
}

std::vector<listed> list(db::connection& in, institution_id whose, std::string_view place, std::int64_t most)
{
    const bool in_lectures = place.starts_with("l");
    std::int64_t after = 0;
    if (!place.empty() && ((place[0] != 'c' && place[0] != 'l') || !json::text_to_whole(place.substr(1), after)))
        throw wrong({"이 목록의 nextToken이 아닙니다.", "This nextToken is not of this list."});
    std::vector<listed> all;
    if (!in_lectures)
        for (const auto& each : in.all<made_channel>(page_of_channels, whose, after, most))
            all.push_back({seen(each), "c" + std::to_string(each.seq)});
    const auto left = most - static_cast<std::int64_t>(all.size());
    if (left > 0)
        for (const auto each : in.all<channel_id>(page_of_lectures, whose, in_lectures ? after : 0, left))
            if (const auto found = live::lectures::find(in, each))
                all.push_back({seen(*found), "l" + std::to_string(each.value)});
    return all;
}

std::int64_t count(db::connection& in, institution_id whose)
{
    return in.first<std::int64_t>(count_channels, whose).value_or(0);
}

std::string arn_of(std::string_view id) { return "arn:aws:ivs:local:000000000000:channel/" + std::string{id}; }

std::string key_arn_of(std::string_view key_id)
{
    return "arn:aws:ivs:local:000000000000:stream-key/" + std::string{key_id};
}

std::optional<std::string> id_in(std::string_view arn, std::string_view service, std::string_view type)
{
    const auto start = "arn:aws:" + std::string{service} + ":local:000000000000:" + std::string{type} + "/";
    if (!arn.starts_with(start) || arn.size() > 128)
        return std::nullopt;
    return std::string{arn.substr(start.size())};
}

} // namespace ahimmoyak::control::channels
