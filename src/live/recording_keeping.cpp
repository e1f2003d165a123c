#include "live/recording_keeping.hpp"

#include "base/log.hpp"
#include "live/lectures.hpp"
#include "live/recording_files.hpp"
#include "live/recording_pictures.hpp"

namespace ahimmoyak::live {

namespace {

namespace fs = std::filesystem;

task<> put_file(module& m, std::string key, fs::path from, std::uint64_t size)
{
    const auto part_size = objects::part_size_of(size);
    const auto upload = co_await m.store.begin(key, size, part_size);
    std::vector<std::string> etags;
    for (std::uint64_t at = 0; at < size; at += part_size) {
        const file_part next{from, at, static_cast<std::size_t>(std::min<std::uint64_t>(part_size, size - at))};
        auto bytes = co_await m.recorder.thread().run([&] { return read_part(next); });
        const auto number = static_cast<int>(etags.size()) + 1;
        etags.push_back(co_await m.store.put_part(key, upload, number, std::move(bytes)));
    }
    co_await m.store.complete(key, upload, std::move(etags));
}

} // namespace

task<> keep_recording(module& m, channel_id of)
{
    const auto name = std::to_string(of.value);
    m.hub.end(name); // its last segment is complete now
    const auto stem = co_await m.recorder.finish(name);
    if (!stem)
        co_return;
    const auto media_key = objects::new_key("mp4");
    const auto index_key = objects::new_key("bin");
    const auto begun = m.time.now();
    const auto made =
        co_await m.db.write([&](db::connection& c) { return recordings::begin(c, of, media_key, index_key, begun); });
    if (made) {
        const auto entries = co_await m.recorder.thread().run([&] { return media::recording::read_entries(*stem); });
        const auto size = entries.back().end_offset();
        const auto length = media::recording::length_ms(entries);
        co_await put_file(m, made->media_key, media::recording::media_file(*stem), size);
        co_await put_file(m, made->index_key, media::recording::index_file(*stem),
                          entries.size() * media::recording::entry_bytes);
        const auto now = m.time.now();
        co_await m.db.write(
            [&](db::connection& c) { recordings::ready(c, of, static_cast<std::int64_t>(size), length, now); });
        log::info("a lecture's recording is kept", {{"channel", name}, {"bytes", size}, {"seconds", length / 1000}});
        m.tell_pages("live:" + name, "recording", R"({"channelId":)" + name + "}");
    }
    // It can be watched by now; the pictures are made while its files are still here, after a restart, too.
    try {
        auto entries = co_await m.recorder.thread().run([&] { return media::recording::read_entries(*stem); });
        co_await draw_pictures(m, of, media::recording::media_file(*stem), std::move(entries));
    } catch (const std::exception& wrong) {
        log::warning("no pictures could be taken of a recording", {{"channel", name}, {"reason", wrong.what()}});
    }
    co_await m.recorder.discard(name);
    m.tell_pages("live:" + name, "recording", R"({"channelId":)" + name + "}");
}

task<> sweep_recordings(module& m)
{
    const auto by = m.keeps_recordings ? m.keeps_recordings() : recordings::retention{};
    if (by.days == 0)
        co_return;
    for (;;) {
        const auto now = m.time.now();
        const auto all = co_await m.db.read([&](db::connection& c) { return recordings::over(c, by, now); });
        for (const auto& each : all) {
            co_await m.db.write([&](db::connection& c) {
                recordings::expire(c, each.live_id, now);
                const auto of = lectures::find(c, each.live_id);
                if (of && m.note_expired)
                    m.note_expired(c, *of, now);
            });
            co_await remove_media(m, each);
            log::info("a recording was deleted, as its time was over", {{"channel", each.live_id.value}});
        }
        if (all.empty() || m.stopping)
            co_return;
    }
}

task<> remove_media(module& m, recordings::recording gone)
{
    m.shelf.drop(gone.live_id);
    co_await remove_pictures(m, gone.live_id);
    co_await m.store.remove(gone.media_key);
    co_await m.store.remove(gone.index_key);
}

} // namespace ahimmoyak::live
