#pragma once

#include "base/task.hpp"
#include "media/frame.hpp"

#include <boost/asio/local/stream_protocol.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace ahimmoyak::media {

/// A worker that runs, and the line to it. Killed and buried with the object.
class worker_line {
public:
    /// Throws when it cannot be started.
    worker_line(executor on, const std::filesystem::path& program, const std::vector<std::string>& words);
    ~worker_line();
    worker_line(worker_line&&) = delete;

    struct message {
        char kind = 0; ///< 0: it is gone
        std::string body;
    };
    task<message> next();
    /// `rest` may be null. False when it is gone.
    task<bool> send(char kind, std::string head, shared_bytes rest);
    /// Both ends of the line see that it is over.
    void kill();
    bool gone() const { return gone_; }
    executor executor_of() { return line_.get_executor(); }

private:
    using local = asio::local::stream_protocol;
    asio::basic_stream_socket<local, executor> line_;
    pid_t pid_ = 0;
    bool gone_ = false;
};

} // namespace ahimmoyak::media
