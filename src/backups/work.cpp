#include "backups/work.hpp"

#include "backups/make.hpp"
#include "backups/restore.hpp"
#include "backups/shelf.hpp"
#include "base/log.hpp"

namespace ahimmoyak::backups {

namespace {

void end(module& m)
{
    const std::lock_guard lock{m.mutex};
    m.now.reset();
}

std::string why(const std::exception& failed)
{
    const auto* refused = dynamic_cast<const problem*>(&failed);
    return refused ? refused->detail().ko + " / " + refused->detail().en : std::string{failed.what()};
}

} // namespace

running begin(module& m, bool restores, backup_kind kind)
{
    const std::lock_guard lock{m.mutex};
    if (m.now)
        throw conflict("backup_running", m.now->restores ? "RESTORING" : "RUNNING",
                       {"백업이나 복원을 하고 있습니다. 끝난 뒤에 다시 하세요.",
                        "A backup or a restore is under way; try again when it is done."});
    m.now = running{restores, kind, m.time.now(), std::make_shared<progress>()};
    return *m.now;
}

task<std::optional<std::string>> make_and_end(module& m, running what)
{
    const auto name = shelf::name_of(what.begun_at, what.kind);
    std::optional<std::string> failed;
    auto work = [&] {
        try {
            make(m.where, m.where.shelf() / name, what.begun_at, *what.progress);
        } catch (const std::exception& broken) {
            failed = why(broken);
            // What the program's end broke off is begun again by the next start.
            if (what.kind != backup_kind::SCHEDULED || !what.progress->give_up)
                shelf::note_failure(m.where, what.begun_at, what.kind, *failed);
        }
    };
    co_await m.blocking.run(work);
    end(m);
    if (failed)
        log::error("a backup failed", {{"file", name}, {"why", *failed}});
    else
        log::info("backed up", {{"file", name}});
    co_return failed;
}

task<> make_begun(module& m, running what) { co_await make_and_end(m, std::move(what)); }

task<> restore_begun(module& m, running what, std::filesystem::path archive)
{
    std::optional<std::string> failed;
    auto work = [&] {
        try {
            stage(m.where, archive, m.known, what.begun_at, *what.progress);
        } catch (const std::exception& broken) {
            failed = why(broken);
        }
    };
    co_await m.blocking.run(work);
    if (failed) {
        log::error("a restore was refused", {{"file", archive.filename().string()}, {"why", *failed}});
        {
            const std::lock_guard lock{m.mutex};
            m.restore_failed = failed;
        }
        end(m);
        co_return;
    }
    what.progress->now = doing::RESTARTING;
    log::info("restoring", {{"file", archive.filename().string()}});
    // Whoever asks how far it is hears of it before everything ends.
    co_await sleep_for(std::chrono::milliseconds{1500});
    m.restart();
}

void stop(module& m)
{
    const std::lock_guard lock{m.mutex};
    if (m.now)
        m.now->progress->give_up = true;
}

} // namespace ahimmoyak::backups
