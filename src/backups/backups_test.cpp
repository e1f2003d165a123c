#include "backups/make.hpp"
#include "backups/restore.hpp"
#include "backups/shelf.hpp"
#include "backups/tar.hpp"
#include "base/random.hpp"
#include "base/run.hpp"
#include "db/pool.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <unistd.h>

namespace ahimmoyak::backups {

namespace fs = std::filesystem;

namespace {

const timestamp noon{std::chrono::milliseconds{1'764'000'000'123}};
const std::vector<db::migration> tables{
    {"test/0001", "CREATE TABLE users (id BIGINT PRIMARY KEY, name TEXT); CREATE TABLE session (id BIGINT);"
                  "CREATE TABLE refresh_token (id BIGINT); CREATE TABLE signing_key (id BIGINT);"
                  "CREATE TABLE mail (id BIGINT, state TEXT, failure TEXT, attempts BIGINT);"}};

constexpr db::query add_user{"INSERT INTO users (id, name) VALUES ($1, $2)"};
constexpr db::query add_session{"INSERT INTO session (id) VALUES ($1)"};
constexpr db::query all_users{"SELECT name FROM users ORDER BY id"};
constexpr db::query all_sessions{"SELECT id FROM session"};

void write(const fs::path& at, std::string_view text)
{
    fs::create_directories(at.parent_path());
    std::ofstream{at, std::ios::binary} << text;
}

std::string read(const fs::path& at)
{
    std::ifstream in{at, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// An installation with one person, one object and its secrets.
struct house {
    house() { fs::create_directories(of.data); }
    ~house() { fs::remove_all(root); }
    house(house&&) = delete;

    void furnish()
    {
        db::pool pool{of.database};
        pool.migrate(tables);
        auto work = [](db::connection& in) {
            in.run(add_user, std::int64_t{1}, std::string_view{"김민수"});
            in.run(add_session, std::int64_t{1});
        };
        run(pool.write(work));
        pool.finish();
        write(of.data / "objects" / "objects" / "ab" / "abc.mp4", "a film");
        write(of.data / "objects" / "access-key", "key\nsecret\n");
        write(of.data / "playback.key", "secret");
        write(of.data / "config.toml", "port = 8080\n");
    }
    void go_on()
    {
        db::pool pool{of.database};
        auto work = [](db::connection& in) { in.run(add_user, std::int64_t{2}, std::string_view{"later"}); };
        run(pool.write(work));
        pool.finish();
        write(of.data / "objects" / "objects" / "cd" / "cde.pdf", "of later");
    }
    std::vector<std::string> users() const
    {
        db::pool pool{of.database};
        auto ask = [](db::connection& in) { return in.all<std::string>(all_users); };
        auto found = run(pool.read_long(ask));
        pool.finish();
        return found;
    }
    bool is_old() const
    {
        return users() == std::vector<std::string>{"김민수", "later"} &&
               read(of.data / "objects" / "objects" / "cd" / "cde.pdf") == "of later";
    }
    bool is_restored() const
    {
        return users() == std::vector<std::string>{"김민수"} &&
               read(of.data / "objects" / "objects" / "ab" / "abc.mp4") == "a film" &&
               !fs::exists(of.data / "objects" / "objects" / "cd" / "cde.pdf") &&
               read(of.data / "objects" / "access-key") == "key\nsecret\n";
    }

    const fs::path root = fs::temp_directory_path() / ("backups-" + random_alphanumeric(12));
    const place of{root / "data", "sqlite:" + (root / "data" / "ahimmoyak.db").string(), "1.0"};
    const fs::path archive = root / "backup.tar";
    progress on;
};

struct killed {};

} // namespace

TEST_CASE("what was there is there again, what came after is gone, what is replaced lies aside")
{
    house h;
    h.furnish();
    const auto made = make(h.of, h.archive, noon, h.on);
    CHECK(made.migrations.size() == 1);
    CHECK(shelf::read_about(h.archive).made_at == noon);
    h.go_on();
    write(h.of.data / "config.toml", "port = 9090\n");
    CHECK(!is_empty(h.of));
    stage(h.of, h.archive, tables, noon, h.on);
    CHECK(h.is_old());
    const auto done = complete(h.of);
    REQUIRE(done);
    CHECK(h.is_restored());
    CHECK(read(h.of.data / "config.toml") == "port = 9090\n");
    CHECK(read(h.of.data / "config.restored.toml") == "port = 8080\n");
    const auto aside = h.of.data / done->replaced_folder;
    CHECK(fs::exists(aside / "database.db"));
    CHECK(read(aside / "objects" / "objects" / "cd" / "cde.pdf") == "of later");
    CHECK(!fs::exists(h.of.data / "restore"));
    db::pool pool{h.of.database};
    auto ask = [](db::connection& in) { return in.all<std::int64_t>(all_sessions); };
    CHECK(run(pool.read_long(ask)).empty());
    pool.finish();
    CHECK(!complete(h.of));
}

TEST_CASE("killed between any two steps, it is the old one or the new one")
{
    house source;
    source.furnish();
    make(source.of, source.archive, noon, source.on);
    for (int steps = 0;; ++steps) {
        house h;
        h.furnish();
        h.go_on();
        stage(h.of, source.archive, tables, noon, h.on);
        int left = steps;
        bool whole = false;
        try {
            complete(h.of, [&] {
                if (left-- == 0)
                    throw killed{};
            });
            whole = true;
        } catch (const killed&) {
        }
        complete(h.of); // the next start
        CHECK_MESSAGE(h.is_restored(), "after ", steps, " steps");
        CHECK(!fs::exists(h.of.data / "restore"));
        if (whole)
            break;
        REQUIRE(steps < 100);
    }
}

TEST_CASE("one that was killed before it was ready is the old one")
{
    house h;
    h.furnish();
    make(h.of, h.archive, noon, h.on);
    h.go_on();
    stage(h.of, h.archive, tables, noon, h.on);
    fs::remove(h.of.data / "restore" / "ready");
    CHECK(!complete(h.of));
    CHECK(h.is_old());
    CHECK(!fs::exists(h.of.data / "restore"));
}

TEST_CASE("nothing is replaced by what is damaged, newer or of another database")
{
    house h;
    h.furnish();
    make(h.of, h.archive, noon, h.on);
    h.go_on();
    const auto whole = read(h.archive);
    const auto refused = [&](const std::string& bytes, const place& where, std::span<const db::migration> known,
                             std::string_view code) {
        write(h.archive, bytes);
        try {
            stage(where, h.archive, known, noon, h.on);
        } catch (const problem& why) {
            CHECK(why.code() == code);
            CHECK(!fs::exists(h.of.data / "restore"));
            return true;
        }
        return false;
    };
    for (const auto length : {std::size_t{0}, std::size_t{100}, std::size_t{512}, whole.size() / 2, whole.size() - 512})
        CHECK_MESSAGE(refused(whole.substr(0, length), h.of, tables, "damaged_backup"), "of ", length, " bytes");
    for (std::size_t at = 200; at < whole.size() - 1024; at += whole.size() / 40) {
        auto bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        // Padding means nothing; everything else is noticed.
        if (whole[at] != '\0')
            CHECK_MESSAGE((refused(bytes, h.of, tables, "damaged_backup") || refused(bytes, h.of, tables, "newer_backup")),
                          "at ", at);
    }
    CHECK(refused(whole, h.of, {}, "newer_backup"));
    auto format = whole;
    format.replace(format.find("\"format\":1"), 10, "\"format\":2");
    CHECK(refused(format, h.of, tables, "newer_backup"));
    const place other{h.of.data, "postgresql://nobody@localhost/nothing", "1.0"};
    CHECK(refused(whole, other, tables, "other_database"));
    CHECK(h.is_old());
}

TEST_CASE("a name that leads out of the folder is refused")
{
    house h;
    for (const auto* const name : {"../evil", "/etc/evil", "data/../../evil", "data//evil", "./evil"}) {
        {
            tar_writer out{h.archive};
            out.add_text(name, "evil");
            out.finish();
        }
        tar_reader in{h.archive};
        CHECK_THROWS_AS(in.next(), problem);
    }
}

TEST_CASE("names of up to 255 bytes and files of any size come back")
{
    house h;
    const auto name = "data/" + std::string(90, 'a') + "/" + std::string(99, 'b');
    write(h.root / "file", std::string(1'500'000, 'x'));
    {
        tar_writer out{h.archive};
        out.add_text("empty", "");
        const auto packed = out.add_file(name, h.root / "file", [](std::uint64_t) {});
        CHECK(packed.sha256 == hex(sha256(std::string(1'500'000, 'x'))));
        out.finish();
    }
    tar_reader in{h.archive};
    CHECK(in.next()->name == "empty");
    const auto second = in.next();
    CHECK(second->name == name);
    CHECK(in.text(2'000'000) == std::string(1'500'000, 'x'));
    CHECK(!in.next());
}

TEST_CASE("the shelf knows backups by their names, and keeps the newest of the daily ones")
{
    house h;
    h.furnish();
    for (int day = 0; day < 4; ++day) {
        const auto at = noon + std::chrono::hours{24} * day;
        make(h.of, h.of.shelf() / shelf::name_of(at, backup_kind::SCHEDULED), at, h.on);
    }
    make(h.of, h.of.shelf() / shelf::name_of(noon, backup_kind::MANUAL), noon, h.on);
    shelf::note_failure(h.of, noon + std::chrono::hours{200}, backup_kind::SCHEDULED, "no room");
    write(h.of.shelf() / "ahimmoyak-nonsense.tar", "");
    shelf::keep_scheduled(h.of, 2);
    const auto items = shelf::list(h.of);
    REQUIRE(items.size() == 4);
    CHECK(items[0].failure == "no room");
    CHECK(items[1].made_at == noon + std::chrono::hours{72});
    CHECK(items[2].made_at == noon + std::chrono::hours{48});
    CHECK(items[3].kind == backup_kind::MANUAL);
    CHECK(items[3].version == "1.0");
    shelf::remove(h.of, items[3].id);
    CHECK_THROWS_AS(shelf::find(h.of, items[3].id), problem);
}

} // namespace ahimmoyak::backups
