#pragma once

#include "http/message.hpp"
#include "live/api.hpp"
#include "live/recordings.hpp"

#include <string>
#include <string_view>

namespace ahimmoyak::live {

/// A lecture on the wire, with the names that existing clients use.
struct live_lecture {
    channel_id id;
    timestamp created_at{};
    timestamp updated_at{};
    std::string arn;
    std::optional<std::string> stream_key;      ///< for its institution only
    std::optional<std::string> ingest_endpoint; ///< for its institution only
    std::string playback_url;
    std::string title;
    std::string chat_arn;
    std::string messaging_endpoint;
    std::string instructor;
    live::course_provide_id course_provide_id;
    std::string course;
    timestamp start_time{};
    timestamp end_time{};
    lecture_status status = lecture_status::CREATED;
    std::optional<courses::content_id> content_id;        ///< the lesson that it is held for
    bool record = true;                                   ///< its broadcast is kept
    std::optional<recordings::recording_state> recording; ///< of one lecture, when it is over and was recorded
};
BOOST_DESCRIBE_STRUCT(live_lecture, (),
                      (id, created_at, updated_at, arn, stream_key, ingest_endpoint, playback_url, title, chat_arn,
                       messaging_endpoint, instructor, course_provide_id, course, start_time, end_time, status,
                       content_id, record, recording))

/// As everybody who may know of it sees it.
live_lecture shown_to_all(const lecture& which, const http::request& in, const options& with);
/// With its stream key and where to send the broadcast.
live_lecture shown_to_staff(const lecture& which, const http::request& in, const options& with);

/// "arn:aws:ivs:local:000000000000:channel/12", and back.
std::string arn_of(channel_id channel);
std::optional<channel_id> channel_of(std::string_view arn);

/// "http://host:port" of this request, or the configured one.
std::string origin_of(const http::request& in, const options& with);
/// Where encoders send to, at the host of an origin: over TLS where that is taken.
std::string ingest_endpoint(std::string_view origin, const options& with);

void add_lecture_routes(http::router& to, json::schema_book& book, module& m);
void add_room_routes(http::router& to, json::schema_book& book, module& m);

/// When the lecture ends if it is ended now: now, or when its publisher was last seen.
timestamp end_of(const module& m, const lecture& which, timestamp now);

} // namespace ahimmoyak::live
