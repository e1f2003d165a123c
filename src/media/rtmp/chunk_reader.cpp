#include "media/rtmp/chunk_reader.hpp"

#include "media/bytes.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::media::rtmp {

namespace {

// A message header carries its time in 24 bits; this value says that 32 more follow (§5.3.1.3).
constexpr std::uint32_t extended_mark = 0xFFFFFF;

} // namespace

void chunk_reader::feed(std::string_view bytes)
{
    if (at_ > 0) {
        buffer_.erase(0, at_);
        at_ = 0;
    }
    buffer_.append(bytes);
}

result<std::optional<message>> chunk_reader::next()
{
    while (true) {
        message found;
        const auto done = read_chunk(found);
        if (!done)
            return done.error();
        if (*done == step::more)
            return std::optional<message>{};
        if (*done == step::chunk)
            continue;
        if (found.type != message_type::set_chunk_size && found.type != message_type::abort)
            return std::optional{std::move(found)};
        if (const auto obeyed = obey(found); !obeyed)
            return obeyed.error();
    }
}

result<> chunk_reader::obey(const message& control)
{
    byte_reader in{control.payload};
    const auto value = in.u32();
    if (!in.ok())
        return errc::truncated;
    if (control.type == message_type::set_chunk_size) {
        // The highest bit must be zero, and a chunk larger than a message can be is one whole message.
        if (value == 0 || value > 0x7FFFFFFF)
            return errc::malformed;
        chunk_size_ = std::min<std::uint32_t>(value, 0xFFFFFF);
        return {};
    }
    if (const auto at = streams_.find(value); at != streams_.end()) {
        unfinished_ -= at->second.payload.size();
        at->second.payload.clear();
        at->second.open = false;
    }
    return {};
}

result<chunk_reader::step> chunk_reader::read_chunk(message& into)
{
    byte_reader in{std::string_view{buffer_}.substr(at_)};

    // Basic header (§5.3.1.1).
    const auto first = in.u8();
    const unsigned format = first >> 6;
    std::uint32_t id = first & 0x3F;
    if (id == 0)
        id = 64U + in.u8();
    else if (id == 1) {
        const std::uint32_t low = in.u8();
        id = 64U + low + 256U * in.u8();
    }
    if (!in.ok())
        return step::more;

    auto known = streams_.find(id);
    // Some encoders begin a chunk stream with type 1; types 2 and 3 have nothing to refer to.
    if (known == streams_.end() && format >= 2)
        return errc::malformed;
    if (known == streams_.end() && streams_.size() >= limits_.chunk_streams)
        return errc::too_large;
    chunk_stream was =
        known == streams_.end()
            ? chunk_stream{}
            : chunk_stream{known->second.timestamp, known->second.field,  known->second.field_is_absolute,
                           known->second.extended,  known->second.length, known->second.type,
                           known->second.stream_id, known->second.open,   {}};
    const bool continues = was.open;
    if (continues && format != 3)
        return errc::malformed;

    // Message header (§5.3.1.2).
    if (format <= 2) {
        was.field = in.u24();
        was.extended = was.field == extended_mark;
        was.field_is_absolute = format == 0;
    }
    if (format <= 1) {
        was.length = in.u24();
        was.type = in.u8();
    }
    if (format == 0) {
        const auto id_bytes = in.take(4);
        if (id_bytes.size() == 4) // the one little-endian field of the protocol
            was.stream_id = static_cast<std::uint32_t>(static_cast<unsigned char>(id_bytes[0])) |
                            static_cast<std::uint32_t>(static_cast<unsigned char>(id_bytes[1])) << 8 |
                            static_cast<std::uint32_t>(static_cast<unsigned char>(id_bytes[2])) << 16 |
                            static_cast<std::uint32_t>(static_cast<unsigned char>(id_bytes[3])) << 24;
    }
    if (was.extended) {
        auto ahead = in;
        const auto value = ahead.u32();
        if (!ahead.ok())
            return step::more;
        // The specification repeats the extended time in chunks of type 3, old librtmp does not:
        // four bytes that are not the message's time belong to its payload.
        const bool left_out = continues && value != was.field && value != was.timestamp;
        if (!left_out) {
            in = ahead;
            was.field = value;
        }
    }
    if (!in.ok())
        return step::more;

    if (!continues) {
        // A type 3 chunk that begins a message repeats the header before it (§5.3.1.2.4).
        if (format == 3 && was.field_is_absolute && was.extended)
            was.timestamp = was.field;
        else
            was.timestamp = format == 0 ? was.field : was.timestamp + was.field;
        if (was.length > limits_.message_bytes)
            return errc::too_large;
    }

    const std::size_t have = known == streams_.end() ? 0 : known->second.payload.size();
    const auto wanted = std::min<std::size_t>(chunk_size_, was.length - have);
    if (in.left() < wanted)
        return step::more;
    const auto body = in.take(wanted);

    if (known == streams_.end())
        known = streams_.emplace(id, chunk_stream{}).first;
    auto& stream = known->second;
    was.payload = std::move(stream.payload);
    was.payload.append(body);
    was.open = was.payload.size() < was.length;
    stream = std::move(was);
    unfinished_ += wanted;
    if (unfinished_ > limits_.message_bytes)
        return errc::too_large;
    at_ = buffer_.size() - in.left();
    if (stream.open)
        return step::chunk;
    unfinished_ -= stream.payload.size();
    into.type = static_cast<message_type>(stream.type);
    into.timestamp = stream.timestamp;
    into.stream_id = stream.stream_id;
    into.payload = std::move(stream.payload);
    stream.payload.clear();
    return step::message;
}

} // namespace ahimmoyak::media::rtmp
