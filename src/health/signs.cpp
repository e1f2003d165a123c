#include "health/signs.hpp"

#include <algorithm>
#include <cmath>

namespace ahimmoyak::health {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::int64_t mebibyte = 1024 * 1024;
constexpr std::int64_t gibibyte = 1024 * mebibyte;

constexpr double slow_database = 250; // milliseconds
constexpr double late_threads = 250;  // milliseconds
constexpr double busy_processors = 85; // percent
constexpr auto backup_is_old = days{8};
constexpr auto backup_is_very_old = days{31};
constexpr auto daily_is_late = hours{30};

std::string size(std::int64_t bytes)
{
    if (bytes >= gibibyte)
        return fmt::format("{:.1f} GB", static_cast<double>(bytes) / static_cast<double>(gibibyte));
    return bytes >= mebibyte ? fmt::format("{} MB", bytes / mebibyte) : fmt::format("{} KB", bytes / 1024);
}

words ago(std::chrono::milliseconds for_)
{
    if (for_ >= days{2})
        return say("{}일", "{} days", std::chrono::floor<days>(for_).count());
    if (for_ >= hours{2})
        return say("{}시간", "{} hours", std::chrono::floor<hours>(for_).count());
    const auto count = std::max<std::int64_t>(1, std::chrono::floor<minutes>(for_).count());
    return {fmt::format("{}분", count), count == 1 ? "1 minute" : fmt::format("{} minutes", count)};
}

sign of_database(const database_facts& is)
{
    const auto milliseconds = std::llround(is.latency_milliseconds);
    if (is.pending_migration_count > 0)
        return {health_kind::DATABASE, health_state::BAD,
                say("데이터베이스가 이 버전보다 오래되었습니다({}개 남음). 서버를 다시 시작하세요.",
                    "The database is older than this version ({} steps are missing). Restart the server.",
                    is.pending_migration_count)};
    if (is.latency_milliseconds > slow_database)
        return {health_kind::DATABASE, health_state::ATTENTION,
                say("데이터베이스가 느립니다({} ms). 디스크가 느리거나 다른 프로그램이 바쁘지 않은지 보세요.",
                    "The database is slow ({} ms). See whether the disk is slow or another program is busy.",
                    milliseconds)};
    return {health_kind::DATABASE, health_state::GOOD,
            say("{} · {} · {} ms 만에 대답합니다.", "{} · {} · answers within {} ms.", is.kind, size(is.bytes),
                milliseconds)};
}

sign of_disk(const disk_facts& is)
{
    const auto room = size(is.free_bytes);
    if (is.free_bytes < gibibyte)
        return {health_kind::DISK, health_state::BAD,
                say("디스크에 {}만 남았습니다. 곧 아무것도 저장할 수 없습니다. 오래된 백업을 지우거나 디스크를 늘리세요.",
                    "Only {} of the disk are left; soon nothing can be kept. Delete old backups or get a larger disk.",
                    room)};
    if (is.free_bytes < 5 * gibibyte || is.free_bytes < is.total_bytes / 10)
        return {health_kind::DISK, health_state::ATTENTION,
                say("디스크에 {} 남았습니다. 오래된 백업을 지우거나 디스크를 늘리세요.",
                    "{} of the disk are left. Delete old backups or get a larger disk.", room)};
    return {health_kind::DISK, health_state::GOOD,
            say("{} 비어 있습니다. 올린 파일은 {}입니다.", "{} are free. Uploaded files take {}.", room,
                size(is.object_bytes))};
}

sign of_memory(const process_facts& is)
{
    const auto room = size(is.memory_free_bytes);
    const bool bad = is.memory_free_bytes < is.memory_total_bytes / 33;
    if (bad || is.memory_free_bytes < is.memory_total_bytes / 10)
        return {health_kind::MEMORY, bad ? health_state::BAD : health_state::ATTENTION,
                say("컴퓨터의 메모리가 {}만 남았습니다. 다른 프로그램을 끝내거나 메모리를 늘리세요.",
                    "Only {} of the machine's memory are left. End other programs or add memory.", room)};
    return {health_kind::MEMORY, health_state::GOOD,
            say("서버가 {}를 쓰고, 컴퓨터에 {} 남아 있습니다.", "The server uses {}; {} of the machine are free.",
                size(is.memory_bytes), room)};
}

sign of_processor(const process_facts& is)
{
    const auto percent = std::llround(is.cpu_percent);
    if (is.cpu_percent > busy_processors)
        return {health_kind::PROCESSOR, health_state::ATTENTION,
                say("서버가 몇 분째 프로세서의 {}%를 쓰고 있습니다. 계속되면 더 빠른 컴퓨터로 옮기세요.",
                    "For minutes the server has used {}% of the processors. If it goes on, move to a faster machine.",
                    percent)};
    if (is.lag_milliseconds > late_threads)
        return {health_kind::PROCESSOR, health_state::ATTENTION,
                say("할 일이 {} ms씩 밀립니다. 이 컴퓨터의 다른 프로그램이 바쁘지 않은지 보세요.",
                    "Work waits for {} ms. See whether another program keeps this machine busy.",
                    std::llround(is.lag_milliseconds))};
    return {health_kind::PROCESSOR, health_state::GOOD,
            say("프로세서 {}개의 {}%를 씁니다.", "Uses {1}% of {0} processors.", is.processor_count, percent)};
}

sign of_mail(const mail_facts& is, timestamp now)
{
    if (!is.sends)
        return {health_kind::MAIL, health_state::ATTENTION,
                {"메일 서버를 정하지 않아 메일이 이 서버의 메일함에만 쌓입니다. 설정에서 메일 서버를 정하세요.",
                 "No mail server is set: mails stay in the mailbox of this server. Set one in the settings."}};
    if (is.waiting_since && now - *is.waiting_since > minutes{10}) {
        const auto since = ago(now - *is.waiting_since);
        const bool bad = now - *is.waiting_since > hours{1};
        return {health_kind::MAIL, bad ? health_state::BAD : health_state::ATTENTION,
                {fmt::format("메일 {}통이 {} 넘게 나가지 못하고 있습니다. 메일 서버 설정을 확인하세요.", is.waiting_count,
                             since.ko),
                 fmt::format("{} mails have waited for more than {}. Check the mail server in the settings.",
                             is.waiting_count, since.en)}};
    }
    if (is.failed_count > 0)
        return {health_kind::MAIL, health_state::ATTENTION,
                say("지난 한 주에 메일 {}통을 보내지 못했습니다. ‘멈춘 일’에서 이유를 보고 다시 보내세요.",
                    "{} mails of the last week could not be sent. See why, and send them again, under “Stuck”.",
                    is.failed_count)};
    return {health_kind::MAIL, health_state::GOOD, {"메일이 잘 나갑니다.", "Mails go out."}};
}

sign of_events(const event_facts& is, timestamp now)
{
    if (is.waiting_since && now - *is.waiting_since > minutes{1}) {
        const auto since = ago(now - *is.waiting_since);
        const bool bad = now - *is.waiting_since > minutes{10};
        return {health_kind::EVENTS, bad ? health_state::BAD : health_state::ATTENTION,
                {fmt::format("알림과 뒷일 {}건이 {}째 밀려 있습니다. 줄지 않으면 서버를 다시 시작하고 로그를 보세요.",
                             is.waiting_count, since.ko),
                 fmt::format("{} notifications and follow-ups have waited for {}. If that does not shrink, restart the "
                             "server and see its log.",
                             is.waiting_count, since.en)}};
    }
    return {health_kind::EVENTS, health_state::GOOD,
            {"알림과 뒷일이 바로 처리됩니다.", "Notifications and follow-ups are done at once."}};
}

sign of_live(const live_facts& is)
{
    if (is.broadcast_count == 0)
        return {health_kind::LIVE, health_state::GOOD, {"지금 방송 중인 강의가 없습니다.", "No lecture is on now."}};
    return {health_kind::LIVE, health_state::GOOD,
            say("강의 {}개가 방송 중이고 {}명이 보고 있습니다. 지금 다시 시작하면 방송이 끊깁니다.",
                "{} lectures are on, {} people watch. A restart now would interrupt them.", is.broadcast_count,
                is.viewer_count)};
}

sign of_backups(const backup_facts& is, timestamp now)
{
    if (!is.has_tools)
        return {health_kind::BACKUPS, health_state::BAD,
                {"PostgreSQL의 pg_dump가 없어 백업을 만들 수 없습니다. postgresql-client를 설치하세요.",
                 "PostgreSQL's pg_dump is missing, so no backup can be made. Install postgresql-client."}};
    if (is.failed_at)
        return {health_kind::BACKUPS, health_state::BAD,
                {fmt::format("{} 전의 백업이 실패했습니다. ‘백업’에서 이유를 보고 다시 만드세요.",
                             ago(now - *is.failed_at).ko),
                 fmt::format("The backup of {} ago failed. See why under “Backups”, and make another one.",
                             ago(now - *is.failed_at).en)}};
    if (!is.last_made_at)
        return {health_kind::BACKUPS, health_state::ATTENTION,
                is.daily ? words{"아직 백업이 없습니다. 정한 시각에 처음 만듭니다. 지금 하나 만들어 두어도 좋습니다.",
                                 "There is no backup yet. The first is made at the hour that is set; make one now if you like."}
                         : words{"아직 백업이 없습니다. ‘백업’에서 하나 만들고, 설정에서 매일 만들게 하세요.",
                                 "There is no backup yet. Make one under “Backups”, and have them made daily in the settings."}};
    const auto age = now - *is.last_made_at;
    const auto said = ago(age);
    if (is.daily ? age > daily_is_late : age > backup_is_old)
        return {health_kind::BACKUPS, age > backup_is_very_old ? health_state::BAD : health_state::ATTENTION,
                {fmt::format("마지막 백업이 {} 전의 것입니다. ‘백업’에서 하나 만드세요.", said.ko),
                 fmt::format("The last backup is {} old. Make one under “Backups”.", said.en)}};
    if (!is.daily)
        return {health_kind::BACKUPS, health_state::ATTENTION,
                {fmt::format("마지막 백업은 {} 전입니다. 설정에서 매일 저절로 만들게 하세요.", said.ko),
                 fmt::format("The last backup is {} old. Have them made daily in the settings.", said.en)}};
    return {health_kind::BACKUPS, health_state::GOOD,
            {fmt::format("마지막 백업은 {} 전입니다.", said.ko), fmt::format("The last backup is {} old.", said.en)}};
}

sign of_certificate(const certificate_facts& is, timestamp now)
{
    const auto left = is.valid_until - now;
    if (left <= std::chrono::milliseconds{0})
        return {health_kind::CERTIFICATE, health_state::BAD,
                {"HTTPS 인증서가 만료되었습니다. 80번 포트가 열려 있는지 보고 서버를 다시 시작하거나, 새 인증서 파일로 바꾸세요.",
                 "The certificate has expired. See that port 80 is open and restart, or put a new certificate in its place."}};
    // Caddy renews in the last third (public ones) of the time; what is later than that was missed.
    const auto soon = std::min<std::chrono::milliseconds>(days{14}, (is.valid_until - is.valid_from) / 4);
    const auto said = ago(left);
    if (left < soon)
        return {health_kind::CERTIFICATE, health_state::ATTENTION,
                {fmt::format("HTTPS 인증서가 {} 뒤에 만료됩니다. 80번 포트가 밖에서 열려 있는지 보거나, 새 인증서 파일로 바꾸세요.",
                             said.ko),
                 fmt::format("The certificate expires in {}. See that port 80 is open to the outside, or put a new one in "
                             "its place.",
                             said.en)}};
    return {health_kind::CERTIFICATE, health_state::GOOD,
            {fmt::format("HTTPS 인증서가 {} 더 유효합니다.", said.ko),
             fmt::format("The certificate is valid for {} more.", said.en)}};
}

sign of_store(const store_facts& is)
{
    if (is.trouble)
        return {health_kind::STORE, health_state::BAD,
                say("파일을 두는 외부 S3 저장소를 쓸 수 없습니다({}). 주소, 버킷, 키를 확인하고 ahimmoyak doctor를 실행해 보세요.",
                    "The outside S3 store of uploaded files cannot be used ({}). Check its address, bucket and keys; run "
                    "ahimmoyak doctor.",
                    *is.trouble)};
    return {health_kind::STORE, health_state::GOOD,
            {"파일을 두는 외부 S3 저장소가 업로드를 받습니다. 백업에는 그 파일이 들어가지 않습니다.",
             "The outside S3 store takes uploads. Its files are in no backup of this server."}};
}

} // namespace

