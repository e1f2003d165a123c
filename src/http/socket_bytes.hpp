#pragma once

#include "base/task.hpp"

#include <optional>
#include <string>

namespace ahimmoyak::http {

class socket_request;

/// The next message of an accepted request, bytes or text as it may be, of at most the route's limit; nothing
/// once the connection is over. Beside websocket::receive(), which takes text alone.
task<std::optional<std::string>> receive_bytes(socket_request& on);

} // namespace ahimmoyak::http
