#pragma once

#include "base/task.hpp"

#include <boost/asio/local/stream_protocol.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace ahimmoyak::videos {

/// A media worker that runs, and the line to it. Killed and buried with the object.
class worker_process {
public:
    /// Throws when it cannot be started.
    worker_process(executor on, const std::filesystem::path& program, const std::vector<std::string>& words);
    ~worker_process();
    worker_process(worker_process&&) = delete;

    struct message {
        char kind = 0; ///< 0: it is gone
        std::string body;
    };
    task<message> next();
    task<> answer(std::string_view bytes);

    /// Kills it when it says nothing for so long, or is not done by then, or `stopped` says so.
    void watch(std::chrono::seconds silence, std::chrono::seconds in_all, const std::atomic<bool>& stopped);
    bool ran_late() const { return life_->late; }

    void kill();

private:
    using local = asio::local::stream_protocol;
    struct life {
        pid_t pid = 0;
        bool over = false;
        bool late = false;
        std::chrono::steady_clock::time_point heard{};
    };
    static task<> guard(std::shared_ptr<life> of, std::chrono::seconds silence, std::chrono::seconds in_all,
                        const std::atomic<bool>& stopped);

    asio::basic_stream_socket<local, executor> line_;
    std::shared_ptr<life> life_; // one thread: all of it runs on one executor
};

} // namespace ahimmoyak::videos