std::vector<sign> signs_of(const system_facts& is, timestamp now)
{
    std::vector<sign> all{of_database(is.database), of_disk(is.disk),      of_memory(is.process),
                          of_processor(is.process), of_mail(is.mail, now), of_events(is.events, now)};
    if (is.live)
        all.push_back(of_live(*is.live));
    all.push_back(of_backups(is.backups, now));
    if (is.certificate)
        all.push_back(of_certificate(*is.certificate, now));
    if (is.store)
        all.push_back(of_store(*is.store));
    return all;
}

health_state worst_of(const std::vector<sign>& all)
{
    auto worst = health_state::GOOD;
    for (const auto& each : all)
        worst = std::max(worst, each.state);
    return worst;
}

words summary_of(const std::vector<sign>& all)
{
    const auto count = [&](health_state of) { return std::ranges::count(all, of, &sign::state); };
    const auto bad = count(health_state::BAD);
    const auto attention = count(health_state::ATTENTION);
    if (bad > 0)
        return say("{}가지를 지금 고쳐야 합니다.", "{} things must be mended now.", bad);
    if (attention > 0)
        return say("서버는 잘 돌고 있습니다. {}가지를 살펴보세요.", "The server runs well. {} things want your attention.",
                   attention);
    return {"모두 정상입니다.", "All is well."};
}

} // namespace ahimmoyak::health
