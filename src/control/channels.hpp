#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"
#include "live/lecture.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is kept of the channels that programs made, and lectures seen as channels. Inside of a transaction.
namespace ahimmoyak::control::channels {

enum class latency { NORMAL, LOW };
BOOST_DESCRIBE_ENUM(latency, NORMAL, LOW)
enum class quality { BASIC, STANDARD, ADVANCED_SD, ADVANCED_HD };
BOOST_DESCRIBE_ENUM(quality, BASIC, STANDARD, ADVANCED_SD, ADVANCED_HD)

/// A free channel.
struct made_channel {
    std::int64_t seq = 0;
    std::string id; ///< 12 letters and digits, a letter first: no lecture's number
    ahimmoyak::institution_id institution_id;
    std::string name;
    latency latency_mode = latency::LOW;
    quality type = quality::STANDARD;
    std::string key_id;
    std::optional<std::string> stream_key; ///< nothing: its key was deleted
    std::string tags;                      ///< a JSON object of strings
};
BOOST_DESCRIBE_STRUCT(made_channel, (), (seq, id, institution_id, name, latency_mode, type, key_id, stream_key, tags))

/// A channel of an institution, of either kind.
struct channel {
    std::string id; ///< as in its ARN and in the media addresses
    ahimmoyak::institution_id institution;
    std::string name;
    latency latency_mode = latency::LOW;
    quality type = quality::STANDARD;
    std::string key_id;
    std::optional<std::string> stream_key;
    std::string tags = "{}";
    std::optional<channel_id> lecture; ///< nothing: it is free
};

/// Whether a name of the media hub is a free channel's.
bool is_free(std::string_view name);

void add(db::connection& in, const made_channel& what, timestamp now);
void change(db::connection& in, const made_channel& what, timestamp now);
void remove(db::connection& in, const std::string& id);
std::optional<std::string> find_by_key(db::connection& in, std::string_view stream_key);

/// What its institution may know of. Throws the ResourceNotFoundException.
channel of(db::connection& in, institution_id whose, std::string_view arn);
/// A free one: a lecture is changed in its own pages, which the ConflictException says.
made_channel free_of(db::connection& in, institution_id whose, std::string_view arn);
/// By the ARN of its stream key.
channel of_key(db::connection& in, institution_id whose, std::string_view key_arn);

/// The free ones, then the lectures, after the one that `place` names ("": from the start).
struct listed {
    channel is;
    std::string place;
};
std::vector<listed> list(db::connection& in, institution_id whose, std::string_view place, std::int64_t most);
std::int64_t count(db::connection& in, institution_id whose);

std::string arn_of(std::string_view id);
std::string key_arn_of(std::string_view key_id);
/// The last piece of an ARN of this kind ("ivs", "channel"); nothing when it is none.
std::optional<std::string> id_in(std::string_view arn, std::string_view service, std::string_view type);

} // namespace ahimmoyak::control::channels
