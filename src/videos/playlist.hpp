#pragma once

#include "videos/video.hpp"

#include <string>

namespace ahimmoyak::videos {

/// The multivariant playlist: "2.m3u8" and so on by the renditions' numbers, best for most first.
std::string multivariant(const prepared& of);
/// A rendition's own: "2/init.mp4", "2/0.m4s", "2/1.m4s" …
std::string media_playlist(const rendition& of);

/// Do the tables fit each other, and the files? What the worker says is checked like everything from outside.
bool is_sound(const prepared& made);

} // namespace ahimmoyak::videos
