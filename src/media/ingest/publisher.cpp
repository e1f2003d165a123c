#include "media/ingest/publisher.hpp"

#include "base/log.hpp"

#include <utility>

namespace ahimmoyak::media {

publisher::publisher(hub& into, options with, std::string_view way, std::string remote_address)
    : hub_{into}, options_{std::move(with)}, way_{way}, remote_{std::move(remote_address)}
{
}

bool publisher::claim(std::string channel, std::string encoder)
{
    auto claimed = hub_.publish(channel);
    if (!claimed) {
        log::warning("the channel is live already", {{"by", way_}, {"channel", channel}, {"remote", remote_}});
        return false;
    }
    channel_ = std::move(channel);
    encoder_ = std::move(encoder);
    claim_ = std::move(*claimed);
    hls::segmenter::options with;
    with.fixed = claim_.stream->fixed_durations();
    with.start = claim_.stream->end_of_media();
    resumed_ = with.fixed.has_value();
    owes_end_ = claim_.took_over;
    frames_ = std::make_unique<ingest>(with);
    log::info("publisher let in", {{"by", way_},
                                   {"remote", remote_},
                                   {"channel", channel_},
                                   {"encoder", encoder_},
                                   {"took_over", claim_.took_over}});
    return true;
}

publisher::verdict publisher::heard(std::size_t bytes)
{
    if (!claim_.stream->heard(claim_.epoch))
        return verdict::over;
    constexpr std::chrono::seconds window{5};
    const auto now = steady::now();
    if (now - window_began_ > window) {
        window_began_ = now;
        window_bytes_ = 0;
    }
    window_bytes_ += bytes;
    const auto most = options_.max_bits_per_second * static_cast<std::uint64_t>(window.count());
    return window_bytes_ * 8 > most ? verdict::too_fast : verdict::ok;
}

task<publisher::verdict> publisher::take(const rtmp::media_arrived& tag)
{
    const auto taken = frames_->take(tag, system_clock{}.now());
    if (!taken)
        co_return taken.error() == errc::unsupported ? verdict::unsupported : verdict::malformed;
    const bool kept = co_await deliver();
    co_return kept ? verdict::ok : verdict::over;
}

task<bool> publisher::deliver()
{
    auto& to = *claim_.stream;
    const auto by = claim_.epoch;
    auto cuts = frames_->cuts();
    bool begins = false;
    for (auto& cut : cuts) {
        bool kept = true;
        if (auto* run = std::get_if<hls::run>(&cut)) {
            publication_info info{remote_,
                                  frames_->encoder().empty() ? encoder_ : frames_->encoder(),
                                  run->video,
                                  run->audio,
                                  run->frames_per_second,
                                  resumed_,
                                  claim_.took_over};
            kept = to.open(by, std::move(*run), std::move(info));
        } else if (auto* part = std::get_if<hls::new_part>(&cut)) {
            kept = to.add(by, std::move(*part));
            begins = begins || (kept && !visible_);
            visible_ = visible_ || kept;
        } else
            kept = to.end_segment(by);
        if (!kept)
            co_return false;
    }
    if (!cuts.empty())
        to.note(by, {frames_->frames(), frames_->dropped(), frames_->reorders(), frames_->drift_milliseconds()});
    owes_end_ = owes_end_ || begins;
    if (begins && options_.on_started)
        co_await options_.on_started(channel_, to.stats().publication);
    co_return true;
}

task<> publisher::leave(std::string_view why)
{
    frames_->finish();
    co_await deliver();
    const bool last = claim_.stream->release(claim_.epoch);
    claim_ = {};
    log::info("publisher gone", {{"by", way_},
                                 {"remote", remote_},
                                 {"channel", channel_},
                                 {"reason", why},
                                 {"frames", frames_->frames()},
                                 {"dropped", frames_->dropped()}});
    frames_.reset();
    visible_ = false;
    if (!std::exchange(owes_end_, false) || !last || !options_.on_ended)
        co_return;
    try {
        co_await options_.on_ended(channel_);
    } catch (const std::exception& e) {
        log::error("the end of a publication was not noted", {{"channel", channel_}, {"reason", e.what()}});
    }
}

std::string_view to_text(publisher::verdict why)
{
    switch (why) {
    case publisher::verdict::ok:
        return "";
    case publisher::verdict::over:
        return "the broadcast ended or was taken over";
    case publisher::verdict::too_fast:
        return "its bit rate is too high";
    case publisher::verdict::unsupported:
        return "its codec is not supported (H.264, HEVC, AV1, AAC and Opus are)";
    case publisher::verdict::malformed:
        return "its codec header is malformed";
    }
    return "?";
}

} // namespace ahimmoyak::media
