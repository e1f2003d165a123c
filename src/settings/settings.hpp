#pragma once

#include "base/values.hpp"
#include "base/words.hpp"
#include "mail/smtp.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace ahimmoyak::settings {

struct daily_backup {
    std::int64_t minute = 3 * 60; ///< of the day, in the installation's zone
    std::int64_t keep = 7;        ///< the newest ones
    timestamp since{};            ///< when this was set
    bool operator==(const daily_backup&) const = default;
};

/// What holds, wherever it comes from.
struct values {
    std::string installation_name;             ///< empty: the product's own
    ahimmoyak::language speaks = language::ko; ///< to who has not chosen a language
    bool sign_up_open = true;
    std::int64_t training_years = 5;
    std::optional<mail::smtp_server> mail; ///< nothing: mails stay in the mailbox
    std::optional<daily_backup> backup;    ///< nothing: none are made by themselves
    std::int64_t keep_backups = 7;         ///< remembered while they are not made
    bool live_renditions = false;          ///< broadcasts are offered in smaller pictures too
    std::int64_t recording_days = 0;       ///< that recordings are kept; 0: for good
    timestamp recording_days_since{};      ///< when that was set
    std::int64_t version = 0;              ///< of what was set in the page
};

} // namespace ahimmoyak::settings
