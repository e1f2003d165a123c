#include "media/rtmp/session.hpp"

#include "media/rtmp/chunk_writer.hpp"

#include <algorithm>
#include <utility>

namespace ahimmoyak::media::rtmp {

namespace {

constexpr std::size_t handshake_bytes = 1536;
constexpr std::uint32_t window_bytes = 2'500'000;
constexpr std::uint32_t our_chunk_size = 60'000;
// A stranger's commands are small.
constexpr std::uint32_t stranger_message_bytes = 64 * 1024;
constexpr std::uint16_t ping_request = 6;
constexpr std::uint16_t ping_response = 7;

std::string key_parameter(std::string_view query)
{
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto pair = query.substr(0, end);
        if (pair.starts_with("key="))
            return std::string{pair.substr(4)};
        query.remove_prefix(end == query.npos ? query.size() : end + 1);
    }
    return {};
}

std::pair<std::string_view, std::string_view> split_query(std::string_view text)
{
    const auto mark = text.find('?');
    return mark == text.npos ? std::pair{text, std::string_view{}}
                             : std::pair{text.substr(0, mark), text.substr(mark + 1)};
}

std::string clipped(std::string_view text) { return std::string{text.substr(0, 128)}; }

amf0::value text_value(std::string_view text) { return {std::string{text}}; }

template <std::size_t N>
amf0::value forwarded(const std::string_view (&codecs)[N])
{
    constexpr double can_forward = 4;
    amf0::object all;
    for (const auto each : codecs)
        all.push_back({std::string{each}, {can_forward}});
    return {std::move(all)};
}

// What the server says of itself. Enhanced RTMP v2, "Enhancing NetConnection connect Command": codecs are told to
// who asks for them; older encoders may stumble over what they do not know.
amf0::object properties_for(const std::vector<amf0::value>& connect)
{
    amf0::object made{{"fmsVer", text_value("FMS/3,5,3,888")}, {"capabilities", {127.0}}, {"mode", {1.0}}};
    if (connect.size() < 3)
        return made;
    const auto asks = [&](std::string_view name) { return connect[2].find(name) != nullptr; };
    if (!asks("fourCcList") && !asks("videoFourCcInfoMap") && !asks("audioFourCcInfoMap") && !asks("capsEx"))
        return made;
    amf0::array list;
    for (const auto each : video_codecs)
        list.push_back(text_value(each));
    for (const auto each : audio_codecs)
        list.push_back(text_value(each));
    made.push_back({"fourCcList", {std::move(list)}});
    made.push_back({"videoFourCcInfoMap", forwarded(video_codecs)});
    made.push_back({"audioFourCcInfoMap", forwarded(audio_codecs)});
    constexpr double modifies_packets = 4; // ModEx is understood, though what it says is left out
    made.push_back({"capsEx", {modifies_packets}});
    return made;
}

} // namespace

std::string stream_key_of(std::string_view app, std::string_view stream_name)
{
    auto [name, query] = split_query(stream_name);
    while (name.starts_with('/'))
        name.remove_prefix(1);
    auto key = key_parameter(query);
    if (key.empty())
        key = key_parameter(split_query(app).second);
    if (key.empty())
        key = name;
    return key.size() > 256 ? std::string{} : key;
}

session::session(limits with, std::string random)
    : limits_{with}, random_{std::move(random)}, reader_{{.message_bytes = stranger_message_bytes}}
{
    random_.resize(handshake_bytes - 8);
}

void session::feed(std::string_view bytes)
{
    received_ += bytes.size();
    if (phase_ == phase::talking)
        reader_.feed(bytes);
    else
        greeting_.append(bytes);
    acknowledge();
}

