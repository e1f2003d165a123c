#include "base/log.hpp"
#include "db/backend.hpp"
#include "db/sqlite_connection.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <thread>

namespace ahimmoyak::db {

namespace {

constexpr std::size_t backups_kept = 5;

/// One file. Readers hold a snapshot beside the writer (WAL), so neither waits for the other; one
/// writer thread means that nobody ever waits for SQLite's lock.
class sqlite_backend final : public backend {
public:
    sqlite_backend(const std::string& file, const options& with)
        : file_{file}, number_{next_number()}, with_{with}, writes_{with.waiting_limit}, long_reads_{with.waiting_limit}
    {
        const auto folder = std::filesystem::path{file}.parent_path();
        if (!folder.empty())
            std::filesystem::create_directories(folder);
        writer_ = std::make_unique<sqlite_connection>(file, sqlite_connection::use::write);
        threads_.emplace_back([this] { write_groups(); });
        for (int i = 0; i < std::max(1, with.long_readers); ++i)
            threads_.emplace_back([this] { read_long(); });
    }

    ~sqlite_backend() override { end(); }

    void end_threads() override { end(); }

    db::dialect dialect() const override { return db::dialect::sqlite; }
    bool reads_here() const override { return true; }

    void here(job& work) override
    {
        auto& mine = local();
        mine.begin(access::read);
        try {
            mine.run_alone(work);
            mine.commit();
        } catch (...) {
            mine.rollback();
            throw;
        }
    }

    void take(access how, job& work) override { (how == access::write ? writes_ : long_reads_).push(how, work); }

    void migrate(std::span<const migration> all) override
    {
        sqlite_connection own{file_, sqlite_connection::use::write};
        apply_migrations(own, all, "BEGIN EXCLUSIVE", [&] { back_up(own); });
    }

private:
    void end()
    {
        writes_.close();
        long_reads_.close();
        for (auto& each : threads_)
            each.join();
        threads_.clear();
    }
    // Never given twice, unlike an address, so that a thread cannot take a closed file's connection.
    static std::uint64_t next_number()
    {
        static std::atomic<std::uint64_t> last{0};
        return ++last;
    }

    /// The calling thread's connection. It lives as long as this object: the threads that read are
    /// the few I/O threads of the program.
    sqlite_connection& local()
    {
        struct remembered {
            std::uint64_t number = 0;
            sqlite_connection* connection = nullptr;
        };
        thread_local remembered last;
        if (last.number != number_) {
            const std::lock_guard lock{mutex_};
            auto& mine = readers_[std::this_thread::get_id()];
            if (!mine)
                mine = std::make_unique<sqlite_connection>(file_, sqlite_connection::use::read);
            last = {number_, mine.get()};
        }
        return *last.connection;
    }

    void read_long()
    {
        for (auto next = long_reads_.pop(1); !next.empty(); next = long_reads_.pop(1)) {
            auto& work = *next.front().work;
            try {
                here(work);
            } catch (...) {
                work.failure = std::current_exception();
            }
            finish(work);
        }
    }

    void write_groups()
    {
        for (auto group = writes_.pop(with_.group_limit); !group.empty(); group = writes_.pop(with_.group_limit)) {
            try {
                write_group(group);
            } catch (...) {
                // Nothing of the group is kept: neither may any of its callers believe so.
                writer_->rollback();
                for (auto& each : group)
                    if (!each.work->failure)
                        each.work->failure = std::current_exception();
            }
            const bool announced = writer_->take_announcement();
            for (auto& each : group)
                finish(*each.work);
            if (announced)
                announce();
        }
    }

    /// All waiting transactions in one commit, which costs one wait for the disk.
    void write_group(std::span<const job_queue::entry> group)
    {
        writer_->begin(access::write);
        for (const auto& each : group) {
            try {
                writer_->run_in_savepoint(*each.work);
            } catch (...) {
                each.work->failure = std::current_exception();
                // On a full disk SQLite rolls everything back, what others of the group did as well.
                if (const auto why = writer_->gave_up())
                    std::rethrow_exception(why);
            }
        }
        writer_->commit();
    }

    void back_up(sqlite_connection& own)
    {
        namespace fs = std::filesystem;
        const fs::path file{file_};
        const auto folder = file.parent_path() / "backups";
        fs::create_directories(folder);
        const auto prefix = file.stem().string() + "-";
        const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        auto stamp = to_rfc3339(now);
        std::ranges::replace(stamp, ':', '-');
        const auto copy = folder / (prefix + stamp + ".db");

        std::string quoted;
        for (const char c : copy.string())
            quoted += c == '\'' ? std::string{"''"} : std::string{c};
        own.script("VACUUM INTO '" + quoted + "'");
        log::info("backed up before migrating", {{"file", copy.string()}});

        std::vector<fs::path> kept;
        for (const auto& each : fs::directory_iterator{folder})
            if (each.path().filename().string().starts_with(prefix) && each.path().extension() == ".db")
                kept.push_back(each.path());
        std::ranges::sort(kept);
        for (std::size_t i = 0; i + backups_kept < kept.size(); ++i)
            fs::remove(kept[i]);
    }

    std::string file_;
    std::uint64_t number_;
    options with_;
    std::unique_ptr<sqlite_connection> writer_; ///< of the writer thread
    std::mutex mutex_;
    std::map<std::thread::id, std::unique_ptr<sqlite_connection>> readers_;
    job_queue writes_;
    job_queue long_reads_;
    std::vector<std::thread> threads_;
};

} // namespace

std::unique_ptr<backend> open_sqlite(const std::string& file, const options& with)
{
    return std::make_unique<sqlite_backend>(file, with);
}

} // namespace ahimmoyak::db
