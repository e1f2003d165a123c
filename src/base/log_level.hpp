#pragma once

#include "base/log.hpp"

namespace ahimmoyak::log {

/// Whether a line of this level would be written: asked where its fields cost more than the question.
bool writes(level at);

} // namespace ahimmoyak::log
