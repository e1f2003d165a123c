#pragma once

#include "exams/api.hpp"

/// What goes on without anybody connected.
namespace ahimmoyak::exams {

/// When nobody looked after the exams for longer than this, the server was down.
inline constexpr std::chrono::seconds outage_from{5};

/// Notes that the server is at work; where it was not while somebody wrote, puts their ends off by as long.
/// How many attempts it put off.
task<std::int64_t> beat(module& m);
/// Hands in what has ended, at the moment at which it ended. How many.
task<std::int64_t> hand_in_ended(module& m);

} // namespace ahimmoyak::exams
