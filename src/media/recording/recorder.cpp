#include "media/recording/recorder.hpp"

#include "base/log.hpp"
#include "media/cmaf/init_segment.hpp"
#include "media/recording/silence.hpp"

#include <sys/statvfs.h>
#include <utility>

namespace ahimmoyak::media {

recorder::recorder(options with) : with_{std::move(with)} { std::filesystem::create_directories(with_.folder); }

void recorder::open(const std::string& channel)
{
    const std::lock_guard lock{mutex_};
    wanted_.insert(channel);
}

void recorder::take(const std::string& channel, const hls::segment& done, const shared_bytes& init, const hls::run& of)
{
    {
        const std::lock_guard lock{mutex_};
        if (stopping_ || !wanted_.contains(channel) || !init)
            return;
        recording::segment_of what{{},
                                   init,
                                   of.audio ? of.audio->sample_rate : 0,
                                   done.start,
                                   done.duration,
                                   done.program_time,
                                   done.discontinuity,
                                   of.video && !of.audio,
                                   {}};
        if (what.without_sound)
            what.init =
                std::make_shared<const std::string>(cmaf::write_init_segment(of.video, recording::silent_sound()));
        auto at = done.start;
        for (const auto& each : done.parts) {
            if (!each.gap) {
                what.parts.push_back(each.bytes);
                if (what.without_sound)
                    what.part_starts.push_back(at);
            }
            at += each.duration;
        }
        const auto bytes = what.bytes();
        if (waiting_bytes_ + bytes > with_.most_waiting) {
            ++lost_[channel];
            ++lost_all_;
            return;
        }
        waiting_bytes_ += bytes;
        waiting_.emplace_back(channel, std::move(what));
    }
    arrived_.tell();
}

std::size_t recorder::lost(const std::string& channel) const
{
    const std::lock_guard lock{mutex_};
    const auto found = lost_.find(channel);
    return found == lost_.end() ? 0 : found->second;
}

bool recorder::has_room() const
{
    struct statvfs room{};
    return ::statvfs(with_.folder.c_str(), &room) != 0 ||
           static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize >= with_.least_free;
}

// On the thread.
void recorder::write_waiting()
{
    decltype(waiting_) batch;
    {
        const std::lock_guard lock{mutex_};
        batch.swap(waiting_);
    }
    if (batch.empty())
        return;
    const bool room = has_room();
    std::set<std::string> touched;
    const auto failed = [&](const std::string& channel, const char* why) {
        // Opened anew, it goes on behind the last segment that is whole.
        files_.erase(channel);
        touched.erase(channel);
        log::error("a segment is not recorded", {{"channel", channel}, {"reason", why}});
        const std::lock_guard lock{mutex_};
        ++lost_[channel];
        ++lost_all_;
    };
    for (auto& [channel, what] : batch) {
        const auto bytes = what.bytes();
        if (!room)
            failed(channel, "the disk is nearly full");
        else
            try {
                auto& to = files_[channel];
                if (!to)
                    to = std::make_unique<recording::file>(with_.folder / channel);
                if (what.without_sound)
                    recording::add_silence(what);
                to->append(what);
                touched.insert(channel);
            } catch (const std::exception& e) {
                failed(channel, e.what());
            }
        const std::lock_guard lock{mutex_};
        waiting_bytes_ -= bytes;
    }
    for (const auto& channel : std::set{touched})
        try {
            files_.at(channel)->settle();
        } catch (const std::exception& e) {
            failed(channel, e.what());
        }
}

task<std::optional<std::filesystem::path>> recorder::finish(std::string channel)
{
    const auto stem = with_.folder / channel;
    const bool any = co_await pool_.run([&] {
        write_waiting();
        files_.erase(channel);
        const std::lock_guard lock{mutex_};
        wanted_.erase(channel);
        lost_.erase(channel);
        return !recording::read_entries(stem).empty();
    });
    co_return any ? std::optional{stem} : std::nullopt;
}

task<> recorder::discard(std::string channel)
{
    const auto stem = with_.folder / channel;
    co_await pool_.run([&] {
        files_.erase(channel);
        std::error_code gone;
        std::filesystem::remove(recording::media_file(stem), gone);
        std::filesystem::remove(recording::index_file(stem), gone);
    });
}

task<> recorder::work()
{
    auto seen = arrived_.ticket();
    while (!stopping_) {
        co_await pool_.run([this] { write_waiting(); });
        co_await arrived_.after(seen);
        seen = arrived_.ticket();
    }
}

task<> recorder::stop()
{
    stopping_ = true;
    co_await pool_.run([this] {
        write_waiting();
        files_.clear();
    });
    arrived_.tell();
}

} // namespace ahimmoyak::media
