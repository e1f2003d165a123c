#include "backups/restore.hpp"

#include "backups/postgres_tools.hpp"
#include "backups/tar.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/run.hpp"
#include "db/copy.hpp"
#include "db/pool.hpp"
#include "json/codec.hpp"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <sys/statvfs.h>
#include <unistd.h>

namespace ahimmoyak::backups {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_about = 64 * 1024;
constexpr std::size_t longest_manifest = 512U * 1024 * 1024;

constexpr db::query check{"PRAGMA quick_check(5)"};
constexpr db::query all_migrations{"SELECT name, checksum FROM migration ORDER BY name"};
constexpr db::query some_user{"SELECT id FROM users LIMIT 1"};

// Numbers of what came after the backup are given again: no session and no token of then may mean somebody of now.
// Letters that waited may have been sent since; the administrator can send them again.
constexpr const char* without_what_must_not_come_back = R"(
DELETE FROM refresh_token;
DELETE FROM session;
DELETE FROM signing_key;
UPDATE mail SET state = 'FAILED', failure = 'restored from a backup; it may have been sent since'
WHERE state = 'STORED' AND attempts > 0;
)";

fs::path folder(const place& of) { return of.data / "restore"; }
fs::path ready(const place& of) { return folder(of) / "ready"; }

db::options few()
{
    db::options with;
    with.postgres_connections = 1;
    with.long_readers = 1;
    return with;
}

problem newer()
{
    return {422,
            "newer_backup",
            {"더 새로운 판에서 만든 백업입니다. 먼저 아힘모약을 새 판으로 바꾸세요.",
             "This backup was made by a newer version; bring Ahimmoyak up to date first."}};
}

template <class T>
T decoded(const std::string& text, std::string_view what)
{
    std::optional<T> read;
    try {
        read = json::decode<T>(text);
    } catch (const problem&) {
        throw damaged(what);
    }
    return std::move(*read);
}

about read_about(tar_reader& from)
{
    const auto first = from.next();
    if (!first || first->name != about_name)
        throw damaged("its beginning");
    const auto text = from.text(longest_about);
    // Of another format nothing else need be as here.
    if (const auto at = text.find("\"format\":"); at != std::string::npos && text.compare(at + 9, 2, "1,") != 0)
        throw newer();
    return decoded<about>(text, "its beginning");
}

/// The file of the archive at its place in the folder.
void extract(tar_reader& from, const tar_reader::entry& is, const fs::path& to,
             std::map<std::string, packed_file>& found, progress& on)
{
    fs::create_directories(to.parent_path());
    objects::file out{to, O_WRONLY | O_CREAT | O_EXCL};
    if (::fchmod(out.descriptor(), 0600) != 0)
        objects::refuse(errno, "chmod");
    digest sum;
    from.read([&](std::span<const char> bytes) {
        out.write(bytes);
        sum.add(bytes);
        on.add(bytes.size());
    });
    if (!found.emplace(is.name, packed_file{is.name, static_cast<std::int64_t>(is.size), sum.hex()}).second)
        throw damaged("a file that is there twice");
}

bool belongs(std::string_view name, const place& of)
{
    return name == (of.is_sqlite() ? "database.db" : "database.dump") || name.starts_with("data/");
}

manifest unpack(const place& of, const fs::path& archive, const fs::path& to, progress& on)
{
    tar_reader from{archive};
    const auto is = read_about(from);
    if (is.database != of.kind())
        throw problem{422, "other_database",
                      say("{}의 백업입니다. 이 설치는 {}를 씁니다.",
                          "This is a backup of {}, and this installation uses {}.", is.database, of.kind())};
    struct statvfs room{};
    if (::statvfs(of.data.c_str(), &room) != 0 ||
        static_cast<std::int64_t>(static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize) < is.bytes)
        objects::refuse(ENOSPC, "restore");

    std::map<std::string, packed_file> found;
    std::optional<manifest> told;
    while (const auto entry = from.next()) {
        if (told)
            throw damaged("something behind its list");
        if (entry->name == manifest_name)
            told = decoded<manifest>(from.text(longest_manifest), "its list");
        else if (belongs(entry->name, of))
            extract(from, *entry, to / entry->name, found, on);
        else
            throw damaged(entry->name);
    }
    if (!told)
        throw damaged("its list is missing");
    for (const auto& each : told->files) {
        if (each.name == about_name)
            continue;
        const auto at = found.find(each.name);
        if (at == found.end() || at->second.size != each.size || at->second.sha256 != each.sha256)
            throw damaged(each.name);
        found.erase(at);
    }
    if (!found.empty())
        throw damaged(found.begin()->first);
    if (!fs::exists(to / (of.is_sqlite() ? "database.db" : "database.dump")))
        throw damaged("the database is missing");
    return std::move(*told);
}

