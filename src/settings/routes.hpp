#pragma once

#include "http/endpoint.hpp"
#include "settings/api.hpp"

// The routes by noun; inside of this folder only.
namespace ahimmoyak::settings {

inline constexpr auto only_operator = http::allow::only(role::ADMIN);

enum class connection_security : std::uint8_t { NONE, STARTTLS, TLS };
BOOST_DESCRIBE_ENUM(connection_security, NONE, STARTTLS, TLS)

struct general_settings {
    std::string installation_name; ///< empty: the product's own
    ahimmoyak::language default_language{};
    origin default_language_from{}; ///< FILE and above: cannot be changed here
    bool sign_up_open = true;
    std::int64_t training_years = 5;
    origin training_years_from{}; ///< FILE and above: cannot be changed here
};
BOOST_DESCRIBE_STRUCT(general_settings, (),
                      (installation_name, default_language, default_language_from, sign_up_open, training_years,
                       training_years_from))

struct mail_settings {
    std::string host; ///< empty: none, mails stay in the mailbox
    std::int64_t port = 587;
    connection_security security = connection_security::STARTTLS;
    std::string user;
    bool has_password = false; ///< it is never shown
    std::string sender;
    origin from{}; ///< FILE and above: cannot be changed here
};
BOOST_DESCRIBE_STRUCT(mail_settings, (), (host, port, security, user, has_password, sender, from))

struct backup_settings {
    bool daily = false;
    std::string time_of_day; ///< 03:00, in the installation's zone
    std::int64_t keep_count = 7;
};
BOOST_DESCRIBE_STRUCT(backup_settings, (), (daily, time_of_day, keep_count))

struct live_settings {
    bool renditions = false;         ///< broadcasts are offered in smaller pictures too
    std::int64_t recording_days = 0; ///< that recordings are kept; 0: for good
};
BOOST_DESCRIBE_STRUCT(live_settings, (), (renditions, recording_days))

struct all_settings {
    general_settings general;
    mail_settings mail;
    backup_settings backups;
    live_settings live;
    std::string time_zone;
    std::vector<fixed_setting> fixed; ///< set outside of the page only; after a restart
};
BOOST_DESCRIBE_STRUCT(all_settings, (), (general, mail, backups, live, time_zone, fixed))

http::tagged<all_settings> shown(const module& m);

/// The refusal of what was given by a file, the environment or the command line.
problem set_outside(std::string_view pointer, std::string_view name);

void add_mail_routes(http::routes<module>& r);

} // namespace ahimmoyak::settings
