#pragma once

#include "identity/providers/provider.hpp"
#include "settings/current.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::app {

/// As it was written, and where. Secrets are empty.
struct given_setting {
    std::string value;
    settings::origin from{};
};

/// How the program is configured: flags win over environment, environment over the TOML file.
struct options {
    std::string listen = "0.0.0.0";
    std::uint16_t port = 8080;
    std::uint16_t rtmp_port = 1935;
    std::uint16_t rtmps_port = 1936;
    std::string rtmp_listen; ///< empty: as listen
    std::string tls_cert;    ///< of RTMPS; empty: that of the front, if any
    std::string tls_key;
    std::optional<std::chrono::seconds> takeover_after{3}; ///< nothing: never
    std::filesystem::path data = "data";
    std::string database;       ///< empty: SQLite in the data folder
    std::string public_address; ///< such as https://lms.example.kr; empty: that of each request
    std::string zone = "Asia/Seoul";
    std::string language = "ko";       ///< of letters to who has chosen none: ko, en
    std::vector<std::string> services; ///< empty: all
    int threads = 0;                   ///< 0: one for each processor
    std::string log_level = "info";
    std::vector<std::string> cors_origins;
    std::string cookie_domain;
    int training_years = 5; ///< how long after its end a training's records keep the names of deleted accounts
    std::string administrator_second_factor;    ///< required, optional; empty: required, but in a demonstration
    std::string media_heights = "1080,720,360"; ///< of the renditions of videos
    std::string live_heights = "1080,720,360";  ///< of the renditions of broadcasts, where they are switched on
    std::string chat_review_hook;               ///< who is asked about each chat message; empty: nobody
    bool chat_review_denies = false;            ///< when the hook does not answer in time
    std::string smtp_host;
    std::uint16_t smtp_port = 587;
    std::string smtp_tls = "starttls"; ///< none, starttls, tls
    std::string smtp_user;
    std::string smtp_password;
    std::string smtp_from;
    std::string objects_endpoint; ///< of an outside S3; empty: files stay in the data folder
    std::string objects_region = "us-east-1";
    std::string objects_bucket;
    std::string objects_access_key;
    std::string objects_secret_key;
    bool objects_path_style = true;
    std::map<std::string, given_setting> given;                     ///< what was set at all, by its name in the file
    std::map<std::string, identity::providers::provider> providers; ///< external sign-in, by name

    std::string database_address() const;
    bool secure() const { return public_address.starts_with("https://"); }
};

/// One thing that can be configured: `smtp.host` in the file is --smtp-host and AHIMMOYAK_SMTP_HOST.
struct setting {
    std::string_view name;
    std::string_view help;
    bool secret; ///< not offered as a flag, which other users of the machine could read
    std::function<void(options&, const std::string&)> set;
};

const std::vector<setting>& settings();

/// What can be configured of an external sign-in provider: `providers.google.client-id` in the file is
/// AHIMMOYAK_PROVIDERS_GOOGLE_CLIENT_ID; not a flag, as the providers' names are free.
struct provider_key {
    std::string_view name;
    std::string_view help;
};
const std::vector<provider_key>& provider_keys();

/// A mistake in the configuration: names the key, where it stands, and what it takes.
struct configuration_error : std::runtime_error {
    using runtime_error::runtime_error;
};

/// `flags` are (name as in the file, value); `environment` is (NAME, value). The file is
/// `config` of the flags, or AHIMMOYAK_CONFIG, or config.toml in the data folder if it is there.
/// Throws configuration_error.
options read_options(const std::map<std::string, std::string>& flags,
                     const std::map<std::string, std::string>& environment);

} // namespace ahimmoyak::app
