#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace ahimmoyak::media::rtmp {

/// A chain of certificates and its private key, both PEM.
struct certificate_files {
    std::filesystem::path chain;
    std::filesystem::path key;
    friend bool operator==(const certificate_files&, const certificate_files&) = default;
};

/// The certificate shown to publishers, read anew when its files change: they are renewed every few weeks, often by
/// another program. Thread-safe.
class certificate {
public:
    /// Asked where the files are each time that is looked at; nothing while there are none.
    using finder = std::function<std::optional<certificate_files>()>;

    explicit certificate(finder find, std::chrono::milliseconds looks_each = std::chrono::seconds{5})
        : find_{std::move(find)}, looks_each_{looks_each}
    {
    }

    /// Null while there is none that can be used; an older one stays in use when its successor is broken.
    std::shared_ptr<boost::asio::ssl::context> current();
    /// Why there is none, or why the newest is not used; empty when all is well.
    std::string trouble() const;

private:
    using steady = std::chrono::steady_clock;
    struct state_of_files {
        certificate_files files;
        std::filesystem::file_time_type chain_at{};
        std::filesystem::file_time_type key_at{};
        friend bool operator==(const state_of_files&, const state_of_files&) = default;
    };

    void look();

    const finder find_;
    const std::chrono::milliseconds looks_each_;
    mutable std::mutex mutex_;
    std::optional<steady::time_point> looked_at_;
    std::optional<state_of_files> seen_;
    std::shared_ptr<boost::asio::ssl::context> context_;
    std::string trouble_;
};

} // namespace ahimmoyak::media::rtmp
