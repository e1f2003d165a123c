#include "videos/preparation.hpp"

#include "base/log.hpp"
#include "base/problem.hpp"
#include "contents/files.hpp"
#include "videos/playlist.hpp"
#include "videos/protocol.hpp"
#include "videos/worker_process.hpp"

#include <boost/asio/this_coro.hpp>

#include <array>
#include <cstring>

namespace ahimmoyak::videos {

namespace {

constexpr std::size_t part_size = 8U << 20;
constexpr std::chrono::minutes believed_for{10};
constexpr std::chrono::seconds noted_every{1};

/// A file on its way from the worker to the store, in parts.
struct arriving {
    std::string key;
    std::string upload_id;
    std::string waiting; ///< less than a part
    std::vector<std::string> etags;
    std::uint64_t size = 0;
};

enum class end { ready, failed, again, interrupted, gone };
struct outcome {
    end how = end::again;
    video_failure why = video_failure::CRASHED;
    prepared made{};
};

video_failure reason_of(std::string_view code)
{
    using enum video_failure;
    if (code == "not_media")
        return NOT_A_VIDEO;
    if (code == "no_video")
        return NO_PICTURE;
    if (code == "too_large")
        return TOO_LARGE;
    if (code == "unsupported")
        return UNSUPPORTED;
    if (code == "out_of_memory")
        return OUT_OF_MEMORY;
    return BROKEN;
}

class conversation {
public:
    conversation(module& m, const taken_video& which, std::uint64_t size, executor on)
        : m_{m}, which_{which}, size_{size}, allowed_{time_for(size)},
          worker_{on,
                  m.with.worker,
                  {std::to_string(size), m.with.heights, std::to_string(2 * allowed_.count()),
                   std::to_string(m.with.memory_mib)}}
    {
        worker_.watch(m.with.silence, allowed_, m.stopping);
    }

