#pragma once

#include "app/options.hpp"

#include <string>
#include <vector>

/// What the binary does, by its subcommands. Each returns the exit status; a mistake of the person is
/// thrown with what to change.
namespace ahimmoyak::app {

/// Serves until SIGINT or SIGTERM, then drains and returns 0.
int serve(const options& with);
int migrate(const options& with);
/// Fills an empty installation with demonstration data; on one that has it already, only prints the
/// accounts again. Refuses an installation that somebody else set up.
int demo(const options& with, bool as_json);
int admin(const options& with, const std::vector<std::string>& words);
int doctor(const options& with);
int print_version();

} // namespace ahimmoyak::app
