#pragma once

#include "app/installation.hpp"

#include <string>

namespace ahimmoyak::app {

/// Fills an empty installation: an institution with courses, two companies with thirty trainees,
/// offerings in each state, and a lecture that can be broadcast to. Everybody has the same password.
task<> fill_demonstration(installation& all, std::string password);

} // namespace ahimmoyak::app
