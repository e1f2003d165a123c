#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ahimmoyak {

/// Starts a program of ours that inherits `end` as its descriptor `as`, and nothing else that is open here: no socket,
/// no database, no directory, no environment. Throws std::system_error.
pid_t start_program(const std::filesystem::path& program, const std::vector<std::string>& words, int end, int as);

/// Waits for its end, which was made certain: a killed process takes no time to end.
void bury(pid_t which);

/// A program that stands beside this one.
std::filesystem::path program_beside_us(std::string_view name);

} // namespace ahimmoyak
