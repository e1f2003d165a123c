#pragma once

#include "http/websocket.hpp"
#include "studio/api.hpp"

namespace ahimmoyak::studio {

/// One connection from its token to its end.
task<> serve(module& m, http::socket_request& asked);

} // namespace ahimmoyak::studio
