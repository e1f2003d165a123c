#include "app/ingest_certificate.hpp"

namespace ahimmoyak::app {

namespace fs = std::filesystem;

namespace {

using files = media::rtmp::certificate_files;

std::string host_of(std::string_view address)
{
    address.remove_prefix(address.find("://") + 3);
    return std::string{address.substr(0, address.find(':'))};
}

// certificates/<who issued it>/<host>/<host>.crt and .key. Of several the latest is in use: a machine may have
// changed from its own authority to a public one.
std::optional<files> files_of_front(const fs::path& front, const std::string& host)
{
    std::optional<files> best;
    fs::file_time_type best_at{};
    std::error_code missing;
    for (const auto& issuer : fs::directory_iterator{front / "certificates", missing}) {
        const files found{issuer.path() / host / (host + ".crt"), issuer.path() / host / (host + ".key")};
        const auto at = fs::last_write_time(found.chain, missing);
        if (missing || !fs::exists(found.key, missing) || (best && at <= best_at))
            continue;
        best = found;
        best_at = at;
    }
    return best;
}

} // namespace

std::shared_ptr<media::rtmp::certificate> ingest_certificate(const options& with)
{
    using media::rtmp::certificate;
    if (!with.tls_cert.empty())
        return std::make_shared<certificate>(
            [given = files{with.tls_cert, with.tls_key}] { return std::optional{given}; });
    std::error_code missing;
    const auto front = with.data / "front";
    if (!with.secure() || !fs::is_directory(front, missing))
        return nullptr;
    return std::make_shared<certificate>(
        [front, host = host_of(with.public_address)] { return files_of_front(front, host); });
}

} // namespace ahimmoyak::app
