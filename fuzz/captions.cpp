#include "videos/captions.hpp"

#include <string_view>

using namespace ahimmoyak::videos;

// Any bytes. What is read keeps to the bounds and is in order; written and read again it is the same captions.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    const auto read = captions_from({data, size});
    if (read.issues.size() > 20 || read.cues.size() > most_cues || (read.issues.empty() && read.cues.empty()))
        __builtin_trap();
    if (!read.issues.empty())
        return 0;
    std::int64_t last = 0;
    for (const auto& each : read.cues) {
        if (each.start_ms.value < last || each.end_ms.value <= each.start_ms.value ||
            each.end_ms.value > last_moment_ms || each.text.value.empty() ||
            ahimmoyak::code_points(each.text.value) > 500)
            __builtin_trap();
        last = each.start_ms.value;
    }
    const auto again = captions_from(to_webvtt(read.cues));
    if (!again.issues.empty() || again.cues.size() != read.cues.size())
        __builtin_trap();
    for (std::size_t i = 0; i < again.cues.size(); ++i)
        if (again.cues[i].text.value != read.cues[i].text.value ||
            again.cues[i].start_ms.value != read.cues[i].start_ms.value ||
            again.cues[i].end_ms.value != read.cues[i].end_ms.value)
            __builtin_trap();
    return 0;
}
