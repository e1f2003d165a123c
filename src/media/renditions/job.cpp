#include "media/renditions/job.hpp"

#include "base/log.hpp"
#include "media/codec/aac.hpp"
#include "media/codec/avc.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace ahimmoyak::media {

namespace protocol = renditions_protocol;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Of CPU time, all processors together: longer than any broadcast.
constexpr auto cpu_seconds = "1000000";
// Behind which nothing is given to a worker that has fallen back, until it has caught up.
constexpr milliseconds caught_up{500};
// Stuck, not slow.
constexpr seconds lost{8};
constexpr int most_deaths = 3;
constexpr std::size_t most_drops = 4;
constexpr seconds drops_within{60};
constexpr milliseconds farewell{1'500};

bool begins_segment(const hls::tapped_part& part) { return part.number == 0 && part.what.independent; }

} // namespace

rendition_job::rendition_job(renditions& of, std::string channel, std::shared_ptr<renditions::inbox> from)
    : of_{of}, channel_{std::move(channel)}, from_{std::move(from)}
{
}

task<> rendition_job::run()
{
    source_ = of_.options_.find(channel_);
    for (bool on = source_ != nullptr; on && !of_.stopping_;) {
        const auto seen = from_->arrived.ticket();
        if (worker_ && worker_->gone())
            co_await after_death();
        auto found = next();
        if (!found) {
            co_await from_->arrived.after(seen);
            continue;
        }
        auto& [at, what] = *found;
        if (auto* part = std::get_if<hls::tapped_part>(&what))
            co_await give(std::move(*part), at);
        else if (auto* run = std::get_if<hls::tapped_run>(&what)) {
            co_await finish();
            run_ = std::move(run->what);
            too_slow_ = false;
            deaths_ = 0;
            not_before_ = {};
        } else if (std::holds_alternative<hls::tapped_segment_end>(what)) {
            if (worker_) {
                ledger_.push_back({std::move(what), at});
                settle();
            }
        } else
            on = false;
    }
    co_await finish();
}

std::optional<std::pair<rendition_job::steady::time_point, hls::tapped>> rendition_job::next()
{
    const std::lock_guard lock{from_->mutex};
    if (from_->waiting.empty())
        return std::nullopt;
    auto first = std::move(from_->waiting.front());
    from_->waiting.pop_front();
    return first;
}

// For how long the oldest part has waited that the worker is not done with.
rendition_job::steady::duration rendition_job::lag() const
{
    return ledger_.empty() ? steady::duration{} : steady::now() - ledger_.front().at;
}

rendition_plan rendition_job::wanted_plan() const
{
    const bool wanted = !too_slow_ && of_.options_.wanted && of_.options_.wanted();
    auto plan = plan_of(*run_, wanted ? of_.options_.sizes : std::vector<int>{});
    if (!has_ladder_ && of_.ladders_ >= of_.options_.most_ladders)
        plan.sizes.clear();
    return plan;
}

bool rendition_job::may_begin() const { return steady::now() >= not_before_ && deaths_ < most_deaths; }

// A worker that has fallen back is given nothing until it can go on with a segment that is new.
void rendition_job::choose_what_to_skip(const hls::tapped_part& part, steady::time_point at)
{
    if (!dropping_ && lag() >= of_.options_.most_lag) {
        dropping_ = true;
        drops_.push_back(steady::now());
        std::erase_if(drops_, [](steady::time_point one) { return steady::now() - one > drops_within; });
        log::warning("the renditions of a broadcast fell behind", {{"channel", channel_}});
    } else if (dropping_ && begins_segment(part) && lag() < caught_up && steady::now() - at < caught_up) {
        dropping_ = false;
        fresh_ = true;
    }
}

task<> rendition_job::give(hls::tapped_part part, steady::time_point at)
{
    if (!run_)
        co_return;
    if (begins_segment(part)) {
        // What is wanted may have changed meanwhile.
        auto plan = wanted_plan();
        if (worker_ && plan != plan_)
            co_await finish();
        if (!worker_ && !plan.empty() && may_begin())
            co_await begin(part, std::move(plan), at);
        if (!worker_)
            withdraw();
    }
    if (!worker_)
        co_return;
    choose_what_to_skip(part, at);
    const bool skipped = dropping_ || part.what.gap;
    of_.dropped_ += dropping_ ? 1 : 0;
    auto media = part.media;
    ledger_.push_back({std::move(part), at, skipped});
    settle();
    if (!skipped) {
        const auto head = protocol::to_bytes(protocol::part_head{std::exchange(fresh_, false), ++sequence_});
        const auto to = worker_;
        co_await to->send(protocol::part, head, std::move(media));
    }
    if (drops_.size() >= most_drops && has_ladder_) {
        too_slow_ = true;
        drops_.clear();
        told_.clear();
        co_await finish();
        withdraw();
        co_await tell(renditions::happening::slow, {});
    }
}

