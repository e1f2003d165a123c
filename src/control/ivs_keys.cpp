#include "base/random.hpp"
#include "control/shapes.hpp"

namespace ahimmoyak::control {

namespace {

struct key_wanted {
    std::string channel_arn;
    std::optional<tag_map> tags;
};
BOOST_DESCRIBE_STRUCT(key_wanted, (), (channel_arn, tags))

struct keys_asked {
    std::string channel_arn;
    std::optional<std::int64_t> max_results;
    std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(keys_asked, (), (channel_arn, max_results, next_token))

struct stream_key {
    std::string arn;
    std::string value;
    std::string channel_arn;
    tag_map tags;
};
BOOST_DESCRIBE_STRUCT(stream_key, (), (arn, value, channel_arn, tags))

struct one_key {
    control::stream_key stream_key;
};
BOOST_DESCRIBE_STRUCT(one_key, (), (stream_key))

struct key_summary {
    std::string arn;
    std::string channel_arn;
    tag_map tags;
};
BOOST_DESCRIBE_STRUCT(key_summary, (), (arn, channel_arn, tags))

struct key_page {
    std::vector<key_summary> stream_keys;
};
BOOST_DESCRIBE_STRUCT(key_page, (), (stream_keys))

one_key shown_key_of(const channels::channel& is)
{
    return {{channels::key_arn_of(is.key_id), is.stream_key.value_or(""), channels::arn_of(is.id), tags_to("{}")}};
}

task<one_key> create_stream_key(module& m, signer who, key_wanted asked)
{
    if (asked.tags && tags_from(asked.tags) != "{}")
        throw wrong({"스트림 키에는 태그를 달 수 없습니다. 채널에 다세요.", "Tag the channel: its key has no tags."});
    const auto now = m.live.time.now();
    const auto is = co_await m.live.db.write([&](db::connection& c) {
        const auto seen = channels::of(c, who.institution, asked.channel_arn);
        if (seen.stream_key)
            throw problem{402,
                          "ServiceQuotaExceededException",
                          {"채널에는 스트림 키가 하나입니다. 있는 키를 먼저 지우세요.",
                           "A channel has one stream key. Delete the one that is there first."}};
        auto changed = channels::free_of(c, who.institution, asked.channel_arn);
        changed.key_id = random_alphanumeric(12);
        while (!channels::is_free(changed.key_id))
            changed.key_id = random_alphanumeric(12);
        changed.stream_key = "sk_" + random_token(24);
        channels::change(c, changed, now);
        return channels::of(c, who.institution, asked.channel_arn);
    });
    co_return shown_key_of(is);
}

task<one_key> get_stream_key(module& m, signer who, arn_asked asked)
{
    const auto is =
        co_await m.live.db.read([&](db::connection& c) { return channels::of_key(c, who.institution, asked.arn); });
    co_return shown_key_of(is);
}

task<key_page> list_stream_keys(module& m, signer who, keys_asked asked)
{
    page_size(asked.max_results);
    const auto is =
        co_await m.live.db.read([&](db::connection& c) { return channels::of(c, who.institution, asked.channel_arn); });
    key_page page;
    if (is.stream_key)
        page.stream_keys.push_back({channels::key_arn_of(is.key_id), channels::arn_of(is.id), tags_to("{}")});
    co_return page;
}

task<nothing> delete_stream_key(module& m, signer who, arn_asked asked)
{
    const auto now = m.live.time.now();
    co_await m.live.db.write([&](db::connection& c) {
        const auto is = channels::of_key(c, who.institution, asked.arn);
        auto changed = channels::free_of(c, who.institution, channels::arn_of(is.id));
        changed.stream_key.reset();
        channels::change(c, changed, now);
    });
    co_return nothing{};
}

} // namespace

void add_key_operations(operations& to)
{
    to.add("CreateStreamKey", kind::changes, create_stream_key);
    to.add("GetStreamKey", kind::reads, get_stream_key);
    to.add("ListStreamKeys", kind::reads, list_stream_keys);
    to.add("DeleteStreamKey", kind::changes, delete_stream_key);
}

} // namespace ahimmoyak::control