    task<outcome> run()
    {
        for (;;) {
            auto said = co_await worker_.next();
            switch (said.kind) {
            case protocol::wants:
                co_await give(said.body);
                break;
            case protocol::file:
                if (!co_await take(said.body))
                    co_return outcome{end::failed, video_failure::BROKEN};
                break;
            case protocol::percent:
                percent_ = said.body.empty() ? 0 : std::min(99, int{static_cast<unsigned char>(said.body[0])});
                break;
            case protocol::done:
                co_return co_await finish(said.body);
            case protocol::failed:
                if (said.body == "no_sandbox" || said.body == "no_encoder" || said.body == "usage")
                    log::error("the media worker cannot work on this machine", {{"reason", said.body}});
                co_return outcome{end::failed, reason_of(said.body)};
            default:
                co_return over();
            }
            if (!co_await note())
                co_return outcome{end::gone};
        }
    }

private:
    // Generous: a file of the size takes far less, but a bomb shall not hold the queue for days.
    static std::chrono::seconds time_for(std::uint64_t size)
    {
        return std::chrono::seconds{std::min<std::uint64_t>(900 + size / 20'000, 24 * 3600)};
    }

    outcome over() const
    {
        if (m_.stopping)
            return {end::interrupted};
        if (worker_.ran_late())
            return {end::failed, video_failure::TOO_LONG};
        return {end::again};
    }

    task<> give(const std::string& asked)
    {
        std::uint64_t offset = 0;
        std::uint32_t length = 0;
        if (asked.size() == 12) {
            std::memcpy(&offset, asked.data(), 8);
            std::memcpy(&length, asked.data() + 8, 4);
        }
        const auto most = std::min<std::size_t>(length, protocol::longest_read);
        const auto bytes = offset < size_ ? co_await m_.store.read(which_.object_key, offset, most) : std::string{};
        co_await worker_.answer(bytes);
    }

    task<bool> take(const std::string& told)
    {
        const std::size_t number = told.empty() ? 0xFF : static_cast<unsigned char>(told[0]);
        if (number >= protocol::most_files)
            co_return false;
        auto& into = files_[number];
        if (into.key.empty()) {
            into.key = objects::new_key(number >= protocol::first_rendition ? "mp4" : "jpg");
            into.upload_id = co_await m_.store.begin(into.key, part_size, part_size);
            co_await m_.database.write([&](db::connection& in) {
                add_file(in, which_.id, {into.key, into.upload_id, static_cast<std::int64_t>(number)});
            });
        }
        into.waiting.append(told, 1);
        into.size += told.size() - 1;
        taken_ += told.size() - 1;
        if (taken_ > 3 * size_ + (1ULL << 30))
            co_return false;
        while (into.waiting.size() >= part_size)
            co_await send(into, part_size);
        co_return true;
    }

    task<> send(arriving& file, std::size_t length)
    {
        auto part = file.waiting.substr(0, length);
        file.waiting.erase(0, length);
        const auto number = static_cast<int>(file.etags.size()) + 1;
        file.etags.push_back(co_await m_.store.put_part(file.key, file.upload_id, number, std::move(part)));
    }

    task<outcome> finish(const std::string& json)
    {
        outcome is{end::ready};
        try {
            is.made = json::decode<prepared>(json);
        } catch (const problem&) {
            is.how = end::again;
        }
        if (is.how != end::ready || !is_sound(is.made))
            co_return outcome{end::again};
        for (const auto& each : is.made.renditions) {
            auto size = static_cast<std::uint64_t>(each.init_size);
            for (const auto bytes : each.segment_bytes)
                size += static_cast<std::uint64_t>(bytes);
            if (files_[static_cast<std::size_t>(each.file)].size != size)
                co_return outcome{end::again};
        }
        for (auto& each : files_) {
            if (each.key.empty())
                continue;
            if (!each.waiting.empty())
                co_await send(each, each.waiting.size());
            co_await m_.store.complete(each.key, each.upload_id, each.etags);
        }
        co_return is;
    }

    /// That it goes on, once a second; false when the video is not ours any more.
    task<bool> note()
    {
        const auto now = m_.time.now();
        if (now - noted_ < noted_every)
            co_return true;
        noted_ = now;
        co_return co_await m_.database.write([&](db::connection& in) {
            return note_progress(in, which_.id, m_.with.name, percent_, now, now + believed_for);
        });
    }

    module& m_;
    const taken_video& which_;
    std::uint64_t size_;
    std::chrono::seconds allowed_;
    worker_process worker_;
    std::array<arriving, protocol::most_files> files_{};
    std::uint64_t taken_ = 0;
    int percent_ = 0;
    timestamp noted_{};
};

task<outcome> attempt(module& m, const taken_video& which)
{
    co_await clear_files(m, which.id); // of an attempt before
    const auto there = co_await m.store.head(which.object_key);
    if (!there)
        co_return outcome{end::failed, video_failure::BROKEN};
    const auto on = co_await asio::this_coro::executor;
    conversation with{m, which, there->size, on};
    co_return co_await with.run();
}

// What the store or the machine refuses comes back later.
task<outcome> guarded(module& m, const taken_video& which)
{
    outcome is;
    try {
        is = co_await attempt(m, which);
    } catch (const problem& refused) {
        is = {end::again, refused.status() == 507 ? video_failure::STORE_FULL : video_failure::CRASHED};
        log::warning("a video could not be prepared", {{"video", which.id.value}, {"reason", refused.what()}});
    } catch (const std::exception& broken) {
        log::warning("a video could not be prepared", {{"video", which.id.value}, {"reason", broken.what()}});
    }
    co_return is;
}

} // namespace

task<> clear_files(module& m, video_id of)
{
    const auto files = co_await m.database.read([&](db::connection& in) { return files_of(in, of); });
    if (files.empty())
        co_return;
    for (const auto& each : files) {
        co_await m.store.abort(each.object_key, each.upload_id);
        co_await m.store.remove(each.object_key);
    }
    co_await m.database.write([&](db::connection& in) { forget_files(in, of); });
}

task<> prepare(module& m, taken_video which)
{
    const auto is = co_await guarded(m, which);
    const auto now = m.time.now();
    const auto& by = m.with.name;
    const bool gives_up = is.how == end::failed || (is.how == end::again && which.attempts >= most_attempts);
    const bool ours = co_await m.database.write([&](db::connection& in) {
        if (is.how == end::ready) {
            contents::set_unknown_duration(in, which.object_key,
                                           std::max<std::int64_t>(1, (is.made.duration_ms + 500) / 1000));
            return mark_ready(in, which.id, by, is.made, now);
        }
        if (gives_up)
            return mark_failed(in, which.id, by, is.why, now);
        const bool counted = is.how == end::again;
        return put_back(in, which.id, by, counted, counted ? now + which.attempts * m.with.pause : now, now);
    });
    if (is.how != end::ready || !ours)
        co_await clear_files(m, which.id);
    if (gives_up)
        log::warning("a video cannot be prepared",
                     {{"video", which.id.value}, {"reason", boost::describe::enum_to_string(is.why, "")}});
}

} // namespace ahimmoyak::videos
