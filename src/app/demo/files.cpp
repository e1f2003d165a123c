#include "app/demo/files.hpp"

// The files become part of the read-only data; DEMO_FOLDER is set by CMake.
#define AHIMMOYAK_EMBED(name, file)                                                                                    \
    __asm__(".section .rodata.ahimmoyak_demo,\"a\",@progbits\n"                                                        \
            ".global ahimmoyak_demo_" name "_begin\nahimmoyak_demo_" name "_begin:\n"                                  \
            ".incbin \"" DEMO_FOLDER "/" file "\"\n"                                                                   \
            ".global ahimmoyak_demo_" name "_end\nahimmoyak_demo_" name "_end:\n"                                      \
            ".byte 0\n.text\n")

AHIMMOYAK_EMBED("first", "lesson-1.mp4");
AHIMMOYAK_EMBED("second", "lesson-2.mp4");
AHIMMOYAK_EMBED("handout", "handout.pdf");
AHIMMOYAK_EMBED("safety", "safety.webp");
AHIMMOYAK_EMBED("privacy", "privacy.webp");
AHIMMOYAK_EMBED("forklift", "forklift.webp");

extern "C" {
extern const char ahimmoyak_demo_first_begin[];
extern const char ahimmoyak_demo_first_end[];
extern const char ahimmoyak_demo_second_begin[];
extern const char ahimmoyak_demo_second_end[];
extern const char ahimmoyak_demo_handout_begin[];
extern const char ahimmoyak_demo_handout_end[];
extern const char ahimmoyak_demo_safety_begin[];
extern const char ahimmoyak_demo_safety_end[];
extern const char ahimmoyak_demo_privacy_begin[];
extern const char ahimmoyak_demo_privacy_end[];
extern const char ahimmoyak_demo_forklift_begin[];
extern const char ahimmoyak_demo_forklift_end[];
}

namespace ahimmoyak::app::demo_files {

namespace {

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

} // namespace

std::string_view first_video() { return between(ahimmoyak_demo_first_begin, ahimmoyak_demo_first_end); }
std::string_view second_video() { return between(ahimmoyak_demo_second_begin, ahimmoyak_demo_second_end); }
std::string_view handout() { return between(ahimmoyak_demo_handout_begin, ahimmoyak_demo_handout_end); }
std::string_view safety_picture() { return between(ahimmoyak_demo_safety_begin, ahimmoyak_demo_safety_end); }
std::string_view privacy_picture() { return between(ahimmoyak_demo_privacy_begin, ahimmoyak_demo_privacy_end); }
std::string_view forklift_picture() { return between(ahimmoyak_demo_forklift_begin, ahimmoyak_demo_forklift_end); }

} // namespace ahimmoyak::app::demo_files
