#include "backups/make.hpp"

#include "backups/postgres_tools.hpp"
#include "backups/shelf.hpp"
#include "backups/tar.hpp"
#include "base/run.hpp"
#include "db/copy.hpp"
#include "db/pool.hpp"
#include "json/codec.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace ahimmoyak::backups {

namespace fs = std::filesystem;

namespace {

constexpr db::query all_migrations{"SELECT name, checksum FROM migration ORDER BY name"};

/// One backup at a time, whoever makes it: held while it lives.
class turn {
public:
    explicit turn(const fs::path& folder) : file_{folder / ".lock", O_RDWR | O_CREAT}
    {
        if (::flock(file_.descriptor(), LOCK_EX | LOCK_NB) != 0)
            throw conflict("backup_running", "RUNNING",
                           {"백업을 만들고 있습니다. 끝난 뒤에 다시 하세요.",
                            "A backup is being made already; try again when it is done."});
    }

private:
    objects::file file_;
};

struct source {
    std::string name; ///< in the archive
    fs::path file;
};

std::string text(const fs::path& of) { return of.generic_string(); }

/// Links, not copies: an object never changes, but it may be deleted before its turn comes.
void link_objects(const fs::path& from, const fs::path& to)
{
    std::error_code failed;
    for (auto at = fs::recursive_directory_iterator{from, fs::directory_options::skip_permission_denied, failed};
         !failed && at != fs::recursive_directory_iterator{}; at.increment(failed)) {
        std::error_code gone;
        if (!at->is_regular_file(gone))
            continue;
        const auto link = to / fs::relative(at->path(), from);
        fs::create_directories(link.parent_path());
        if (!fs::exists(link)) {
            fs::create_hard_link(at->path(), link, gone);
            // A file system without links: a copy does as well, only more slowly.
            if (gone && gone != std::errc::no_such_file_or_directory)
                fs::copy_file(at->path(), link, fs::copy_options::skip_existing, gone);
        }
    }
    if (failed && failed != std::errc::no_such_file_or_directory)
        throw std::system_error{failed, from.string()};
}

/// What else lies in the data folder, but for what is made anew or kept elsewhere.
void other_files(const place& of, std::vector<source>& into)
{
    const auto is_left_out = [&](const fs::path& at) {
        const auto name = at.filename().string();
        const auto database = of.is_sqlite() ? fs::absolute(of.file()).lexically_normal().string() : std::string{};
        return name == "lock" || name == "backups" || name == "restore" || name.starts_with("replaced-") ||
               name == "playback.key" || name == "learning.key" || name == "video.key" || name == "restored.json" ||
               fs::relative(at, of.data) == fs::path{"recordings"} || // of lectures that are on
               name.starts_with("ahimmoyak.db") ||
               (!database.empty() && fs::absolute(at).lexically_normal().string().starts_with(database)) ||
               fs::relative(at, of.data) == fs::path{"objects"} / "objects" ||
               fs::relative(at, of.data) == fs::path{"objects"} / "uploads";
    };
    for (auto at = fs::recursive_directory_iterator{of.data}; at != fs::recursive_directory_iterator{}; ++at) {
        if (is_left_out(at->path())) {
            at.disable_recursion_pending();
            continue;
        }
        if (at->is_regular_file() && !at->is_symlink())
            into.push_back({"data/" + text(fs::relative(at->path(), of.data)), at->path()});
    }
}

void must_have_room(const fs::path& folder, std::uint64_t bytes)
{
    struct statvfs room{};
    if (::statvfs(folder.c_str(), &room) != 0)
        objects::refuse(errno, "statvfs");
    if (static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize < bytes)
        objects::refuse(ENOSPC, "backup");
}

std::vector<applied_migration> migrations_of(const std::string& database)
{
    db::options few;
    few.postgres_connections = 1;
    few.long_readers = 1;
    db::pool pool{database, few};
    auto ask = [](db::connection& in) { return in.all<applied_migration>(all_migrations); };
    auto found = run(pool.read_long(ask));
    pool.finish();
    return found;
}

void copy_database(const place& of, const fs::path& to, const progress& on)
{
    if (of.is_sqlite())
        db::copy_sqlite(of.file().string(), to);
    else
        postgres_tools::dump(of.database, to, on);
}

} // namespace

manifest make(const place& of, const fs::path& to, timestamp now, progress& on)
{
    fs::create_directories(of.shelf());
    fs::permissions(of.shelf(), fs::perms::owner_all);
    const turn mine{of.shelf()};
    const auto staging = of.shelf() / ".making";
    const auto part = to.parent_path() / ("." + to.filename().string() + ".part");
    const std::shared_ptr<void> tidy{nullptr, [&](void*) {
                                         std::error_code ignored;
                                         fs::remove_all(staging, ignored);
                                         fs::remove(part, ignored);
                                     }};
    fs::remove_all(staging); // of one that was killed
    fs::create_directories(staging / "objects");

    // What the copy of the database names is in one of the two looks: nothing of it was deleted before the
    // first, and all of it was there before the second.
    const auto objects = of.data / "objects" / "objects";
    link_objects(objects, staging / "objects");
    const std::string database = of.is_sqlite() ? "database.db" : "database.dump";
    copy_database(of, staging / database, on);
    on.must_go_on();
    link_objects(objects, staging / "objects");

    manifest made;
    made.migrations = migrations_of(of.is_sqlite() ? "sqlite:" + (staging / database).string() : of.database);
    std::vector<source> all{{database, staging / database}};
    for (const auto& each : fs::recursive_directory_iterator{staging / "objects"})
        if (each.is_regular_file())
            all.push_back(
                {"data/objects/objects/" + text(fs::relative(each.path(), staging / "objects")), each.path()});
    other_files(of, all);
    std::uint64_t bytes = 0;
    for (const auto& each : all)
        bytes += fs::file_size(each.file);
    must_have_room(part.parent_path().empty() ? fs::path{"."} : part.parent_path(), bytes + bytes / 100);

    on.now = doing::FILES;
    on.total = bytes;
    made.about = {archive_format, of.version, now, of.kind(), static_cast<std::int64_t>(bytes)};
    tar_writer out{part};
    made.files.push_back(out.add_text(std::string{about_name}, json::encode(made.about)));
    for (const auto& each : all)
        made.files.push_back(out.add_file(each.name, each.file, [&](std::uint64_t more) { on.add(more); }));
    out.add_text(std::string{manifest_name}, json::encode(made));
    out.finish();
    fs::rename(part, to);
    objects::sync_directory(to.parent_path().empty() ? fs::path{"."} : to.parent_path());
    return made;
}

} // namespace ahimmoyak::backups
