#pragma once

#include "http/router.hpp"

#include <map>
#include <string>
#include <string_view>

namespace ahimmoyak::app {

/// The web interface: files that were built once, compressed, and embedded in the binary.
class pages {
public:
    /// Of the archive embedded in this binary.
    pages();
    /// Of a tar archive (POSIX ustar) whose bytes outlive this.
    explicit pages(std::string_view archive);

    /// Where else a page may send and read files: an origin; empty: nowhere. Before add_to().
    void files_at(std::string_view origin);

    /// Answers every GET that no route has: a file by its path, or the application's page for an
    /// address that the browser's router knows. A file with a hash in its name is immutable.
    void add_to(http::router& site);

private:
    struct file {
        std::string_view bytes;
        std::string_view brotli;
        std::string_view gzip;
        std::string tag;
    };
    http::response serve(const http::request& in) const;

    std::map<std::string, file, std::less<>> files_;
    std::string policy_; ///< Content-Security-Policy
};

} // namespace ahimmoyak::app
