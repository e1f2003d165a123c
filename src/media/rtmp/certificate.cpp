#include "media/rtmp/certificate.hpp"

#include "base/log.hpp"

#include <boost/asio/ssl/context.hpp>

namespace ahimmoyak::media::rtmp {

namespace {

using context = boost::asio::ssl::context;

// Throws boost::system::system_error.
std::shared_ptr<context> read(const certificate_files& from)
{
    auto made = std::make_shared<context>(context::tls_server);
    made->set_options(context::default_workarounds | context::no_tlsv1 | context::no_tlsv1_1 | context::single_dh_use);
    made->use_certificate_chain_file(from.chain.string());
    made->use_private_key_file(from.key.string(), context::pem);
    if (SSL_CTX_check_private_key(made->native_handle()) != 1)
        throw boost::system::system_error{boost::system::errc::make_error_code(boost::system::errc::invalid_argument),
                                          "the key is not that of the certificate"};
    // Publishers come seldom and stay long: there is nothing to gain from resumed sessions, and memory to lose.
    SSL_CTX_set_session_cache_mode(made->native_handle(), SSL_SESS_CACHE_OFF);
    return made;
}

} // namespace

std::shared_ptr<context> certificate::current()
{
    const std::lock_guard lock{mutex_};
    const auto now = steady::now();
    if (!looked_at_ || now - *looked_at_ >= looks_each_) {
        looked_at_ = now;
        look();
    }
    return context_;
}

std::string certificate::trouble() const
{
    const std::lock_guard lock{mutex_};
    return trouble_;
}

void certificate::look()
{
    const auto files = find_();
    if (!files) {
        trouble_ = "there is no certificate yet";
        return;
    }
    std::error_code missing;
    state_of_files is{*files, std::filesystem::last_write_time(files->chain, missing), {}};
    if (!missing)
        is.key_at = std::filesystem::last_write_time(files->key, missing);
    if (!missing && seen_ == is)
        return;
    try {
        if (missing)
            throw boost::system::system_error{missing, "the files cannot be found"};
        auto made = read(*files);
        if (context_)
            log::info("rtmps: the certificate was exchanged", {{"file", files->chain.string()}});
        context_ = std::move(made);
        trouble_.clear();
    } catch (const boost::system::system_error& failure) {
        if (trouble_ != failure.what())
            log::warning("rtmps: the certificate cannot be used",
                         {{"file", files->chain.string()}, {"reason", failure.what()}});
        trouble_ = failure.what();
    }
    // One that was only half written is looked at again.
    seen_ = trouble_.empty() ? std::optional{is} : std::nullopt;
}

} // namespace ahimmoyak::media::rtmp
