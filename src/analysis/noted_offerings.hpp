#pragma once

#include "offerings/offering.hpp"

#include <mutex>
#include <set>
#include <utility>

namespace ahimmoyak::analysis {

/// Offerings that are to be looked at again soon, each once however often it was noted. Thread-safe.
class noted_offerings {
public:
    void note(offerings::course_provide_id which)
    {
        const std::lock_guard lock{mutex_};
        noted_.insert(which);
    }
    std::set<offerings::course_provide_id> take()
    {
        const std::lock_guard lock{mutex_};
        return std::exchange(noted_, {});
    }

private:
    std::mutex mutex_;
    std::set<offerings::course_provide_id> noted_; // guarded by mutex_
};

} // namespace ahimmoyak::analysis
