#pragma once

#include "db/connection.hpp"
#include "settings/settings.hpp"

#include <optional>
#include <string>

/// What was set in the page. Every change is based on a version: a stale one throws the 412.
namespace ahimmoyak::settings::store {

/// As it lies in the table.
struct row {
    std::optional<std::string> installation_name;
    std::optional<ahimmoyak::language> default_language;
    std::optional<bool> sign_up_open;
    std::optional<std::int64_t> training_years;
    std::optional<std::string> smtp_host;
    std::optional<std::int64_t> smtp_port;
    std::optional<std::string> smtp_security;
    std::optional<std::string> smtp_user;
    std::optional<std::string> smtp_password_sealed;
    std::optional<std::string> smtp_from;
    std::optional<std::int64_t> backup_minute;
    std::optional<std::int64_t> backup_keep;
    std::optional<timestamp> backup_since;
    std::optional<bool> live_renditions;
    std::optional<std::int64_t> recording_days;
    std::optional<timestamp> recording_days_since;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(row, (),
                      (installation_name, default_language, sign_up_open, training_years, smtp_host, smtp_port,
                       smtp_security, smtp_user, smtp_password_sealed, smtp_from, backup_minute, backup_keep,
                       backup_since, live_renditions, recording_days, recording_days_since, version))

row read(db::connection& in);

struct change {
    std::optional<std::int64_t> based_on; ///< the version; nothing: whatever it is
    timestamp now{};
};

struct general {
    std::string installation_name;
    ahimmoyak::language speaks{};
    bool sign_up_open = true;
    std::int64_t training_years = 5;
};
row set_general(db::connection& in, const general& to, const change& by);

/// Nothing: no mail server. The password stands sealed in `sealed`.
row set_mail(db::connection& in, const std::optional<mail::smtp_server>& to, const std::optional<std::string>& sealed,
             const change& by);

/// `minute`: nothing when none are to be made.
row set_backup(db::connection& in, std::optional<std::int64_t> minute, std::int64_t keep, const change& by);

/// `recording_days`: 0 keeps them for good.
row set_live(db::connection& in, bool renditions, std::int64_t recording_days, const change& by);

} // namespace ahimmoyak::settings::store
