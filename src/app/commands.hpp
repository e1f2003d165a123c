#pragma once

#include "app/options.hpp"

#include <string>
#include <vector>

/// What the binary does, by its subcommands. Each returns the exit status; a mistake of the person is
/// thrown with what to change.
namespace ahimmoyak::app {

/// What serve() returns when the program shall start anew in the same process.
inline constexpr int start_anew = 75;

/// Serves until SIGINT or SIGTERM, then drains and returns 0, or start_anew.
int serve(const options& with);
int migrate(const options& with);
/// Fills an empty installation with demonstration data; on one that has it already, only prints the
/// accounts again. Refuses an installation that somebody else set up.
int demo(const options& with, bool as_json);
int admin(const options& with, const std::vector<std::string>& words);
int doctor(const options& with);
/// All of an installation in one file, while it runs or when it does not; `to` is a file or a folder (backups in the
/// data folder when empty).
int backup(const options& with, const std::string& to);
/// Puts what is in a backup into an installation that does not run.
int restore(const options& with, const std::string& from, bool replaces);
/// Access keys for programs that speak S3: create NAME [read-only], list, remove ID.
int access_key(const options& with, const std::vector<std::string>& words);
/// Reads every stored file anew and says which are broken or missing; 1 when there are any.
int scrub(const options& with);
/// Whether a pack of evidence is as it was signed: by this installation, or by the key that is given.
int evidence(const options& with, const std::vector<std::string>& words, const std::string& key);
/// analysis rebuild: makes all figures anew from the records.
int analysis(const options& with, const std::string& word);
int print_version();

} // namespace ahimmoyak::app
