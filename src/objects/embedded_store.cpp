#include "objects/embedded_store.hpp"

#include "base/log.hpp"
#include "base/problem.hpp"
#include "base/random.hpp"
#include "objects/disk_file.hpp"
#include "objects/disk_words.hpp"
#include "objects/disposition.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <cerrno>
#include <fstream>
#include <span>
#include <unistd.h>
#include <vector>

namespace ahimmoyak::objects {

namespace {

constexpr std::size_t piece = std::size_t{512} * 1024;

// The pair lives beside the objects, readable by the program alone: addresses stay good over a restart.
credentials kept_keys(const std::filesystem::path& directory)
{
    const auto at = directory / "access-key";
    credentials keys;
    if (std::ifstream in{at}; in >> keys.access_key >> keys.secret)
        return keys;
    keys = {random_alphanumeric(20), random_alphanumeric(40)};
    write_whole(at, keys.access_key + "\n" + keys.secret + "\n");
    std::filesystem::permissions(at, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return keys;
}

} // namespace

embedded_store::embedded_store(options with, work_pool& blocking, const clock& now)
    : with_{std::move(with)}, outside_keys_{with_.directory / "keys"}, blocking_{blocking}, time_{now},
      disk_{with_.directory}
{
    keys_ = with_.keys ? *with_.keys : kept_keys(with_.directory);
}

std::string embedded_store::path_of(std::string_view key) const
{
    return "/s3/" + with_.bucket + "/" + std::string{key};
}

std::string_view embedded_store::host_for(std::string_view request_host) const
{
    return with_.host.empty() ? request_host : std::string_view{with_.host};
}

task<std::string> embedded_store::begin(std::string key, std::uint64_t size, std::uint64_t part_size)
{
    if (!valid_key(key))
        throw no_such_key();
    const auto now = time_.now();
    co_return co_await blocking_.run([&] { return disk_.begin(key, size, part_size, now); });
}

std::string embedded_store::part_address(std::string_view host, std::string_view key, std::string_view upload_id,
                                         int number, std::chrono::seconds valid) const
{
    const auto path = path_of(key);
    return sign(
        keys_,
        {"PUT", host_for(host), path, {{"partNumber", std::to_string(number)}, {"uploadId", std::string{upload_id}}}},
        time_.now(), valid);
}

task<stored> embedded_store::complete(std::string key, std::string upload_id, std::vector<std::string> etags)
{
    std::vector<named_part> all;
    for (auto& each : etags)
        all.push_back({static_cast<int>(all.size()) + 1, std::move(each)});
    const auto now = time_.now();
    co_return co_await blocking_.run([&] { return disk_.complete(key, upload_id, all, now); });
}

task<std::vector<sent_part>> embedded_store::parts(std::string key, std::string upload_id)
{
    const auto there = co_await blocking_.run([&] { return disk_.parts(key, upload_id); });
    std::vector<sent_part> all;
    for (const auto& each : there)
        all.push_back({each.number, each.size, "\"" + each.md5 + "\""});
    co_return all;
}

task<> embedded_store::abort(std::string key, std::string upload_id)
{
    co_await blocking_.run([&] { disk_.abort(key, upload_id); });
}

std::string embedded_store::address(std::string_view host, std::string_view key, const presentation& as,
                                    std::chrono::seconds valid) const
{
    const auto path = path_of(key);
    return sign(keys_,
                {"GET",
                 host_for(host),
                 path,
                 {{"response-content-type", as.content_type}, {"response-content-disposition", disposition(as)}}},
                time_.now(), valid);
}

task<std::optional<stored>> embedded_store::head(std::string key)
{
    const auto found = co_await blocking_.run([&] { return disk_.open(key); });
    if (!found)
        co_return std::nullopt;
    co_return found->is;
}

task<std::string> embedded_store::read(std::string key, std::uint64_t offset, std::size_t length)
{
    co_return co_await blocking_.run([&] {
        const auto found = disk_.open(key);
        if (!found)
            throw no_such_key();
        std::string bytes;
        if (offset >= found->is.size)
            return bytes;
        bytes.resize(static_cast<std::size_t>(
            std::min<std::uint64_t>({length, found->is.size - offset, std::uint64_t{1} << 20})));
        std::size_t have = 0;
        while (have < bytes.size()) {
            const auto n = ::pread(*found->descriptor, bytes.data() + have, bytes.size() - have,
                                   static_cast<off_t>(offset + have));
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                refuse(errno, "pread");
            if (n == 0)
                break;
            have += static_cast<std::size_t>(n);
        }
        bytes.resize(have);
        return bytes;
    });
}

task<> embedded_store::remove(std::string key)
{
    co_await blocking_.run([&] { disk_.remove(key); });
}

namespace {

// A stretch of a body on its way: read, then written, then summed, while others are at the other stations.
struct stretch {
    std::vector<char> bytes;
    std::size_t have = 0;
    std::vector<std::span<const char>> payload; ///< what of it is the object

