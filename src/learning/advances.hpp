#pragma once

#include "offerings/offering.hpp"

#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace ahimmoyak::learning {

/// A trainee of an offering.
struct advanced {
    offerings::course_provide_id offering;
    user_id trainee;
    auto operator<=>(const advanced&) const = default;
};

/// Who got on in a lesson by a percent since somebody looked last: for those to whom a course's progress matters. In
/// memory only, as it happens with every heartbeat; who depends on it looks at everybody when it starts. Thread-safe.
class advances {
public:
    void note(const advanced& who)
    {
        const std::lock_guard lock{mutex_};
        if (all_.size() < most)
            all_.insert(who);
        if (offerings_.size() < most)
            offerings_.insert(who.offering);
    }

    std::set<advanced> take()
    {
        const std::lock_guard lock{mutex_};
        return std::exchange(all_, {});
    }

    /// The same for figures of whole offerings: one's taking takes nothing from the other.
    std::set<offerings::course_provide_id> take_offerings()
    {
        const std::lock_guard lock{mutex_};
        return std::exchange(offerings_, {});
    }

private:
    /// More than study at once; where nobody looks, it is no leak.
    static constexpr std::size_t most = 100'000;
    std::mutex mutex_;
    std::set<advanced> all_;
    std::set<offerings::course_provide_id> offerings_;
};

} // namespace ahimmoyak::learning
