#include "studio/session.hpp"

#include "base/problem.hpp"
#include "http/socket_bytes.hpp"
#include "json/codec.hpp"
#include "media/ingest/publisher.hpp"
#include "studio/lateness.hpp"
#include "studio/message.hpp"

namespace ahimmoyak::studio {

namespace {

using steady = std::chrono::steady_clock;
using verdict = media::publisher::verdict;

// Sound every 20 ms, pictures at 60 a second and a ping make 111.
constexpr unsigned most_messages = 400;
// Below this a page that waits for its network would only trouble the speaker.
constexpr std::chrono::milliseconds much_too_late{1'000};
constexpr std::chrono::seconds between_warnings{1};

struct accepted {
    std::string type = "accepted";
    bool resumed = false;
    std::int64_t max_bits_per_second = 0;
    std::int64_t time = 0;
};
BOOST_DESCRIBE_STRUCT(accepted, (), (type, resumed, max_bits_per_second, time))

struct on_air {
    std::string type = "onAir";
};
BOOST_DESCRIBE_STRUCT(on_air, (), (type))

struct behind {
    std::string type = "behind";
    std::int64_t milliseconds = 0;
};
BOOST_DESCRIBE_STRUCT(behind, (), (type, milliseconds))

struct pong {
    std::string type = "pong";
    std::int64_t mark = 0;
    std::int64_t time = 0; ///< the server's clock, ms since 1970
    std::int64_t late_milliseconds = 0;
    std::int64_t frames = 0;
    std::int64_t dropped = 0;
    bool on_air = false;
};
BOOST_DESCRIBE_STRUCT(pong, (), (type, mark, time, late_milliseconds, frames, dropped, on_air))

struct ending {
    closing code;
    std::string_view why;
};

class talk {
public:
    talk(module& m, grant given, std::shared_ptr<connection> page, const http::request& in)
        : m_{m}, given_{std::move(given)}, page_{std::move(page)}, remote_{in.remote_address},
          publication_{m.lectures.hub,
                       {m.broadcast.on_started, m.broadcast.on_ended, m.with.max_bits_per_second},
                       "studio",
                       remote_}
    {
    }

    // Until the connection is over; says why it ended, for the log.
    task<std::string_view> run(http::socket_request& asked)
    {
        while (!page_->closed()) {
            const auto frame = co_await http::receive_bytes(asked);
            if (!frame)
                co_return page_->closed() ? "closed by the server" : "connection lost";
            if (page_->closed())
                break;
            page_->heard();
            if (const auto end = co_await take(*frame)) {
                page_->close(end->code, std::string{end->why});
                co_return end->why;
            }
        }
        co_return "closed by the server";
    }

    task<> leave(std::string_view why)
    {
        if (publication_.holds())
            co_await publication_.leave(why);
    }

private:
    task<std::optional<ending>> take(std::string_view frame)
    {
        if (too_many())
            co_return ending{closing::too_fast, "too many frames a second"};
        auto what = read(frame);
        if (!what)
            co_return ending{closing::bad_frame, to_text(what.error())};
        if (const auto* greeting = std::get_if<hello>(&*what))
            co_return co_await begin(*greeting);
        if (!publication_.holds())
            co_return ending{closing::bad_frame, "the first frame is a hello"};
        if (const auto may = publication_.heard(frame.size()); may != verdict::ok)
            co_return ending_of(may);
        if (const auto* asks = std::get_if<ping>(&*what)) {
            answer(*asks);
            co_return std::nullopt;
        }
        if (std::holds_alternative<bye>(*what)) {
            co_await publication_.leave("finished by the page");
            co_return ending{closing::done, "bye"};
        }
        co_return co_await publish(std::get<medium>(*what));
    }

    task<std::optional<ending>> begin(const hello& greeting)
    {
        if (publication_.holds())
            co_return ending{closing::bad_frame, "one hello is enough"};
        auto allowed = co_await m_.broadcast.may_publish(given_.stream_key, remote_);
        if (!allowed)
            co_return ending{closing::over, "the lecture takes no broadcast any more"};
        if (page_->closed())
            co_return std::nullopt;
        if (!publication_.claim(std::move(allowed->channel), greeting.says.encoder))
            co_return ending{closing::occupied, "another publisher is on air"};
        publication_.describe(greeting.says);
        page_->post(json::encode(accepted{.resumed = publication_.resumed(),
                                          .max_bits_per_second = static_cast<std::int64_t>(m_.with.max_bits_per_second),
                                          .time = m_.lectures.time.now().time_since_epoch().count()}));
        co_return std::nullopt;
    }

    task<std::optional<ending>> publish(const medium& of)
    {
        const auto now = steady::now();
        if (of.timed && of.what.video) {
            const auto since = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch());
            late_ = std::chrono::duration_cast<std::chrono::milliseconds>(lag_.of(of.microseconds, since));
            if (late_ > much_too_late && now - warned_ > between_warnings) {
                warned_ = now;
                page_->post(json::encode(behind{.milliseconds = late_.count()}));
            }
        }
        const auto done = co_await publication_.take(of.what);
        if (done != verdict::ok)
            co_return ending_of(done);
        if (publication_.visible() && !std::exchange(told_, true))
            page_->post(json::encode(on_air{}));
        co_return std::nullopt;
    }

    void answer(const ping& asks) const
    {
        page_->post(json::encode(pong{.mark = static_cast<std::int64_t>(asks.mark & ((1ULL << 53U) - 1)),
                                      .time = m_.lectures.time.now().time_since_epoch().count(),
                                      .late_milliseconds = late_.count(),
                                      .frames = static_cast<std::int64_t>(publication_.frames()),
                                      .dropped = static_cast<std::int64_t>(publication_.dropped()),
                                      .on_air = publication_.visible()}));
    }

    bool too_many()
    {
        constexpr std::chrono::seconds window{5};
        const auto now = steady::now();
        if (now - window_began_ > window) {
            window_began_ = now;
            messages_ = 0;
        }
        return ++messages_ > most_messages * static_cast<unsigned>(window.count());
    }

    static ending ending_of(verdict why)
    {
        const auto code = why == verdict::over          ? closing::over
                          : why == verdict::too_fast    ? closing::too_fast
                          : why == verdict::unsupported ? closing::codec
                                                        : closing::bad_frame;
        return {code, to_text(why)};
    }

    module& m_;
    const grant given_;
    const std::shared_ptr<connection> page_;
    const std::string remote_;
    media::publisher publication_;
    lateness lag_;
    std::chrono::milliseconds late_{0};
    steady::time_point warned_{};
    steady::time_point window_began_{};
    unsigned messages_ = 0;
    bool told_ = false;
};

} // namespace

task<> serve(module& m, http::socket_request& asked)
{
    const std::string token{asked.in().header("sec-websocket-protocol")};
    if (m.stopping)
        throw unavailable();
    auto granted = m.tokens.redeem(token);
    if (!granted)
        throw problem{401,
                      "studio_token_invalid",
                      {"스튜디오 토큰이 없거나 만료되었거나 이미 쓰였습니다. 새 토큰을 받으세요.",
                       "The studio token is missing, expired or used. Ask for a new one."}};
    const auto socket = co_await asked.accept(token);
    const auto page = std::make_shared<connection>(socket, granted->signed_in);
    if (!m.open.add(page)) {
        page->close(closing::restarting, "too many studios are open");
        co_return;
    }
    if (m.is_over(page->signed_in))
        page->close(closing::signed_out, "signed out");
    talk with{m, std::move(*granted), page, asked.in()};
    std::exception_ptr failure;
    std::string_view why = "failed";
    try {
        why = co_await with.run(asked);
    } catch (...) {
        failure = std::current_exception();
    }
    co_await with.leave(why);
    m.open.remove(page);
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace ahimmoyak::studio
