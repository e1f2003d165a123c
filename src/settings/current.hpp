#pragma once

#include "settings/store.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::settings {

enum class origin : std::uint8_t { DEFAULT, PAGE, FILE, ENVIRONMENT, COMMAND_LINE };
BOOST_DESCRIBE_ENUM(origin, DEFAULT, PAGE, FILE, ENVIRONMENT, COMMAND_LINE)

/// Something that only a file, the environment or the command line can set.
struct fixed_setting {
    std::string name;                 ///< as in the file: public-address
    std::optional<std::string> value; ///< absent: not given
    settings::origin origin{};
};
BOOST_DESCRIBE_STRUCT(fixed_setting, (), (name, value, origin))

/// What was given from outside, which the page cannot change.
struct outside {
    std::optional<std::int64_t> training_years;
    origin training_years_from = origin::DEFAULT;
    std::optional<ahimmoyak::language> language;
    origin language_from = origin::DEFAULT;
    /// Any smtp.… given makes all of them the outside's: a password of the page never goes to a server of the file.
    bool has_mail = false;
    std::optional<mail::smtp_server> mail;
    origin mail_from = origin::DEFAULT;
    std::vector<fixed_setting> fixed;
};

/// What is in effect. Thread-safe: asked each time, never copied for long.
class current {
public:
    /// `sealing_key`: 32 bytes.
    current(outside given, std::string sealing_key);

    std::shared_ptr<const values> get() const;
    /// Takes what was read from the table; an older version than is known changes nothing.
    void take(const store::row& is);

    const outside& given() const { return given_; }
    const std::string& key() const { return key_; }

private:
    const outside given_;
    const std::string key_;
    mutable std::mutex mutex_;
    std::shared_ptr<const values> now_; ///< guarded by mutex_
};

/// The values that a row of the table gives, under what was given from outside.
values effective(const store::row& is, const outside& given, std::string_view sealing_key);

std::string seal_password(std::string_view key, std::string_view password);

} // namespace ahimmoyak::settings
