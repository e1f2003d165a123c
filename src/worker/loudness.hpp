#pragma once

#include "worker/source.hpp"

#include <optional>

namespace ahimmoyak::worker {

/// Integrated loudness by EBU R128, in LUFS; nothing without sound, or when it is silent. Reads the
/// whole file.
std::optional<double> loudness_of(source& from);

} // namespace ahimmoyak::worker
