#pragma once

#include "base/clock.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "quiz/quizzes.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::quiz {

/// Decides who may ask and who may answer in a channel. Implemented by the live lectures.
class channel_gate {
public:
    struct managed {
        bool on_air = false;    ///< quizzes can be launched
        std::string status;     ///< the lecture's state, for the refusal
        bool plannable = false; ///< quizzes can be prepared: the lecture is not over
    };
    struct person {
        user_id user;
        std::string name;
    };
    virtual ~channel_gate() = default;
    /// The caller's institution holds the lecture; throws not_found() otherwise.
    virtual task<managed> may_manage(caller who, channel_id channel) = 0;
    /// The caller's enrolment in the lecture's offering; throws not_found() when there is none.
    virtual task<taker_id> may_take(caller who, channel_id channel) = 0;
    /// Who may take part, for the names beside the answers.
    virtual task<std::vector<person>> people(channel_id channel) = 0;
};

/// Tells open pages: http::page_events::publish(topic, type, json).
using page_teller = std::function<void(std::string_view topic, std::string_view type, std::string_view json)>;

struct module {
    module(db::pool& on, const clock& now, channel_gate& by, page_teller tells) :db{on}, time{now}, gate{by},
        tell_pages{std::move(tells)}
    {
    }

    db::pool& db;
    const clock& time;
    channel_gate& gate;
    const page_teller tell_pages;

    /// Quizzes whose counts have changed since the staff was told.
    void changed(quiz_id which);
    std::set<quiz_id> take_changed();
    /// When close_on_time() must look again; 0: now.
    std::atomic<std::int64_t> next_due{0};
    std::atomic<bool> stopping{false};

private:
    std::mutex mutex_;
    std::set<quiz_id> changed_;
};

std::vector<db::migration> migrations();
void add_routes(http::router& to, json::schema_book& book, module& m);

/// Closes quizzes at their limit, also those opened before a restart, and tells the staff of new
/// answers, at most five times a second. Until stop(). Spawn it once.
task<> work(module& m);
/// One round of work().
task<> tend(module& m);
/// Lets work() return within 200 ms.
inline void stop(module& m) { m.stopping = true; }

} // namespace ahimmoyak::quiz
