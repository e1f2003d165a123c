#pragma once

#include <string_view>

/// The lessons and pictures of the demonstration, embedded in the binary.
namespace ahimmoyak::app::demo_files {

std::string_view first_video();
std::string_view second_video();
std::string_view handout();
std::string_view safety_picture();
std::string_view privacy_picture();
std::string_view forklift_picture();

} // namespace ahimmoyak::app::demo_files