task<> rendition_job::begin(const hls::tapped_part& first, rendition_plan plan, steady::time_point at)
{
    const auto on = co_await asio::this_coro::executor;
    try {
        worker_ = std::make_shared<worker_line>(on, of_.options_.worker,
                                                std::vector<std::string>{"live", cpu_seconds,
                                                                         std::to_string(of_.options_.memory_mib),
                                                                         std::to_string(of_.options_.processors)});
    } catch (const std::exception& refused) {
        log::error("the media worker of a broadcast cannot be started",
                   {{"channel", channel_}, {"reason", refused.what()}});
        deaths_ = most_deaths;
        co_return;
    }
    plan_ = std::move(plan);
    has_ladder_ = !plan_.sizes.empty();
    of_.ladders_ += has_ladder_ ? 1 : 0;
    ready_ = dropping_ = fresh_ = false;
    failure_.clear();
    ledger_.clear();
    first_ = first;
    from_->oldest = at;
    from_->working = true;
    auto order = protocol::to_bytes(order_of(*run_, plan_));
    const auto to = worker_;
    spawn(on, "renditions", [](std::shared_ptr<rendition_job> self, std::shared_ptr<worker_line> with) -> task<> {
        co_await self->listen(with);
    }(shared_from_this(), to));
    spawn(on, "renditions", [](std::shared_ptr<rendition_job> self, std::shared_ptr<worker_line> with) -> task<> {
        while (self->worker_ == with && !with->gone()) {
            co_await sleep_for(milliseconds{500});
            if (self->worker_ == with && !with->gone() && self->lag() > lost) {
                self->failure_ = "stuck";
                with->kill();
                self->from_->arrived.tell();
            }
        }
    }(shared_from_this(), to));
    co_await to->send(protocol::configure, std::move(order), nullptr);
}

task<> rendition_job::listen(std::shared_ptr<worker_line> to)
{
    for (;;) {
        const auto said = co_await to->next();
        if (worker_ != to)
            co_return;
        if (said.kind == 0 || !understand(said, *to))
            break;
    }
    to->kill();
    from_->arrived.tell();
}

bool rendition_job::understand(const worker_line::message& said, worker_line& to)
{
    if (said.kind == protocol::ready) {
        const auto offered = protocol::read_offer(said.body);
        if (!offered || !open_renditions(*offered))
            return false;
        if (auto text = to_text(plan_); text != told_)
            spawn(to.executor_of(), "renditions",
                  [](std::shared_ptr<rendition_job> self, std::string detail) -> task<> {
                      co_await self->tell(renditions::happening::started, std::move(detail));
                  }(shared_from_this(), told_ = text));
        return true;
    }
    if (said.kind == protocol::result_of_part)
        return take_made(said.body);
    if (said.kind == protocol::failed)
        failure_ = said.body.substr(0, 40);
    return false;
}

bool rendition_job::open_renditions(const protocol::offer& offered)
{
    const auto folders = plan_.folders();
    if (offered.pictures.size() != plan_.sizes.size())
        return false;
    std::optional<audio_format> sound = run_->audio;
    if (!offered.audio_configuration.empty()) {
        auto aac = aac::parse_configuration(offered.audio_configuration);
        if (!aac)
            return false;
        sound = std::move(*aac);
    }
    std::vector<made_rendition> kept;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        auto run = *run_;
        run.audio = sound;
        if (i < offered.pictures.size()) {
            auto video = avc::parse_configuration(offered.pictures[i].configuration);
            if (!video)
                return false;
            run.video = std::move(*video);
        }
        // A publisher that came back: the same playlist goes on, when nothing is missing in it.
        auto to = source_->rendition(folders[i]);
        if (to && to->next_msn() != first_.msn) {
            source_->withdraw_rendition(folders[i]);
            to = nullptr;
        }
        if (!to)
            to = source_->add_rendition(folders[i], first_.msn, first_.discontinuities);
        if (!to)
            return false;
        const auto by = to->claim(milliseconds{0});
        publication_info info;
        info.video = run.video;
        info.audio = run.audio;
        if (!by || !to->open(by->by, std::move(run), std::move(info)))
            return false;
        kept.push_back({folders[i], std::move(to), by->by});
    }
    for (const auto& each : made_)
        if (std::ranges::find(folders, each.folder) == folders.end())
            source_->withdraw_rendition(each.folder);
    made_ = std::move(kept);
    ready_ = true;
    settle();
    return true;
}

