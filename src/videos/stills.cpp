#include "videos/stills.hpp"

#include "base/log.hpp"
#include "base/problem.hpp"
#include "videos/protocol.hpp"
#include "videos/worker_process.hpp"

#include <boost/asio/this_coro.hpp>
#include <fmt/ranges.h>

#include <cstring>

namespace ahimmoyak::videos {

namespace {

constexpr std::chrono::seconds stills_allowed{300};
constexpr std::size_t most_bytes_of_stills = 16U << 20;

struct drawn {
    std::int64_t count = 0;
    std::int64_t columns = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
};
BOOST_DESCRIBE_STRUCT(drawn, (), (count, columns, width, height))

std::optional<stills> finished(stills made, const std::string& told)
{
    try {
        const auto facts = json::decode<drawn>(told);
        if (facts.count < 1 || facts.columns < 1 || facts.width < 1 || facts.height < 1 || made.poster.empty() ||
            made.sheet.empty())
            return std::nullopt;
        made.count = facts.count;
        made.columns = facts.columns;
        made.width = facts.width;
        made.height = facts.height;
        return made;
    } catch (const problem&) {
        return std::nullopt;
    }
}

task<std::string> asked_for(const std::string& what, std::uint64_t size, const bytes_of_film& film)
{
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    if (what.size() == sizeof offset + sizeof length) {
        std::memcpy(&offset, what.data(), sizeof offset);
        std::memcpy(&length, what.data() + sizeof offset, sizeof length);
    }
    const auto most = std::min<std::size_t>(length, protocol::longest_read);
    co_return offset < size ? co_await film(offset, most) : std::string{};
}

} // namespace

task<std::optional<stills>> draw_stills(module& m, std::uint64_t size, std::vector<std::uint64_t> places,
                                        bytes_of_film film)
{
    const auto on = co_await asio::this_coro::executor;
    worker_process worker{on,
                          m.with.worker,
                          {"stills", std::to_string(size), fmt::format("{}", fmt::join(places, ",")),
                           std::to_string(stills_allowed.count()), std::to_string(m.with.memory_mib)}};
    worker.watch(m.with.silence, stills_allowed, m.stopping);
    stills made;
    for (;;) {
        const auto said = co_await worker.next();
        switch (said.kind) {
        case protocol::wants:
            co_await worker.answer(co_await asked_for(said.body, size, film));
            break;
        case protocol::file: {
            auto& into = !said.body.empty() && said.body[0] == char{protocol::poster} ? made.poster : made.sheet;
            if (said.body.empty() || made.poster.size() + made.sheet.size() + said.body.size() > most_bytes_of_stills)
                co_return std::nullopt;
            into.append(said.body, 1);
            break;
        }
        case protocol::percent:
            break;
        case protocol::done:
            co_return finished(std::move(made), said.body);
        default:
            log::warning("no pictures could be taken of a recording", {{"reason", said.body.substr(0, 100)}});
            co_return std::nullopt;
        }
    }
}

} // namespace ahimmoyak::videos
