#include "backups/postgres_tools.hpp"

#include "backups/manifest.hpp"

#include <libpq-fe.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace ahimmoyak::backups::postgres_tools {

namespace fs = std::filesystem;

namespace {

/// NAME=value of this process, with libpq's own for the parts of the address.
std::vector<std::string> environment_for(const std::string& url)
{
    std::map<std::string, std::string> all;
    for (char** each = environ; *each; ++each) {
        const std::string_view entry{*each};
        const auto equals = entry.find('=');
        if (equals != std::string_view::npos && !entry.starts_with("PG"))
            all[std::string{entry.substr(0, equals)}] = entry.substr(equals + 1);
    }
    char* wrong = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parts{PQconninfoParse(url.c_str(), &wrong),
                                                                              PQconninfoFree};
    if (!parts) {
        PQfreemem(wrong);
        throw std::runtime_error{"the address of the database cannot be read"};
    }
    for (const auto* each = parts.get(); each->keyword; ++each)
        if (each->val && each->envvar)
            all[each->envvar] = each->val;
    std::vector<std::string> lines;
    for (const auto& [name, value] : all)
        lines.push_back(name + "=" + value);
    return lines;
}

std::vector<char*> pointers(std::vector<std::string>& of)
{
    std::vector<char*> all;
    for (auto& each : of)
        all.push_back(each.data());
    all.push_back(nullptr);
    return all;
}

std::string text_of(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    std::string all{std::istreambuf_iterator<char>{in}, {}};
    return all.substr(0, 2000);
}

void run(std::vector<std::string> command, const std::string& url, const fs::path& folder, const progress* on)
{
    const auto complaints = folder / ".complaints";
    posix_spawn_file_actions_t files{};
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, complaints.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_t how{};
    posix_spawnattr_init(&how);
    sigset_t none;
    sigemptyset(&none);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &usual);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    auto lines = url.empty() ? std::vector<std::string>{"PATH=/usr/bin:/bin"} : environment_for(url);
    const auto arguments = pointers(command);
    const auto surroundings = pointers(lines);
    pid_t child = 0;
    const int failed =
        ::posix_spawnp(&child, command.front().c_str(), &files, &how, arguments.data(), surroundings.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (failed != 0)
        throw std::runtime_error{command.front() + " cannot be started (" + std::strerror(failed) +
                                 "); install postgresql-client"};
    int status = 0;
    bool told = false;
    while (::waitpid(child, &status, on ? WNOHANG : 0) == 0) {
        if (on->give_up && !std::exchange(told, true))
            ::kill(child, SIGTERM);
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    const auto said = text_of(complaints);
    std::error_code ignored;
    fs::remove(complaints, ignored);
    if (on)
        on->must_go_on();
    if (!WIFEXITED(status) || WEXITSTATUS(status) == 127)
        throw std::runtime_error{command.front() + " did not run; is postgresql-client installed? " + said};
    if (WEXITSTATUS(status) != 0)
        throw std::runtime_error{command.front() + ": " + said};
}

constexpr const char* drop_all = R"(
DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE 'DROP TABLE IF EXISTS public.' || quote_ident(one.tablename) || ' CASCADE';
    END LOOP;
END $$;
)";

} // namespace

void dump(const std::string& url, const fs::path& to, const progress& on)
{
    run({"pg_dump", "--format=custom", "--no-owner", "--no-acl", "--schema=public", "--file=" + to.string()}, url,
        to.parent_path(), &on);
}

void unpack(const fs::path& dump, const fs::path& to, const progress& on)
{
    try {
        // The schema itself stays: whoever may write in it need not own it.
        const auto list = to.parent_path() / ".list";
        run({"pg_restore", "--list", "--file=" + list.string(), dump.string()}, {}, to.parent_path(), &on);
        std::ifstream in{list};
        std::ofstream kept{list.string() + "-kept"};
        for (std::string line; std::getline(in, line);)
            if (line.find(" SCHEMA - public ") == std::string::npos && line.find(" COMMENT - SCHEMA ") == std::string::npos)
                kept << line << '\n';
        kept.close();
        run({"pg_restore", "--no-owner", "--no-acl", "--use-list=" + list.string() + "-kept", "--file=" + to.string(),
             dump.string()},
            {}, to.parent_path(), &on);
        fs::remove(list);
        fs::remove(list.string() + "-kept");
    } catch (const std::runtime_error& broken) {
        if (dynamic_cast<const problem*>(&broken))
            throw;
        throw damaged(broken.what());
    }
}

void replace_by(const std::string& url, const fs::path& script, const std::string& afterwards)
{
    const auto folder = script.parent_path();
    const auto before = folder / ".before.sql";
    const auto after = folder / ".after.sql";
    std::ofstream{before} << drop_all;
    // The dump empties the search path of its session.
    std::ofstream{after} << "SELECT pg_catalog.set_config('search_path', 'public', false);\n" << afterwards;
    run({"psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=" + before.string(),
         "--file=" + script.string(), "--file=" + after.string()},
        url, folder, nullptr);
    fs::remove(before);
    fs::remove(after);
}

} // namespace ahimmoyak::backups::postgres_tools