void must_be_known(const manifest& is, std::span<const db::migration> known)
{
    for (const auto& each : is.migrations) {
        const auto same = [&](const db::migration& one) { return one.name == each.name; };
        const auto at = std::ranges::find_if(known, same);
        if (at == known.end() || hex(sha256(at->sql)) != each.checksum)
            throw newer();
    }
}

/// What is in the file, as far as SQLite can tell, and then without what must not come back.
void prepare_sqlite(const fs::path& file, const manifest& is)
{
    db::pool pool{"sqlite:" + file.string(), few()};
    std::string fault;
    std::vector<applied_migration> applied;
    auto look = [&](db::connection& in) {
        for (const auto& each : in.all<std::string>(check))
            if (each != "ok")
                fault = each;
        applied = in.all<applied_migration>(all_migrations);
    };
    try {
        run(pool.read_long(look));
        if (!fault.empty() || applied.size() != is.migrations.size())
            throw damaged("the database: " + fault);
        pool.finish();
        db::run_sqlite(file.string(), without_what_must_not_come_back);
    } catch (const db::error& broken) {
        throw damaged(broken.what());
    }
}

/// A rename for which nothing is lost whenever it is killed: what is there goes aside, what is new comes.
class swapping {
public:
    swapping(fs::path aside, const std::function<void()>& step) : aside_{std::move(aside)}, step_{step} {}

    void put(const fs::path& fresh, const fs::path& place, const fs::path& name)
    {
        if (!fs::exists(fs::symlink_status(fresh)))
            return; // done before
        put_aside(place, name);
        fs::create_directories(place.parent_path());
        step_();
        fs::rename(fresh, place);
        step_();
    }
    void put_aside(const fs::path& place, const fs::path& name)
    {
        if (!fs::exists(fs::symlink_status(place)))
            return;
        const auto to = aside_ / name;
        fs::create_directories(to.parent_path());
        step_();
        fs::rename(place, to);
    }

private:
    fs::path aside_;
    const std::function<void()>& step_;
};

void swap_data(const place& of, const fs::path& fresh, swapping& by)
{
    if (!fs::exists(fresh))
        return;
    by.put(fresh / "objects" / "objects", of.data / "objects" / "objects", fs::path{"objects"} / "objects");
    const auto all_of = [](const fs::path& in) {
        std::vector<fs::path> names;
        if (fs::exists(in))
            for (const auto& each : fs::directory_iterator{in})
                names.push_back(each.path().filename());
        return names;
    };
    for (const auto& name : all_of(fresh / "objects"))
        if (name != "objects")
            by.put(fresh / "objects" / name, of.data / "objects" / name, fs::path{"objects"} / name);
    for (const auto& name : all_of(fresh)) {
        if (name == "objects")
            continue;
        // This machine's own ports, addresses and mail server stay.
        const bool own = name == "config.toml" && fs::exists(of.data / name);
        by.put(fresh / name, of.data / (own ? fs::path{"config.restored.toml"} : name),
               own ? fs::path{"config.restored.toml"} : name);
    }
}

void swap_sqlite(const place& of, const fs::path& fresh, swapping& by)
{
    if (!fs::exists(fresh))
        return;
    for (const auto* const tail : {"-wal", "-shm"})
        by.put_aside(of.file().string() + tail, "database.db" + std::string{tail});
    by.put(fresh, of.file(), "database.db");
}

void swap_postgres(const place& of, const fs::path& fresh, const fs::path& aside, const std::function<void()>& step)
{
    const auto script = fresh / "database.sql";
    if (!fs::exists(script))
        return;
    const progress nobody_looks;
    const auto old = aside / "database.dump";
    if (!fs::exists(old)) {
        postgres_tools::dump(of.database, aside / ".database.dump", nobody_looks);
        step();
        fs::rename(aside / ".database.dump", old);
    }
    step();
    postgres_tools::replace_by(of.database, script, without_what_must_not_come_back);
    step();
    fs::remove(script);
}

