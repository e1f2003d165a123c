#pragma once

namespace ahimmoyak::worker {

/// Makes the renditions of a broadcast of what arrives (media/renditions/protocol.hpp), until it is told to end.
void make_live_renditions();

} // namespace ahimmoyak::worker