// §5.2: C0 C1, answered by S0 S1 S2, then C2, whose content nobody checks.
bool session::handshake()
{
    if (phase_ == phase::greeting) {
        if (greeting_.empty())
            return false;
        if (greeting_.front() != 3) {
            failed_handshake_ = true;
            return false;
        }
        if (greeting_.size() < 1 + handshake_bytes)
            return false;
        output_ += '\x03';
        output_.append(8, '\0');
        output_ += random_;
        output_.append(greeting_, 1, handshake_bytes);
        greeting_.erase(0, 1 + handshake_bytes);
        random_ = {};
        phase_ = phase::echo;
    }
    if (phase_ == phase::echo) {
        if (greeting_.size() < handshake_bytes)
            return false;
        phase_ = phase::talking;
        reader_.feed(std::string_view{greeting_}.substr(handshake_bytes));
        greeting_ = {};
    }
    return true;
}

result<std::optional<event>> session::next()
{
    if (phase_ != phase::talking && !handshake()) {
        if (failed_handshake_)
            return errc::unsupported;
        return std::optional<event>{};
    }
    while (true) {
        // One publish command at a time: what was pipelined behind it waits for the answer.
        if (asked_)
            return std::optional<event>{};
        auto message = reader_.next();
        if (!message)
            return message.error();
        if (!*message)
            return std::optional<event>{};
        auto found = handle(**message);
        if (found)
            return found;
    }
}

std::optional<event> session::handle(const message& m)
{
    switch (m.type) {
    case message_type::audio:
    case message_type::video:
        if (!publishing_)
            return {};
        return media_arrived{m.type == message_type::video, m.timestamp, m.payload};
    case message_type::command_amf0:
        return handle_command(m, m.payload);
    case message_type::command_amf3:
        // An AMF3 command begins with a zero byte and then is AMF0 in practice.
        return handle_command(m, std::string_view{m.payload}.substr(m.payload.empty() ? 0 : 1));
    case message_type::data_amf0:
        return handle_data(m.payload);
    case message_type::data_amf3:
        return handle_data(std::string_view{m.payload}.substr(m.payload.empty() ? 0 : 1));
    case message_type::window_acknowledgement_size: {
        byte_reader in{m.payload};
        const auto size = in.u32();
        if (in.ok() && size > 0)
            window_ = size;
        return {};
    }
    case message_type::user_control: {
        byte_reader in{m.payload};
        const auto kind = in.u16();
        const auto stamp = in.u32();
        if (in.ok() && kind == ping_request) {
            byte_writer out;
            out.u16(ping_response);
            out.u32(stamp);
            send(message_type::user_control, 0, out.finish());
        }
        return {};
    }
    default:
        return {};
    }
}

std::optional<event> session::handle_command(const message& m, std::string_view payload)
{
    const auto parsed = amf0::parse(payload);
    // A command that cannot be read is ignored like an unknown one: encoders add odd ones.
    if (!parsed || parsed->empty() || !parsed->front().as_text())
        return {};
    const auto& arguments = *parsed;
    const auto& name = *arguments[0].as_text();
    const double transaction = arguments.size() > 1 && arguments[1].as_number() ? *arguments[1].as_number() : 0;

    if (name == "connect") {
        if (arguments.size() > 2) {
            app_ = std::string{arguments[2].text_of("app")};
            encoder_ = clipped(arguments[2].text_of("flashVer"));
        }
        byte_writer window;
        window.u32(window_bytes);
        send(message_type::window_acknowledgement_size, 0, window.bytes());
        window.u8(2); // dynamic
        send(message_type::set_peer_bandwidth, 0, window.finish());
        byte_writer size;
        size.u32(our_chunk_size);
        send(message_type::set_chunk_size, 0, size.finish());
        sent_chunk_size_ = our_chunk_size;
        reply(transaction, {properties_for(arguments)},
              {amf0::object{{"level", text_value("status")},
                            {"code", text_value("NetConnection.Connect.Success")},
                            {"description", text_value("Connection succeeded.")},
                            {"objectEncoding", {0.0}}}});
        return {};
    }
    if (name == "createStream") {
        reply(transaction, {}, {1.0});
        return {};
    }
    if (name == "publish") {
        if (asked_ || publishing_ || arguments.size() < 4 || !arguments[3].as_text()) {
            status("error", "NetStream.Publish.BadName", "One stream can be published, by its key.");
            return {};
        }
        asked_ = true;
        publish_stream_id_ = m.stream_id;
        return publish_asked{stream_key_of(app_, *arguments[3].as_text()), encoder_};
    }
    if (name == "FCUnpublish" || name == "deleteStream" || name == "closeStream") {
        if (!publishing_)
            return {};
        publishing_ = false;
        return unpublished{};
    }
    if (name == "play" || name == "play2") {
        publish_stream_id_ = m.stream_id;
        status("error", "NetStream.Play.StreamNotFound", "Streams are watched over HTTP.");
        return {};
    }
    // releaseStream, FCPublish, _checkbw and whatever comes: an empty result lets the client go on.
    if (transaction != 0 && name != "_result" && name != "_error" && name != "onStatus")
        reply(transaction, {}, {});
    return {};
}