void sync_file_system(const fs::path& at)
{
    const objects::file folder_of{at, O_RDONLY | O_DIRECTORY};
    if (::syncfs(folder_of.descriptor()) != 0)
        objects::refuse(errno, "syncfs");
}

std::string text_of(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string stamp_of(timestamp at)
{
    auto stamp = to_rfc3339(at);
    std::ranges::replace(stamp, ':', '-');
    return stamp;
}

} // namespace

manifest stage(const place& of, const fs::path& archive, std::span<const db::migration> known, timestamp now,
               progress& on)
{
    const auto fresh = folder(of) / "new";
    fs::remove_all(folder(of));
    fs::create_directories(fresh);
    fs::permissions(folder(of), fs::perms::owner_all);
    bool whole = false;
    const std::shared_ptr<void> tidy{nullptr, [&](void*) {
                                         std::error_code ignored;
                                         if (!whole)
                                             fs::remove_all(folder(of), ignored);
                                     }};
    on.now = doing::CHECKING;
    on.total = fs::file_size(archive);
    auto is = unpack(of, archive, fresh, on);
    must_be_known(is, known);
    // So that objects of later go, even when there were none then.
    fs::create_directories(fresh / "data" / "objects" / "objects");
    if (!of.is_sqlite()) {
        postgres_tools::unpack(fresh / "database.dump", fresh / "database.sql", on);
        fs::remove(fresh / "database.dump");
    } else {
        prepare_sqlite(fresh / "database.db", is);
        if (of.file().parent_path() != of.data) // a rename only goes within a file system
            fs::create_directories(of.file().parent_path().empty() ? fs::path{"."} : of.file().parent_path());
    }
    on.must_go_on();
    sync_file_system(of.data);
    const restored what{now, is.about.made_at, "replaced-" + stamp_of(now)};
    objects::write_whole(ready(of), json::encode(what));
    whole = true;
    return is;
}

bool is_staged(const place& of) { return fs::exists(ready(of)); }

std::optional<restored> complete(const place& of, const std::function<void()>& step)
{
    if (!fs::exists(folder(of)))
        return std::nullopt;
    if (!is_staged(of)) {
        fs::remove_all(folder(of));
        return std::nullopt;
    }
    const auto what = json::decode<restored>(text_of(ready(of)));
    const auto aside = of.data / what.replaced_folder;
    const auto fresh = folder(of) / "new";
    fs::create_directories(aside);
    fs::permissions(aside, fs::perms::owner_all);
    step();
    swapping by{aside, step};
    if (of.is_sqlite())
        swap_sqlite(of, fresh / "database.db", by);
    else
        swap_postgres(of, fresh, aside, step);
    swap_data(of, fresh / "data", by);
    step();
    objects::write_whole(of.data / "restored.json", json::encode(what));
    sync_file_system(of.data);
    step();
    // `ready` goes last: what is left of the folder is empty by then, and completing it again does nothing.
    fs::remove_all(fresh);
    step();
    fs::remove_all(folder(of));
    log::info("restored from a backup", {{"made_at", to_rfc3339(what.made_at)}, {"replaced", aside.string()}});
    return what;
}

std::optional<restored> last_restored(const place& of)
{
    const auto text = text_of(of.data / "restored.json");
    if (text.empty())
        return std::nullopt;
    try {
        return json::decode<restored>(text);
    } catch (const problem&) {
        return std::nullopt;
    }
}

bool is_empty(const place& of)
{
    const auto objects = of.data / "objects" / "objects";
    if (fs::exists(objects) && !fs::is_empty(objects))
        return false;
    if (of.is_sqlite() && !fs::exists(of.file()))
        return true;
    db::pool pool{of.database, few()};
    bool empty = true;
    try {
        auto ask = [](db::connection& in) { return in.first<std::int64_t>(some_user).has_value(); };
        empty = !run(pool.read_long(ask));
    } catch (const db::unavailable&) {
        throw;
    } catch (const db::error&) {
        empty = true; // there are no tables yet
    }
    pool.finish();
    return empty;
}

} // namespace ahimmoyak::backups
