#pragma once

#include "live/api.hpp"

namespace ahimmoyak::live {

/// The recording of a lecture as its page shows it: what to play, quizzes and chat at their places.
void add_recording_routes(http::router& to, json::schema_book& book, module& m);

} // namespace ahimmoyak::live
