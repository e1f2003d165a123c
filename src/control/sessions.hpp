#pragma once

#include "db/connection.hpp"
#include "media/hls/stream.hpp"

#include <boost/describe.hpp>
#include <boost/json.hpp>

#include <optional>
#include <string>
#include <vector>

/// The broadcasts of channels, each with what its encoder sent and what happened. Inside of a transaction.
namespace ahimmoyak::control::sessions {

struct session {
    std::int64_t seq = 0;
    std::string stream_id; ///< "st-" and 23 letters and digits
    timestamp started_at{};
    std::optional<timestamp> ended_at;
    std::string ingest; ///< the ingestConfiguration as JSON
};
BOOST_DESCRIBE_STRUCT(session, (), (seq, stream_id, started_at, ended_at, ingest))

struct happened {
    std::string name;
    std::string type;
    timestamp event_time{};
};
BOOST_DESCRIBE_STRUCT(happened, (), (name, type, event_time))

/// A publisher is there: a new session, or the last one goes on.
void begin(db::connection& in, const std::string& channel, const media::publication_info& by, timestamp now);
/// Its publisher is gone.
void end(db::connection& in, const std::string& channel, timestamp now);

/// The newest first, before the session `before` (0: all).
std::vector<session> of(db::connection& in, const std::string& channel, std::int64_t before, std::int64_t most);
std::optional<session> find(db::connection& in, const std::string& channel, const std::string& stream_id);
/// The last 500, the newest first.
std::vector<happened> events_of(db::connection& in, const session& which);
void forget(db::connection& in, const std::string& channel);

} // namespace ahimmoyak::control::sessions
