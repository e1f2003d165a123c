#include "health/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <fstream>
#include <memory>

namespace ahimmoyak::health {

namespace fs = std::filesystem;

namespace {

std::optional<timestamp> moment_of(const ASN1_TIME* at)
{
    std::tm parts{};
    if (!at || ASN1_TIME_to_tm(at, &parts) != 1)
        return std::nullopt;
    return timestamp{std::chrono::seconds{::timegm(&parts)}};
}

std::string content_of(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

std::optional<certificate_facts> read_certificate(std::string_view pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> in{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                       &BIO_free};
    const std::unique_ptr<X509, decltype(&X509_free)> found{
        in ? PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr) : nullptr, &X509_free};
    if (!found)
        return std::nullopt;
    const auto from = moment_of(X509_get0_notBefore(found.get()));
    const auto until = moment_of(X509_get0_notAfter(found.get()));
    if (!from || !until)
        return std::nullopt;
    return certificate_facts{*from, *until};
}

std::optional<certificate_facts> certificate_of_front(const fs::path& front, const std::string& host)
{
    std::error_code missing;
    if (const auto given = front / "given.crt"; fs::exists(given, missing))
        return read_certificate(content_of(given));
    // certificates/<who issued it>/<host>/<host>.crt; the one that lasts longest is in use.
    std::optional<certificate_facts> best;
    for (const auto& issuer : fs::directory_iterator{front / "certificates", missing}) {
        const auto is = read_certificate(content_of(issuer.path() / host / (host + ".crt")));
        if (is && (!best || is->valid_until > best->valid_until))
            best = is;
    }
    return best;
}

} // namespace ahimmoyak::health