std::optional<event> session::handle_data(std::string_view payload)
{
    if (!publishing_)
        return {};
    const auto parsed = amf0::parse(payload);
    if (!parsed)
        return {};
    const auto is_text = [&](std::size_t at, std::string_view text) {
        return parsed->size() > at && (*parsed)[at].as_text() && *(*parsed)[at].as_text() == text;
    };
    const std::size_t first = is_text(0, "@setDataFrame") ? 1 : 0;
    if (!is_text(first, "onMetaData") || parsed->size() < first + 2)
        return {};
    const auto& data = (*parsed)[first + 1];
    stream_metadata found;
    found.frames_per_second = data.number_of("framerate").value_or(data.number_of("fps").value_or(0));
    found.encoder = clipped(data.text_of("encoder"));
    found.has_video = data.find("videocodecid") || data.find("width");
    found.has_audio = data.find("audiocodecid") || data.find("audiosamplerate");
    return found;
}

void session::accept_publish()
{
    asked_ = false;
    publishing_ = true;
    reader_.allow_message_bytes(limits_.message_bytes);
    status("status", "NetStream.Publish.Start", "Publishing.");
}

void session::refuse_publish(std::string_view why)
{
    asked_ = false;
    status("error", "NetStream.Publish.BadName", why);
}

void session::cut_off(std::string_view why)
{
    if (publishing_)
        status("error", "NetStream.Failed", why);
}

// §5.4.3: the peer wants to hear after each window what arrived; half a window leaves it no reason to wait.
void session::acknowledge()
{
    if (phase_ != phase::talking || received_ - acknowledged_ < std::max<std::uint32_t>(window_ / 2, 1))
        return;
    acknowledged_ = received_;
    byte_writer out;
    out.u32(received_ & 0xFFFFFFFF);
    send(message_type::acknowledgement, 0, out.finish());
}

void session::send(message_type type, std::uint32_t stream_id, std::string payload)
{
    byte_writer out;
    const bool control = type != message_type::command_amf0;
    write_chunks(out, control ? 2 : 3, sent_chunk_size_, {type, 0, stream_id, std::move(payload)});
    output_ += out.finish();
}

void session::reply(double transaction, const amf0::value& first, const amf0::value& second)
{
    byte_writer out;
    amf0::write(out, "_result");
    amf0::write(out, transaction);
    amf0::write(out, first);
    amf0::write(out, second);
    send(message_type::command_amf0, 0, out.finish());
}

void session::status(std::string_view level, std::string_view code, std::string_view description)
{
    byte_writer out;
    amf0::write(out, "onStatus");
    amf0::write(out, 0.0);
    amf0::write_null(out);
    amf0::write(out, amf0::object{{"level", text_value(level)},
                                  {"code", text_value(code)},
                                  {"description", text_value(description)}});
    send(message_type::command_amf0, publish_stream_id_, out.finish());
}

} // namespace ahimmoyak::media::rtmp
