#pragma once

#include <cstdint>

namespace ahimmoyak::worker {

struct limits {
    std::uint64_t cpu_seconds = 600;
    std::uint64_t memory_mib = 3072;
    int niceness = 19;  ///< at 19 it also has only what time is left over
    int processors = 0; ///< that it may use at the same time, the last ones of the machine; 0: all
};

/// From here on the process computes and talks over its one descriptor, and can do nothing else: no files, no
/// network, no other programs, low priority, bounded time and memory. Throws when that cannot be had.
void enter_sandbox(const limits& with);

} // namespace ahimmoyak::worker
