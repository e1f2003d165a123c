#pragma once

#include <string_view>

/// The lessons of the demonstration, embedded in the binary.
namespace ahimmoyak::app::demo_files {

std::string_view first_video();
std::string_view second_video();
std::string_view handout();

} // namespace ahimmoyak::app::demo_files
