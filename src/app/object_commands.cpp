#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/installation.hpp"
#include "base/clock.hpp"
#include "base/run.hpp"
#include "contents/files.hpp"
#include "db/pool.hpp"
#include "json/codec.hpp"
#include "objects/access_keys.hpp"
#include "objects/disk.hpp"
#include "videos/records.hpp"

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <unistd.h>

namespace ahimmoyak::app {

namespace {

using fault = objects::broken_object::kind;

std::string_view words_of(fault what)
{
    switch (what) {
    case fault::missing:
        return "its bytes are gone";
    case fault::short_or_long:
        return "it is not as long as it was";
    case fault::altered:
        return "its bytes are not those that were stored";
    default:
        return "it cannot be read";
    }
}

// Of what was made of a video only the store knows how long it is.
constexpr std::int64_t length_not_known = -1;

// One line that is written over, for who looks on.
class progress_line {
public:
    void step(std::uint64_t bytes)
    {
        ++files_;
        bytes_ += bytes;
        const auto now = std::chrono::steady_clock::now();
        if (!::isatty(STDERR_FILENO) || now - told_ < std::chrono::milliseconds{200})
            return;
        told_ = now;
        std::cerr << fmt::format("\r{} files, {} MiB read", files_, bytes_ >> 20U) << std::flush;
    }
    void end() const
    {
        if (told_ != std::chrono::steady_clock::time_point{})
            std::cerr << "\r\33[K" << std::flush;
    }
    std::string total() const { return fmt::format("{} files ({} MiB)", files_, bytes_ >> 20U); }

private:
    std::uint64_t files_ = 0;
    std::uint64_t bytes_ = 0;
    std::chrono::steady_clock::time_point told_{};
};

std::map<std::string, contents::owned_file> owned_files(const options& with)
{
    db::options few;
    few.postgres_connections = 1;
    few.long_readers = 1;
    db::pool database{with.database_address(), few};
    auto all = run(database.read_long([](db::connection& in) {
        auto files = contents::owned_files(in);
        for (auto& each : videos::made_files(in))
            files.push_back({std::move(each.object_key), std::move(each.origin_name), length_not_known,
                             std::move(each.institution)});
        return files;
    }));
    database.finish();
    std::map<std::string, contents::owned_file> by_key;
    for (auto& each : all)
        by_key.emplace(each.object_key, std::move(each));
    return by_key;
}

std::string whose(const std::map<std::string, contents::owned_file>& owned, const std::string& key)
{
    const auto found = owned.find(key);
    return found == owned.end() ? std::string{}
                                : fmt::format(" — {} of {}", found->second.origin_name, found->second.institution);
}

} // namespace

namespace {

// For the control planes of live lectures: bound to one institution, which has to be there.
int live_access_key(const options& with, const objects::access_keys& keys, const std::string& name, bool only_reads,
                    const std::string& number)
{
    std::int64_t institution = 0;
    if (!json::text_to_whole(number, institution))
        throw configuration_error{"the institution is named by its number, such as 12"};
    db::options few;
    few.postgres_connections = 1;
    few.long_readers = 1;
    db::pool database{with.database_address(), few};
    const auto called = run(database.read([&](db::connection& in) {
        static constexpr db::query by_id{"SELECT name FROM institution WHERE id = $1"};
        return in.first<std::string>(by_id, institution);
    }));
    database.finish();
    if (!called)
        throw configuration_error{"there is no institution " + number};
    const auto made = keys.make(name, only_reads, system_clock{}.now(), institution);
    const auto at = with.public_address.empty() ? "http://localhost:" + std::to_string(with.port) : with.public_address;
    std::cout << "access key  " << made.id << "\nsecret key  " << made.secret << "\nendpoint    " << at << "/ivs and "
              << at << "/ivschat   (any region)\nThe secret is not shown again. Who has it can "
              << (only_reads ? "read" : "read and change") << " the live channels and chat rooms of " << *called
              << ".\n";
    return 0;
}

constexpr std::string_view access_key_usage =
    "usage: ahimmoyak admin access-key create NAME [read-only] [live INSTITUTION] | list | remove KEY\n";

} // namespace

int access_key(const options& with, const std::vector<std::string>& words)
{
    const objects::access_keys keys{with.data / "objects" / "keys"};
    if (words.size() >= 2 && words[0] == "create") {
        if (!std::filesystem::exists(with.data))
            throw configuration_error{"there is no data folder " + with.data.string()};
        std::vector<std::string> more{words.begin() + 2, words.end()};
        const bool only_reads = !more.empty() && more[0] == "read-only";
        if (only_reads)
            more.erase(more.begin());
        if (more.size() == 2 && more[0] == "live")
            return live_access_key(with, keys, words[1], only_reads, more[1]);
        if (!more.empty()) {
            std::cerr << access_key_usage;
            return 2;
        }
        if (!with.objects_endpoint.empty())
            throw configuration_error{"files rest in an outside store; its keys are made there"};
        const auto made = keys.make(words[1], only_reads, system_clock{}.now());
        std::cout << "access key  " << made.id << "\nsecret key  " << made.secret << "\nendpoint    "
                  << (with.public_address.empty() ? "http://localhost:" + std::to_string(with.port)
                                                  : with.public_address)
                  << "/s3   (path style, any region)\nbucket      contents\n"
                  << "The secret is not shown again. Who has it can "
                  << (only_reads ? "read" : "read, change and delete") << " the files of all institutions.\n";
        return 0;
    }
    if (words.size() == 1 && words[0] == "list") {
        for (const auto& each : keys.all())
            std::cout << each.id << "  " << to_rfc3339(each.made_at) << "  " << (each.only_reads ? "reads " : "writes")
                      << "  "
                      << (each.owner ? "live lectures of institution " + std::to_string(*each.owner) + ": "
                                     : std::string{})
                      << each.name << '\n';
        return 0;
    }
    if (words.size() == 2 && words[0] == "remove") {
        if (!keys.remove(words[1])) {
            std::cerr << "ahimmoyak: there is no access key " << words[1] << '\n';
            return 1;
        }
        std::cout << "The access key " << words[1] << " opens nothing any more.\n";
        return 0;
    }
    std::cerr << access_key_usage;
    return 2;
}

namespace {

// Another's store keeps its own sums; what we can see is whether each file is there, as long as it was.
int look_at_outside(const options& with)
{
    const auto owned = owned_files(with);
    const system_clock time;
    objects::outside_store store{outside_store_of(with), time};
    progress_line progress;
    int broken = 0;
    for (const auto& [key, file] : owned) {
        const auto there = store.look(key);
        progress.step(there ? there->size : 0);
        if (there &&
            (file.size_bytes == length_not_known || there->size == static_cast<std::uint64_t>(file.size_bytes)))
            continue;
        progress.end();
        std::cout << "BROKEN " << key << ": " << (there ? words_of(fault::short_or_long) : "it is not there")
                  << whose(owned, key) << '\n';
        ++broken;
    }
    store.finish();
    progress.end();
    std::cout << "Asked the outside store about " << owned.size()
              << " files: " << (broken == 0 ? std::string{"all are there."} : fmt::format("{} BROKEN.", broken))
              << '\n';
    return broken == 0 ? 0 : 1;
}

} // namespace

int scrub(const options& with)
{
    if (!with.objects_endpoint.empty())
        return look_at_outside(with);
    if (!std::filesystem::exists(with.data / "objects" / "objects"))
        throw configuration_error{"there are no stored files in " + with.data.string()};
    const auto owned = owned_files(with);
    objects::disk files{with.data / "objects"};
    progress_line progress;
    int broken = 0;
    const auto tell = [&](const std::string& key, std::string_view what) {
        progress.end();
        std::cout << "BROKEN " << key << ": " << what << whose(owned, key) << '\n';
        ++broken;
    };
    files.scrub([&](const objects::disk::scrub_step& each) {
        progress.step(each.bytes);
        if (each.broken)
            tell(each.key, words_of(*each.broken));
    });
    // What lessons have and the store has not. The list is older than the look: what was removed meanwhile is not
    // there.
    const auto still = owned_files(with);
    for (const auto& [key, file] : owned)
        if (still.contains(key) && !files.open(key))
            tell(key, "it is not there");
    // Of a crash between writing and naming; two days, so that nothing under way is meant.
    const auto leftovers = files.clear_leftovers(system_clock{}.now() - std::chrono::hours{48});
    progress.end();
    std::cout << "Read " << progress.total() << ": "
              << (broken == 0 ? std::string{"all are sound."} : fmt::format("{} BROKEN.", broken)) << '\n';
    if (leftovers > 0)
        std::cout << "Removed " << leftovers << " leftovers of interrupted uploads.\n";
    return broken == 0 ? 0 : 1;
}

} // namespace ahimmoyak::app
