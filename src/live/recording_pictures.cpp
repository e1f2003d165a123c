#include "live/recording_pictures.hpp"

#include "base/log.hpp"
#include "live/recording_files.hpp"
#include "videos/stills.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::live {

namespace {

using media::recording::entry;

constexpr std::int64_t most_pictures = 48;
constexpr std::int64_t ticks_per_ms = 90;

constexpr db::query pictures_of{R"(
    SELECT poster_key, sheet_key, moments_ms, columns, width, height FROM live_recording_pictures WHERE live_id = $1)"};

// A lecture that was deleted meanwhile has none.
constexpr db::query insert_pictures{R"(
    INSERT INTO live_recording_pictures (live_id, poster_key, sheet_key, moments_ms, columns, width, height, created_at, updated_at)
    SELECT live_id, $1, $2, $3, $4, $5, $6, $7, $7 FROM live_recording WHERE live_id = $8 AND state IN ('READY', 'HIDDEN')
    ON CONFLICT (live_id) DO NOTHING)"};

constexpr db::query erase_pictures{"DELETE FROM live_recording_pictures WHERE live_id = $1"};

/// A film of its own, made of an initialization segment and some of the segments that it belongs to.
struct excerpt {
    std::vector<file_part> parts;
    std::vector<std::uint64_t> places; ///< of each segment in the film
    std::vector<std::int64_t> moments_ms;
    std::uint64_t size = 0;
};

// The one that most of the recording is played with.
std::uint64_t longest_init(const std::vector<entry>& entries)
{
    std::map<std::uint64_t, std::int64_t> lengths;
    for (const auto& each : entries)
        lengths[each.init_offset] += each.duration;
    return std::ranges::max_element(lengths, {}, [](const auto& each) { return each.second; })->first;
}

excerpt excerpt_of(const std::filesystem::path& media, const std::vector<entry>& entries)
{
    excerpt made;
    std::vector<const entry*> usable;
    const auto init = longest_init(entries);
    for (const auto& each : entries)
        if (each.init_offset == init)
            usable.push_back(&each);
    const auto add = [&](std::uint64_t offset, std::uint64_t length) {
        made.parts.push_back({media, offset, static_cast<std::size_t>(length)});
        made.size += length;
    };
    add(usable.front()->init_offset, usable.front()->init_length);
    const auto count = std::min<std::int64_t>(most_pictures, std::ssize(usable));
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& each = *usable[static_cast<std::size_t>(i * std::ssize(usable) / count)];
        made.places.push_back(made.size);
        made.moments_ms.push_back(each.start / ticks_per_ms);
        add(each.offset, each.length);
    }
    return made;
}

task<std::string> read_excerpt(module& m, const excerpt& from, std::uint64_t offset, std::size_t most)
{
    std::uint64_t at = 0;
    for (const auto& each : from.parts) {
        if (offset < at + each.length) {
            const auto skipped = offset - at;
            const file_part wanted{each.from, each.offset + skipped,
                                   std::min<std::size_t>(each.length - skipped, most)};
            co_return co_await m.recorder.thread().run([&] { return read_part(wanted); });
        }
        at += each.length;
    }
    co_return std::string{};
}

task<std::string> keep_jpeg(module& m, std::string bytes)
{
    const auto key = objects::new_key("jpg");
    const auto upload = co_await m.store.begin(key, bytes.size(), bytes.size());
    std::vector<std::string> etags{co_await m.store.put_part(key, upload, 1, std::move(bytes))};
    co_await m.store.complete(key, upload, std::move(etags));
    co_return key;
}

} // namespace

std::optional<recording_pictures> find_pictures(db::connection& in, channel_id of)
{
    return in.first<recording_pictures>(pictures_of, of);
}

task<> draw_pictures(module& m, channel_id of, std::filesystem::path media, std::vector<entry> entries)
{
    if (m.pictures == nullptr || entries.empty())
        co_return;
    if (co_await m.db.read([&](db::connection& c) { return find_pictures(c, of); }))
        co_return;
    const auto film = excerpt_of(media, entries);
    const auto made =
        co_await videos::draw_stills(*m.pictures, film.size, film.places, [&](std::uint64_t offset, std::size_t most) {
            return read_excerpt(m, film, offset, most);
        });
    if (!made)
        co_return;
    const auto poster = co_await keep_jpeg(m, made->poster);
    const auto sheet = co_await keep_jpeg(m, made->sheet);
    const auto now = m.time.now();
    const bool kept = co_await m.db.write([&](db::connection& c) {
        return c.run(insert_pictures, poster, sheet, json::encode(film.moments_ms), made->columns, made->width,
                     made->height, now, of) > 0;
    });
    if (!kept)
        for (const auto& each : {poster, sheet})
            co_await m.store.remove(each);
}

task<> remove_pictures(module& m, channel_id of)
{
    const auto gone = co_await m.db.write([&](db::connection& c) {
        auto found = find_pictures(c, of);
        c.run(erase_pictures, of);
        return found;
    });
    if (!gone)
        co_return;
    co_await m.store.remove(gone->poster_key);
    co_await m.store.remove(gone->sheet_key);
}

} // namespace ahimmoyak::live