bool rendition_job::take_made(std::string_view body)
{
    if (!ready_ || body.size() < protocol::made_head_bytes || ledger_.empty())
        return false;
    auto& head = ledger_.front();
    const auto* part = std::get_if<hls::tapped_part>(&head.what);
    const std::size_t number = static_cast<unsigned char>(body[0]);
    if (!part || head.skipped || number != head.answers || number >= made_.size())
        return false;
    auto made = part->what;
    made.independent = body[1] != 0;
    made.video_frames =
        static_cast<unsigned>(static_cast<unsigned char>(body[2]) << 8 | static_cast<unsigned char>(body[3]));
    body.remove_prefix(protocol::made_head_bytes);
    made.gap = body.empty();
    if (!made.gap)
        made.bytes = part->events + std::string{body};
    made_[number].to->add(made_[number].epoch, std::move(made));
    if (++head.answers == made_.size()) {
        ledger_.pop_front();
        settle();
    }
    return true;
}

// What needs no answer, as far as it is its turn.
void rendition_job::settle()
{
    while (ready_ && !ledger_.empty()) {
        auto& head = ledger_.front();
        if (auto* part = std::get_if<hls::tapped_part>(&head.what)) {
            if (!head.skipped)
                break;
            for (auto i = head.answers; i < made_.size(); ++i) {
                auto gap = part->what;
                gap.gap = true;
                gap.independent = false;
                gap.video_frames = 0;
                made_[i].to->add(made_[i].epoch, std::move(gap));
            }
        } else
            for (const auto& each : made_)
                each.to->end_segment(each.epoch);
        ledger_.pop_front();
    }
    from_->oldest = ledger_.empty() ? steady::time_point{} : ledger_.front().at;
}

// Has the worker tell what it still holds; what it does not is a gap. The renditions stay, for the next run.
task<> rendition_job::finish()
{
    if (!worker_)
        co_return;
    const auto to = worker_;
    if (!to->gone())
        co_await to->send(protocol::end, {}, nullptr);
    for (auto waited = milliseconds{0}; !to->gone() && waited < farewell; waited += milliseconds{10})
        co_await sleep_for(milliseconds{10});
    for (auto& each : ledger_)
        each.skipped = true;
    settle();
    worker_ = nullptr;
    ledger_.clear();
    let_go(has_ladder_);
    to->kill();
}

void rendition_job::let_go(bool of_ladder)
{
    of_.ladders_ -= of_ladder ? 1 : 0;
    has_ladder_ = false;
    from_->working = false;
}

void rendition_job::withdraw()
{
    for (const auto& each : made_)
        source_->withdraw_rendition(each.folder);
    made_.clear();
}

task<> rendition_job::after_death()
{
    worker_ = nullptr;
    ledger_.clear();
    let_go(has_ladder_);
    withdraw();
    told_.clear();
    ++deaths_;
    ++of_.deaths_;
    not_before_ = steady::now() + seconds{1} * (1 << deaths_);
    co_await tell(renditions::happening::stopped, failure_.empty() ? "crashed" : failure_);
}

task<> rendition_job::tell(renditions::happening what, std::string detail)
{
    log::info("renditions of a broadcast", {{"channel", channel_}, {"what", to_text(what)}, {"detail", detail}});
    if (!of_.options_.on_happening)
        co_return;
    try {
        co_await of_.options_.on_happening(channel_, what, std::move(detail));
    } catch (const std::exception& e) {
        log::error("what happened to renditions was not noted", {{"channel", channel_}, {"reason", e.what()}});
    }
}

} // namespace ahimmoyak::media
