#pragma once

#include "base/problem.hpp"

#include <boost/describe.hpp>

#include <atomic>
#include <cstdint>

namespace ahimmoyak::backups {

/// What is being done now, in the order of it.
enum class doing : std::uint8_t { DATABASE, FILES, CHECKING, RESTARTING };
BOOST_DESCRIBE_ENUM(doing, DATABASE, FILES, CHECKING, RESTARTING)

/// Of one backup or restore, written by the thread that makes it and read by others.
struct progress {
    std::atomic<doing> now{doing::DATABASE};
    std::atomic<std::uint64_t> done{0};
    std::atomic<std::uint64_t> total{0}; ///< 0: not known yet
    std::atomic<bool> give_up{false};    ///< the program ends

    void must_go_on() const
    {
        if (give_up)
            throw unavailable({"서버가 끝나는 중이라 그만두었습니다.", "Given up, since the server ends."});
    }
    void add(std::uint64_t more)
    {
        must_go_on();
        done += more;
    }
};

} // namespace ahimmoyak::backups
