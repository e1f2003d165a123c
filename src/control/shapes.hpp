#pragma once

#include "control/channels.hpp"
#include "control/signed.hpp"

#include <boost/json.hpp>

#include <map>

// What the shapes of both services share.

namespace ahimmoyak::control {

using tag_map = boost::json::value; ///< an object of strings

/// As kept: a JSON object of at most 50 tags, names to 128 characters, values to 256. Throws the ValidationException.
std::string tags_from(const std::optional<tag_map>& given);
tag_map tags_to(const std::string& kept);

/// A page as all lists have it. maxResults is 1 to 100.
struct page_asked {
    std::optional<std::int64_t> max_results;
    std::optional<std::string> next_token;
};
std::int64_t page_size(const std::optional<std::int64_t>& max_results);

/// A name of a channel or room: at most 128 of A-Z a-z 0-9 - _ . Throws the ValidationException.
void check_name(const std::string& name);

/// What cannot be had here is refused instead of being forgotten: `given` has to be empty.
void must_be_empty(const std::optional<std::string>& given, std::string_view name);

struct arn_asked {
    std::string arn;
};
BOOST_DESCRIBE_STRUCT(arn_asked, (), (arn))

/// A channel as the SDK reads it.
struct shown_channel {
    std::string arn;
    std::string name;
    channels::latency latency_mode = channels::latency::LOW;
    channels::quality type = channels::quality::STANDARD;
    std::string recording_configuration_arn;
    std::string ingest_endpoint;
    std::string playback_url;
    bool authorized = false;
    bool insecure_ingest = true;
    tag_map tags;
};
BOOST_DESCRIBE_STRUCT(shown_channel, (),
                      (arn, name, latency_mode, type, recording_configuration_arn, ingest_endpoint, playback_url,
                       authorized, insecure_ingest, tags))
shown_channel shown(const module& m, const signer& who, const channels::channel& is);

// The operations, by what they are about.
void add_channel_operations(operations& to);
void add_key_operations(operations& to);
void add_stream_operations(operations& to);
void add_room_operations(operations& to);
void add_talk_operations(operations& to);
void add_tag_routes(http::router& to, module& m);

} // namespace ahimmoyak::control
