#include "backups/api.hpp"

#include "backups/restore.hpp"
#include "backups/shelf.hpp"
#include "backups/work.hpp"
#include "base/random.hpp"
#include "http/file_stream.hpp"
#include "objects/disk_file.hpp"

#include <boost/asio/this_coro.hpp>

#include <fcntl.h>
#include <unistd.h>

namespace ahimmoyak::backups {

namespace fs = std::filesystem;

namespace {

constexpr auto operator_only = http::allow::only(role::ADMIN);
constexpr std::uint64_t largest_upload = 4ULL << 40;

struct running_work {
    bool restores = false;
    doing now{};
    timestamp begun_at{};
    std::int64_t done_bytes = 0;
    std::int64_t total_bytes = 0; ///< 0: not known yet
};
BOOST_DESCRIBE_STRUCT(running_work, (), (restores, now, begun_at, done_bytes, total_bytes))

struct daily_plan {
    timestamp next_at{};
    std::int64_t keep_count = 0;
};
BOOST_DESCRIBE_STRUCT(daily_plan, (), (next_at, keep_count))

struct backup_list {
    std::vector<shelf::backup> items;
    std::optional<running_work> running;
    std::optional<restored> last_restored;
    std::optional<std::string> restore_failure; ///< why the last restore was refused
    std::int64_t free_bytes = 0;                ///< on the disk of the backups
    std::optional<daily_plan> daily;            ///< absent: none are made by themselves
};
BOOST_DESCRIBE_STRUCT(backup_list, (), (items, running, last_restored, restore_failure, free_bytes, daily))

struct restore_confirmation {
    text<1, 20> confirmation; ///< 복원 or restore, typed by the administrator
};
BOOST_DESCRIBE_STRUCT(restore_confirmation, (), (confirmation))

using which_backup = http::path<"backupId", backup_id>;

running_work shown(const running& is)
{
    return {is.restores, is.progress->now.load(), is.begun_at, static_cast<std::int64_t>(is.progress->done.load()),
            static_cast<std::int64_t>(is.progress->total.load())};
}

task<backup_list> list(module& m)
{
    backup_list all;
    auto look = [&] {
        all.items = shelf::list(m.where);
        all.last_restored = last_restored(m.where);
        std::error_code failed;
        all.free_bytes = static_cast<std::int64_t>(fs::space(m.where.data, failed).available);
    };
    if (const auto by = m.plan())
        all.daily = daily_plan{next_due(*by, m.time.now(), m.zone), static_cast<std::int64_t>(by->keep)};
    // Not behind the backup that is being made.
    look();
    const std::lock_guard lock{m.mutex};
    if (m.now)
        all.running = shown(*m.now);
    all.restore_failure = m.restore_failed;
    co_return all;
}

task<http::created<running_work>> begin_one(module& m)
{
    auto what = begin(m, false, backup_kind::MANUAL);
    const auto is = shown(what);
    const auto here = co_await asio::this_coro::executor;
    spawn(here, "backup", make_begun(m, std::move(what)));
    co_return http::created<running_work>{is};
}

task<http::response> download(module& m, which_backup which)
{
    const auto file = shelf::find(m.where, which.value);
    const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0)
        throw not_found({"백업", "this backup"});
    http::file_range bytes{std::shared_ptr<const int>{new int{opened},
                                                      [](const int* each) {
                                                          ::close(*each);
                                                          delete each;
                                                      }},
                           0, fs::file_size(file)};
    http::response answer{200, "application/x-tar", std::move(bytes), {}};
    answer.with("Content-Disposition", "attachment; filename=\"" + file.filename().string() + "\"")
        .with("Cache-Control", "no-store");
    co_return answer;
}

task<http::no_content> remove_one(module& m, which_backup which)
{
    shelf::remove(m.where, which.value);
    co_return http::no_content{};
}

task<shelf::backup> upload(module& m, http::file_stream from)
{
    fs::create_directories(m.where.shelf());
    const auto part = m.where.shelf() / (".upload-" + random_alphanumeric(16));
    const std::shared_ptr<void> tidy{nullptr, [&](void*) {
                                         std::error_code ignored;
                                         fs::remove(part, ignored);
                                     }};
    objects::file out{part, O_WRONLY | O_CREAT | O_EXCL};
    ::fchmod(out.descriptor(), 0600);
    std::vector<char> buffer(256 * 1024);
    for (;;) {
        const auto got = co_await from.source->read(asio::buffer(buffer));
        if (got == 0)
            break;
        out.write({buffer.data(), got});
    }
    const auto is = shelf::read_about(part);
    auto flush = [&] { out.sync(); };
    co_await m.blocking.run(flush);
    const auto name = shelf::name_of(is.made_at, backup_kind::UPLOADED);
    const auto id = backup_id{is.made_at.time_since_epoch().count()};
    for (const auto& each : shelf::list(m.where))
        if (each.id == id && !each.failure)
            throw conflict("backup_there", "UPLOADED",
                           {"이미 있는 백업입니다. 목록에서 고르세요.", "This backup is there already; choose it from the list."});
    fs::rename(part, m.where.shelf() / name);
    shelf::backup made;
    made.id = id;
    made.kind = backup_kind::UPLOADED;
    made.name = name;
    made.size = static_cast<std::int64_t>(fs::file_size(m.where.shelf() / name));
    made.made_at = is.made_at;
    made.version = is.version;
    made.database = is.database;
    co_return made;
}

task<running_work> restore_one(module& m, which_backup which, http::body<restore_confirmation> in)
{
    if (in->confirmation.value != "복원" && in->confirmation.value != "restore")
        throw invalid("/confirmation", "not_confirmed",
                      {"‘복원’이라고 입력하세요.", "Type “restore” to confirm."});
    auto file = shelf::find(m.where, which.value);
    auto what = begin(m, true, backup_kind::MANUAL);
    {
        const std::lock_guard lock{m.mutex};
        m.restore_failed.reset();
    }
    what.progress->now = doing::CHECKING;
    const auto is = shown(what);
    const auto here = co_await asio::this_coro::executor;
    spawn(here, "restore", restore_begun(m, std::move(what), std::move(file)));
    co_return is;
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes r{to, book, m};
    r.get("/v1/admin/backups", operator_only, "The backups there are, the latest first, and what is being done", list);
    r.post("/v1/admin/backups", operator_only, "Make a backup now", begin_one);
    r.post("/v1/admin/backups/upload", operator_only, "Bring a backup from elsewhere", upload,
           http::body_limit{largest_upload, true});
    r.get("/v1/admin/backups/{backupId}/file", operator_only.of_people(), "A backup, to be kept elsewhere", download);
    r.remove("/v1/admin/backups/{backupId}", operator_only, "Delete a backup", remove_one);
    r.post("/v1/admin/backups/{backupId}/restore", operator_only,
           "Check a backup and restart with what is in it; everybody is signed out", restore_one);
}

} // namespace ahimmoyak::backups
