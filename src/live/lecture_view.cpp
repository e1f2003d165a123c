#include "json/codec.hpp"
#include "live/lecture_api.hpp"

namespace ahimmoyak::live {

namespace {

constexpr std::string_view arn_start = "arn:aws:ivs:local:000000000000:channel/";
constexpr std::string_view chat_arn_start = "arn:aws:ivschat:local:000000000000:room/";

/// Without scheme and port; an IPv6 address keeps its brackets.
std::string_view host_of(std::string_view origin)
{
    origin.remove_prefix(origin.find("://") + 3);
    const auto bracket = origin.find(']');
    const auto colon = origin.find(':', bracket == std::string_view::npos ? 0 : bracket);
    return origin.substr(0, colon);
}

} // namespace

std::string arn_of(channel_id channel) { return std::string{arn_start} + std::to_string(channel.value); }

std::optional<channel_id> channel_of(std::string_view arn)
{
    channel_id found;
    if (!arn.starts_with(arn_start) || !json::codec<channel_id>::from_text(arn.substr(arn_start.size()), found))
        return std::nullopt;
    return found;
}

std::string origin_of(const http::request& in, const options& with)
{
    if (!with.public_origin.empty())
        return with.public_origin;
    const bool tls = in.header("x-forwarded-proto") == "https";
    return (tls ? "https://" : "http://") + std::string{in.header("host")};
}

std::string ingest_endpoint(std::string_view origin, const options& with)
{
    const bool secret = with.takes_rtmps && with.takes_rtmps();
    return (secret ? "rtmps://" : "rtmp://") + std::string{host_of(origin)} + ":" +
           std::to_string(secret ? with.rtmps_port : with.rtmp_port) + "/app";
}

live_lecture shown_to_all(const lecture& which, const http::request& in, const options& with)
{
    const auto number = std::to_string(which.id.value);
    live_lecture shown;
    shown.id = which.id;
    shown.created_at = which.created_at;
    shown.updated_at = which.updated_at;
    shown.arn = arn_of(which.id);
    shown.playback_url = origin_of(in, with) + "/play/" + number + "/index.m3u8";
    shown.title = which.title;
    shown.chat_arn = std::string{chat_arn_start} + number;
    shown.messaging_endpoint = chat::messaging_endpoint(in, with.public_origin);
    shown.instructor = which.instructor;
    shown.course_provide_id = which.course_provide_id;
    shown.course = which.course;
    shown.start_time = which.start_time;
    shown.end_time = which.end_time;
    shown.status = which.state;
    shown.content_id = which.content_id;
    shown.record = which.record;
    return shown;
}

live_lecture shown_to_staff(const lecture& which, const http::request& in, const options& with)
{
    auto shown = shown_to_all(which, in, with);
    shown.stream_key = which.stream_key;
    shown.ingest_endpoint = ingest_endpoint(origin_of(in, with), with);
    return shown;
}

} // namespace ahimmoyak::live
