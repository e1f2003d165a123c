#pragma once

#include "media/renditions/line.hpp"
#include "media/renditions/plan.hpp"
#include "media/renditions/renditions.hpp"

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ahimmoyak::media {

/// What a broadcast's publisher has told and nobody has taken yet.
struct renditions::inbox {
    std::mutex mutex;
    std::deque<std::pair<std::chrono::steady_clock::time_point, hls::tapped>> waiting; // guarded by mutex
    news arrived;
    /// Since when the oldest part waits that the worker is not done with; nothing: the epoch.
    std::atomic<std::chrono::steady_clock::time_point> oldest{};
    std::atomic<bool> working{false};
    bool taken = false; ///< there is a job for it; guarded by the mutex of the inboxes
};

/// The renditions of one broadcast from its begin to its end. All of it runs on one executor.
class rendition_job : public std::enable_shared_from_this<rendition_job> {
public:
    rendition_job(renditions& of, std::string channel, std::shared_ptr<renditions::inbox> from);

    task<> run();

private:
    /// What the source has had, in its order, until every rendition has had the same.
    struct entry {
        hls::tapped what;
        std::chrono::steady_clock::time_point at{};
        bool skipped = false; ///< not given to the worker: a gap in the renditions
        std::size_t answers = 0;
    };
    struct made_rendition {
        std::string folder;
        std::shared_ptr<stream> to;
        stream::epoch epoch = 0;
    };
    using steady = std::chrono::steady_clock;

    std::optional<std::pair<steady::time_point, hls::tapped>> next();
    rendition_plan wanted_plan() const;
    task<> give(hls::tapped_part part, steady::time_point at);
    bool may_begin() const;
    void choose_what_to_skip(const hls::tapped_part& part, steady::time_point at);
    task<> begin(const hls::tapped_part& first, rendition_plan plan, steady::time_point at);
    task<> listen(std::shared_ptr<worker_line> to);
    bool understand(const worker_line::message& said, worker_line& to);
    bool open_renditions(const renditions_protocol::offer& offered);
    bool take_made(std::string_view body);
    void settle();
    task<> finish();
    task<> after_death();
    void let_go(bool of_ladder);
    void withdraw();
    steady::duration lag() const;
    task<> tell(renditions::happening what, std::string detail);

    renditions& of_;
    const std::string channel_;
    const std::shared_ptr<renditions::inbox> from_;
    std::shared_ptr<stream> source_;
    std::optional<hls::run> run_;

    std::shared_ptr<worker_line> worker_;
    rendition_plan plan_;
    bool has_ladder_ = false;
    bool ready_ = false;
    std::string failure_;
    std::deque<entry> ledger_;
    std::vector<made_rendition> made_;
    hls::tapped_part first_; ///< with which the renditions of the worker begin
    std::uint32_t sequence_ = 0;

    bool dropping_ = false;
    bool fresh_ = false; ///< the next part for the worker does not follow the one before
    std::string told_;
    std::vector<steady::time_point> drops_;
    bool too_slow_ = false;
    int deaths_ = 0;
    steady::time_point not_before_{};
};

} // namespace ahimmoyak::media
