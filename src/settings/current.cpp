#include "settings/current.hpp"

#include "base/log.hpp"
#include "base/sealed.hpp"

namespace ahimmoyak::settings {

namespace {

constexpr std::string_view place_of_password = "installation_setting.smtp_password";
constexpr std::string_view product = "아힘모약 Ahimmoyak";

mail::smtp_security security_of(std::string_view name)
{
    return name == "none"  ? mail::smtp_security::none
           : name == "tls" ? mail::smtp_security::tls
                           : mail::smtp_security::starttls;
}

std::optional<mail::smtp_server> server_of(const store::row& is, std::string_view key)
{
    if (!is.smtp_host)
        return std::nullopt;
    mail::smtp_server to;
    to.host = *is.smtp_host;
    to.port = static_cast<int>(is.smtp_port.value_or(587));
    to.security = security_of(is.smtp_security.value_or("starttls"));
    to.user = is.smtp_user.value_or("");
    to.from.address = is.smtp_from.value_or("");
    if (is.smtp_password_sealed) {
        auto plain = unseal(key, place_of_password, *is.smtp_password_sealed);
        if (!plain)
            log::error("the password of the mail server was sealed with another settings.key; enter it anew");
        to.password = std::move(plain).value_or("");
    }
    return to;
}

} // namespace

std::string seal_password(std::string_view key, std::string_view password)
{
    return seal(key, place_of_password, password);
}

values effective(const store::row& is, const outside& given, std::string_view sealing_key)
{
    const values defaults;
    values now;
    now.version = is.version;
    now.installation_name = is.installation_name.value_or("");
    now.speaks = given.language.value_or(is.default_language.value_or(defaults.speaks));
    now.sign_up_open = is.sign_up_open.value_or(defaults.sign_up_open);
    now.training_years = given.training_years.value_or(is.training_years.value_or(defaults.training_years));
    now.mail = given.has_mail ? given.mail : server_of(is, sealing_key);
    if (now.mail)
        now.mail->from.name = now.installation_name.empty() ? std::string{product} : now.installation_name;
    now.live_renditions = is.live_renditions.value_or(defaults.live_renditions);
    now.recording_days = is.recording_days.value_or(defaults.recording_days);
    now.recording_days_since = is.recording_days_since.value_or(timestamp{});
    now.keep_backups = is.backup_keep.value_or(defaults.keep_backups);
    if (is.backup_minute)
        now.backup = daily_backup{*is.backup_minute, now.keep_backups, is.backup_since.value_or(timestamp{})};
    return now;
}

current::current(outside given, std::string sealing_key)
    : given_{std::move(given)}, key_{std::move(sealing_key)},
      now_{std::make_shared<const values>(effective({}, given_, key_))}
{
}

std::shared_ptr<const values> current::get() const
{
    const std::lock_guard lock{mutex_};
    return now_;
}

void current::take(const store::row& is)
{
    auto fresh = std::make_shared<const values>(effective(is, given_, key_));
    const std::lock_guard lock{mutex_};
    if (fresh->version > now_->version)
        now_ = std::move(fresh);
}

} // namespace ahimmoyak::settings
