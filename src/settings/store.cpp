#include "settings/store.hpp"

#include "base/problem.hpp"

namespace ahimmoyak::settings::store {

namespace {

constexpr db::query the_row{R"(
    SELECT installation_name, default_language, sign_up_open, training_years, smtp_host, smtp_port, smtp_security,
           smtp_user, smtp_password_sealed, smtp_from, backup_minute, backup_keep, backup_since, live_renditions,
           recording_days, recording_days_since, version
    FROM installation_setting WHERE id = 1)"};
constexpr db::query put_general{R"(
    UPDATE installation_setting
    SET installation_name = $1, default_language = $2, sign_up_open = $3, training_years = $4,
        version = version + 1, updated_at = $5
    WHERE id = 1)"};
constexpr db::query put_mail{R"(
    UPDATE installation_setting
    SET smtp_host = $1, smtp_port = $2, smtp_security = $3, smtp_user = $4, smtp_password_sealed = $5, smtp_from = $6,
        version = version + 1, updated_at = $7
    WHERE id = 1)"};
constexpr db::query put_backup{R"(
    UPDATE installation_setting
    SET backup_minute = $1, backup_keep = $2, backup_since = $3, version = version + 1, updated_at = $3
    WHERE id = 1)"};
constexpr db::query put_live{R"(
    UPDATE installation_setting
    SET live_renditions = $1, recording_days_since = CASE WHEN recording_days = $2 THEN recording_days_since ELSE $3 END,
        recording_days = $2, version = version + 1, updated_at = $3
    WHERE id = 1)"};

void must_be_based_on(db::connection& in, const change& by)
{
    if (by.based_on && *by.based_on != read(in).version)
        throw problem{412,
                      "changed_meanwhile",
                      {"그사이 다른 사람이 설정을 고쳤습니다. 새로 불러온 뒤 다시 고치세요.",
                       "Somebody else has changed the settings meanwhile; load them again and repeat your change."}};
}

std::string_view name_of(mail::smtp_security is)
{
    return is == mail::smtp_security::none ? "none" : is == mail::smtp_security::tls ? "tls" : "starttls";
}

} // namespace

row read(db::connection& in) { return in.first<row>(the_row).value(); }

row set_general(db::connection& in, const general& to, const change& by)
{
    must_be_based_on(in, by);
    in.run(put_general, to.installation_name, to.speaks, to.sign_up_open, to.training_years, by.now);
    return read(in);
}

row set_mail(db::connection& in, const std::optional<mail::smtp_server>& to, const std::optional<std::string>& sealed,
             const change& by)
{
    must_be_based_on(in, by);
    row is;
    if (to) {
        is.smtp_host = to->host;
        is.smtp_port = to->port;
        is.smtp_security = name_of(to->security);
        is.smtp_user = to->user;
        is.smtp_password_sealed = sealed;
        is.smtp_from = to->from.address;
    }
    in.run(put_mail, is.smtp_host, is.smtp_port, is.smtp_security, is.smtp_user, is.smtp_password_sealed, is.smtp_from,
           by.now);
    // Who carries mails wakes up: some may wait for a server.
    in.announce();
    return read(in);
}

row set_backup(db::connection& in, std::optional<std::int64_t> minute, std::int64_t keep, const change& by)
{
    must_be_based_on(in, by);
    in.run(put_backup, minute, keep, by.now);
    return read(in);
}

row set_live(db::connection& in, bool renditions, std::int64_t recording_days, const change& by)
{
    must_be_based_on(in, by);
    in.run(put_live, renditions, recording_days, by.now);
    return read(in);
}

} // namespace ahimmoyak::settings::store
