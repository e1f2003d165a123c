#include "app/given_settings.hpp"

#include <algorithm>

namespace ahimmoyak::app {

namespace {

constexpr std::string_view mail_prefix = "smtp.";

// An address of a database may hold a password.
std::string shown_value(const std::string& name, const given_setting& is)
{
    if (name != "database")
        return is.value;
    return is.value.starts_with("postgres") ? "PostgreSQL" : "SQLite";
}

mail::smtp_server server_in(const options& with)
{
    return {.host = with.smtp_host,
            .port = with.smtp_port,
            .security = with.smtp_tls == "none"  ? mail::smtp_security::none
                        : with.smtp_tls == "tls" ? mail::smtp_security::tls
                                                 : mail::smtp_security::starttls,
            .user = with.smtp_user,
            .password = with.smtp_password,
            .from = {with.smtp_from, {}}};
}

} // namespace

settings::outside given_settings(const options& with)
{
    settings::outside all;
    const auto given = [&](const std::string& name) -> const given_setting* {
        const auto found = with.given.find(name);
        return found == with.given.end() ? nullptr : &found->second;
    };
    if (const auto* years = given("retention.training-years")) {
        all.training_years = with.training_years;
        all.training_years_from = years->from;
    }
    if (const auto* speaks = given("language")) {
        all.language = with.language == "en" ? language::en : language::ko;
        all.language_from = speaks->from;
    }
    for (const auto& [name, is] : with.given)
        if (name.starts_with(mail_prefix)) {
            all.has_mail = true;
            all.mail_from = std::max(all.mail_from, is.from);
        }
    if (!with.smtp_host.empty()) {
        all.mail = server_in(with);
        if (!mail::is_plain_address(with.smtp_from))
            throw configuration_error{"smtp.from must be the e-mail address that mails come from"};
    }
    for (const auto& each : app::settings()) {
        const std::string name{each.name};
        if (each.secret || name.starts_with(mail_prefix) || name == "retention.training-years" || name == "language")
            continue;
        const auto* is = given(name);
        all.fixed.push_back({name, is ? std::optional{shown_value(name, *is)} : std::nullopt,
                             is ? is->from : settings::origin::DEFAULT});
    }
    return all;
}

} // namespace ahimmoyak::app