    std::span<const char> read() const { return std::span{bytes}.first(have); }
};

// A whole piece, or what is left: a hop to the pool for each TCP segment would cost more than the disk.
task<> fill(http::body_source& from, stretch& into, std::size_t size)
{
    into.bytes.resize(size);
    into.have = 0;
    into.payload.clear();
    while (into.have < size) {
        const auto n = co_await from.read(asio::buffer(into.bytes.data() + into.have, size - into.have));
        if (n == 0)
            break;
        into.have += n;
    }
}

} // namespace

task<sums> embedded_store::receive(http::body_source& from, payload& check, arrival& into, std::uint64_t limit)
{
    using namespace asio::experimental::awaitable_operators;
    const auto too_large = [&] {
        return problem{
            400, "EntityTooLarge",
            say("너무 큽니다. {}바이트까지입니다.", "This is too large; at most {} bytes are taken.", limit)};
    };
    if (const auto told = check.length(); told && *told > limit)
        throw too_large();
    std::uint64_t taken = 0;
    stretch coming;
    stretch writing;
    stretch summing;
    const payload::sink put = [&](std::span<const char> bytes) {
        taken += bytes.size();
        if (taken > limit)
            throw too_large();
        into.put(bytes);
        writing.payload.push_back(bytes);
    };
    const auto move_on = [&] {
        std::swap(summing, writing);
        std::swap(writing, coming);
    };
    auto write = [&] { check.take(writing.read(), put); };
    auto sum = [&] {
        for (const auto each : summing.payload)
            into.sum(each);
    };
    // One byte more than a small body has, so that its end is seen at once.
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(piece, from.length().value_or(piece) + 1));
    co_await fill(from, coming, size);
    for (move_on(); writing.have == size; move_on())
        co_await (blocking_.run(write) && blocking_.run(sum) && fill(from, coming, size));
    co_await (blocking_.run(write) && blocking_.run(sum));
    move_on();
    auto to_the_disk = [&] { into.sync(); };
    co_await (blocking_.run(to_the_disk) && blocking_.run(sum));
    co_return co_await blocking_.run([&] {
        check.end();
        return into.finish();
    });
}

task<std::string> embedded_store::put_part(std::string key, std::string upload_id, int number, std::string bytes)
{
    co_return co_await blocking_.run([&] {
        disk_.about(key, upload_id);
        const auto part = disk_.open_part(upload_id);
        part->write(bytes);
        const auto& are = part->finish();
        disk_.keep_part(*part, are, upload_id, number);
        return are.md5;
    });
}

task<std::optional<local_file>> embedded_store::open_here(std::string key)
{
    co_return co_await blocking_.run([&]() -> std::optional<local_file> {
        auto found = disk_.open(key);
        return found ? std::optional{local_file{std::move(found->descriptor), found->is.size}} : std::nullopt;
    });
}

task<int> embedded_store::sweep()
{
    const auto day_ago = time_.now() - std::chrono::hours{24};
    co_return co_await blocking_.run([&] { return disk_.sweep(day_ago); });
}

task<> embedded_store::keep_swept()
{
    for (;;) {
        try {
            const auto swept = co_await sweep();
            if (swept > 0)
                log::info("removed unfinished uploads", {{"count", swept}});
        } catch (const std::exception& failed) {
            log::warning("unfinished uploads could not be removed", {{"reason", failed.what()}});
        }
        co_await sleep_for(std::chrono::hours{1});
    }
}

} // namespace ahimmoyak::objects
