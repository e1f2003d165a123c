#include "settings/api.hpp"

#include "base/log.hpp"
#include "settings/routes.hpp"

#include <charconv>

namespace ahimmoyak::settings {

namespace {

struct general_change {
    text<0, 30> installation_name;
    ahimmoyak::language default_language{};
    bool sign_up_open = true;
    whole<0, 30> training_years;
};
BOOST_DESCRIBE_STRUCT(general_change, (), (installation_name, default_language, sign_up_open, training_years))

struct backup_change {
    bool daily = false;
    text<5, 5> time_of_day;
    whole<1, 90> keep_count;
};
BOOST_DESCRIBE_STRUCT(backup_change, (), (daily, time_of_day, keep_count))

struct live_change {
    bool renditions = false;
    whole<0, 3650> recording_days;
};
BOOST_DESCRIBE_STRUCT(live_change, (), (renditions, recording_days))

std::string time_of(std::int64_t minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::optional<std::int64_t> minute_of(std::string_view time)
{
    const auto number = [&](std::size_t at, std::int64_t most) -> std::optional<std::int64_t> {
        std::int64_t value = -1;
        const auto [end, ec] = std::from_chars(time.data() + at, time.data() + at + 2, value);
        const bool right = ec == std::errc{} && end == time.data() + at + 2 && value >= 0 && value <= most;
        return right ? std::optional{value} : std::nullopt;
    };
    if (time.size() != 5 || time[2] != ':')
        return std::nullopt;
    const auto hour = number(0, 23);
    const auto minute = number(3, 59);
    return hour && minute ? std::optional{*hour * 60 + *minute} : std::nullopt;
}

connection_security shown_security(mail::smtp_security is)
{
    return is == mail::smtp_security::none  ? connection_security::NONE
           : is == mail::smtp_security::tls ? connection_security::TLS
                                            : connection_security::STARTTLS;
}

task<http::tagged<all_settings>> show_all(module& m) { co_return shown(m); }

task<http::tagged<all_settings>> change_general(module& m, http::if_match version, http::body<general_change> to)
{
    const auto& given = m.now.given().training_years;
    if (given && *given != to->training_years.value)
        throw set_outside("/trainingYears", "retention.training-years");
    const auto& speaks = m.now.given().language;
    if (speaks && *speaks != to->default_language)
        throw set_outside("/defaultLanguage", "language");
    const store::general wanted{to->installation_name.value, to->default_language, to->sign_up_open,
                                to->training_years.value};
    const store::change by{version.version, m.time.now()};
    auto work = [&](db::connection& in) { return store::set_general(in, wanted, by); };
    const auto is = co_await m.db.write(work);
    m.now.take(is);
    co_return shown(m);
}

task<http::tagged<all_settings>> change_backups(module& m, http::if_match version, http::body<backup_change> to)
{
    const auto minute = minute_of(to->time_of_day.value);
    if (!minute)
        throw invalid("/timeOfDay", "time_of_day",
                      {"03:00처럼 24시간제로 적으세요.", "Write it as 03:00, from 00:00 to 23:59."});
    const auto wanted = to->daily ? minute : std::nullopt;
    const store::change by{version.version, m.time.now()};
    auto work = [&](db::connection& in) { return store::set_backup(in, wanted, to->keep_count.value, by); };
    const auto is = co_await m.db.write(work);
    m.now.take(is);
    co_return shown(m);
}

task<http::tagged<all_settings>> change_live(module& m, http::if_match version, http::body<live_change> to)
{
    const store::change by{version.version, m.time.now()};
    auto work = [&](db::connection& in) { return store::set_live(in, to->renditions, to->recording_days.value, by); };
    const auto is = co_await m.db.write(work);
    m.now.take(is);
    co_return shown(m);
}

} // namespace

http::tagged<all_settings> shown(const module& m)
{
    const auto is = m.now.get();
    const auto& given = m.now.given();
    all_settings all;
    all.general = {
        is->installation_name, is->speaks,         given.language ? given.language_from : origin::PAGE,
        is->sign_up_open,      is->training_years, given.training_years ? given.training_years_from : origin::PAGE};
    if (is->mail) {
        const auto& to = *is->mail;
        all.mail = {to.host, to.port, shown_security(to.security), to.user, !to.password.empty(), to.from.address, {}};
    }
    all.mail.from = given.has_mail ? given.mail_from : origin::PAGE;
    all.backups = {is->backup.has_value(), time_of(is->backup.value_or(daily_backup{}).minute), is->keep_backups};
    all.live = {is->live_renditions, is->recording_days};
    all.time_zone = m.zone;
    all.fixed = given.fixed;
    return {std::move(all), is->version};
}

problem set_outside(std::string_view pointer, std::string_view name)
{
    return invalid(pointer, "set_outside",
                   say("설정 파일이나 명령줄의 {}로 정해져 있어 여기에서 바꿀 수 없습니다.",
                       "It is given as {} by the configuration file, the environment or the command line and cannot be "
                       "changed here.",
                       name));
}

void chosen_transport::send(const mail::message& what, timestamp at, std::string_view unique)
{
    const auto is = of_.get();
    if (!is->mail)
        throw mail::delivery_failure{"no mail server is set", false};
    mail::smtp{*is->mail}.send(what, at, unique);
}

task<> start(module& m)
{
    const auto is = co_await m.db.read(store::read);
    m.now.take(is);
}

task<> keep_current(module& m)
{
    for (;;) {
        co_await sleep_for(std::chrono::seconds{30});
        try {
            co_await start(m);
        } catch (const std::exception& why) {
            log::warning("the settings cannot be read", {{"why", why.what()}});
        }
    }
}

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes r{to, book, m};
    r.get("/v1/admin/settings", only_operator, "What is set, and where it comes from", show_all);
    r.put("/v1/admin/settings/general", only_operator, "Change name, language, sign-up and retention", change_general);
    r.put("/v1/admin/settings/backups", only_operator, "Change the daily backup", change_backups);
    r.put("/v1/admin/settings/live", only_operator, "Change what is made and kept of live lectures", change_live);
    add_mail_routes(r);
}

} // namespace ahimmoyak::settings
