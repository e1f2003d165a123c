#include "base/random.hpp"
#include "control/sessions.hpp"
#include "control/shapes.hpp"

namespace ahimmoyak::control {

namespace {

constexpr std::int64_t most_channels = 100; // of an institution, beside its lectures

struct channel_wanted {
    std::optional<std::string> name;
    std::optional<channels::latency> latency_mode;
    std::optional<channels::quality> type;
    std::optional<bool> authorized;
    std::optional<bool> insecure_ingest;
    std::optional<std::string> recording_configuration_arn;
    std::optional<std::string> playback_restriction_policy_arn;
    std::optional<std::string> preset;
    std::optional<std::string> container_format;
    std::optional<tag_map> tags;
};
BOOST_DESCRIBE_STRUCT(channel_wanted, (),
                      (name, latency_mode, type, authorized, insecure_ingest, recording_configuration_arn,
                       playback_restriction_policy_arn, preset, container_format, tags))

struct channel_change {
    std::string arn;
    std::optional<std::string> name;
    std::optional<channels::latency> latency_mode;
    std::optional<channels::quality> type;
    std::optional<bool> authorized;
    std::optional<bool> insecure_ingest;
    std::optional<std::string> recording_configuration_arn;
    std::optional<std::string> playback_restriction_policy_arn;
    std::optional<std::string> preset;
    std::optional<std::string> container_format;
};
BOOST_DESCRIBE_STRUCT(channel_change, (),
                      (arn, name, latency_mode, type, authorized, insecure_ingest, recording_configuration_arn,
                       playback_restriction_policy_arn, preset, container_format))

struct shown_key {
    std::string arn;
    std::string value;
    std::string channel_arn;
    tag_map tags;
};
BOOST_DESCRIBE_STRUCT(shown_key, (), (arn, value, channel_arn, tags))

struct made_both {
    shown_channel channel;
    shown_key stream_key;
};
BOOST_DESCRIBE_STRUCT(made_both, (), (channel, stream_key))

struct one_channel {
    shown_channel channel;
};
BOOST_DESCRIBE_STRUCT(one_channel, (), (channel))

struct arns_asked {
    json::list<std::string, 1, 50> arns;
};
BOOST_DESCRIBE_STRUCT(arns_asked, (), (arns))

struct batch_error {
    std::string arn;
    std::string code;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(batch_error, (), (arn, code, message))

struct channel_batch {
    std::vector<shown_channel> channels;
    std::vector<batch_error> errors;
};
BOOST_DESCRIBE_STRUCT(channel_batch, (), (channels, errors))

struct channels_asked {
    std::optional<std::string> filter_by_name;
    std::optional<std::string> filter_by_recording_configuration_arn;
    std::optional<std::string> filter_by_playback_restriction_policy_arn;
    std::optional<std::int64_t> max_results;
    std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(channels_asked, (),
                      (filter_by_name, filter_by_recording_configuration_arn, filter_by_playback_restriction_policy_arn,
                       max_results, next_token))

struct channel_page {
    std::vector<shown_channel> channels;
    std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(channel_page, (), (channels, next_token))

template <class T>
void check_wanted(const T& asked)
{
    check_name(asked.name.value_or(""));
    must_be_empty(asked.recording_configuration_arn, "recordingConfigurationArn");
    must_be_empty(asked.playback_restriction_policy_arn, "playbackRestrictionPolicyArn");
    if (asked.authorized.value_or(false))
        throw wrong({"채널 재생 키가 없는 서버입니다. authorized를 빼세요. 수강생만 볼 방송은 라이브 강의로 만드세요.",
                     "This server has no playback keys: leave authorized out. What only trainees may watch is a live "
                     "lecture."});
    if (!asked.insecure_ingest.value_or(true))
        throw wrong({"RTMPS만 받는 채널은 없습니다. insecureIngest를 빼거나 true로 하세요.",
                     "No channel takes RTMPS alone. Leave insecureIngest out, or make it true."});
}

shown_key key_of(const channels::made_channel& is)
{
    return {channels::key_arn_of(is.key_id), is.stream_key.value_or(""), channels::arn_of(is.id), tags_to("{}")};
}

// A letter first: a lecture's channel is a number.
std::string new_channel_id()
{
    for (;;)
        if (auto id = random_alphanumeric(12); channels::is_free(id))
            return id;
}

task<made_both> create_channel(module& m, signer who, channel_wanted asked)
{
    check_wanted(asked);
    channels::made_channel made{0,
                                new_channel_id(),
                                who.institution,
                                asked.name.value_or(""),
                                asked.latency_mode.value_or(channels::latency::LOW),
                                asked.type.value_or(channels::quality::STANDARD),
                                new_channel_id(),
                                "sk_" + random_token(24),
                                tags_from(asked.tags)};
    const auto now = m.live.time.now();
    co_await m.live.db.write([&](db::connection& c) {
        if (channels::count(c, who.institution) >= most_channels)
            throw problem{402,
                          "ServiceQuotaExceededException",
                          {"채널은 기관마다 100개까지입니다. 쓰지 않는 채널을 지우세요.",
                           "An institution has at most 100 channels. Delete one that is not used."}};
        channels::add(c, made, now);
    });
    const auto id = made.id;
    const auto is = co_await m.live.db.read(
        [&](db::connection& c) { return channels::of(c, who.institution, channels::arn_of(id)); });
    co_return made_both{shown(m, who, is), key_of(made)};
}

task<one_channel> get_channel(module& m, signer who, arn_asked asked)
{
    const auto is =
        co_await m.live.db.read([&](db::connection& c) { return channels::of(c, who.institution, asked.arn); });
    co_return one_channel{shown(m, who, is)};
}

task<channel_batch> batch_get_channel(module& m, signer who, arns_asked asked)
{
    channel_batch made;
    co_await m.live.db.read([&](db::connection& c) {
        made = {};
        for (const auto& each : asked.arns) {
            try {
                made.channels.push_back(shown(m, who, channels::of(c, who.institution, each)));
            } catch (const problem& why) { // the row is not there: the transaction goes on
                made.errors.push_back({each, why.code(), why.detail().in(who.in.speaks)});
            }
        }
    });
    co_return made;
}

task<channel_page> list_channels(module& m, signer who, channels_asked asked)
{
    must_be_empty(asked.filter_by_recording_configuration_arn, "filterByRecordingConfigurationArn");
    must_be_empty(asked.filter_by_playback_restriction_policy_arn, "filterByPlaybackRestrictionPolicyArn");
    const auto size = page_size(asked.max_results);
    const auto found = co_await m.live.db.read(
        [&](db::connection& c) { return channels::list(c, who.institution, asked.next_token.value_or(""), size + 1); });
    channel_page page;
    for (std::size_t i = 0; i < found.size() && i < static_cast<std::size_t>(size); ++i) {
        if (asked.filter_by_name && *asked.filter_by_name != found[i].is.name)
            continue; // a page may be short, as AWS has it; the token goes on
        page.channels.push_back(shown(m, who, found[i].is));
    }
    if (found.size() > static_cast<std::size_t>(size))
        page.next_token = found[static_cast<std::size_t>(size) - 1].place;
    co_return page;
}

task<one_channel> update_channel(module& m, signer who, channel_change asked)
{
    check_wanted(asked);
    const auto now = m.live.time.now();
    const auto is = co_await m.live.db.write([&](db::connection& c) {
        auto changed = channels::free_of(c, who.institution, asked.arn);
        changed.name = asked.name.value_or(changed.name);
        changed.latency_mode = asked.latency_mode.value_or(changed.latency_mode);
        changed.type = asked.type.value_or(changed.type);
        channels::change(c, changed, now);
        return channels::of(c, who.institution, asked.arn);
    });
    co_return one_channel{shown(m, who, is)};
}

task<nothing> delete_channel(module& m, signer who, arn_asked asked)
{
    const auto gone = co_await m.live.db.write([&](db::connection& c) {
        auto is = channels::free_of(c, who.institution, asked.arn);
        const auto stream = m.live.hub.find(is.id);
        if (stream && stream->stats().publishing)
            throw conflicting({"방송 중인 채널은 지울 수 없습니다. StopStream으로 먼저 끝내세요.",
                               "A channel cannot be deleted while it is live. End it with StopStream first."});
        channels::remove(c, is.id);
        sessions::forget(c, is.id);
        return is.id;
    });
    m.live.hub.end(gone);
    co_return nothing{};
}

} // namespace

void add_channel_operations(operations& to)
{
    to.add("CreateChannel", kind::changes, create_channel);
    to.add("GetChannel", kind::reads, get_channel);
    to.add("BatchGetChannel", kind::reads, batch_get_channel);
    to.add("ListChannels", kind::reads, list_channels);
    to.add("UpdateChannel", kind::changes, update_channel);
    to.add("DeleteChannel", kind::changes, delete_channel);
}

} // namespace ahimmoyak::control
