#include "administration/routes.hpp"
#include "administration/stuck.hpp"

namespace ahimmoyak::administration {

namespace {

// Enough to work on; there are more when so many are shown.
constexpr std::int64_t most_of_a_kind = 50;

struct stuck_query {
    whole<0, 365, 7> days; ///< how long something stands still
};
BOOST_DESCRIBE_STRUCT(stuck_query, (), (days))

struct stuck_list {
    std::vector<stuck> items;
};
BOOST_DESCRIBE_STRUCT(stuck_list, (), (items))

struct reminded {
    std::int64_t sent_count = 0;
};
BOOST_DESCRIBE_STRUCT(reminded, (), (sent_count))

task<stuck_list> list(module& m, http::query<stuck_query> q)
{
    const auto before = m.identity.time.now() - std::chrono::hours{24} * q->days.value;
    auto ask = [&](db::connection& in) { return find_stuck(in, before, most_of_a_kind); };
    stuck_list all;
    all.items = co_await m.db.read_long(ask);
    co_return all;
}

template <class Id>
task<reminded> remind_once(module& m, Id which, std::string what)
{
    const auto now = m.identity.time.now();
    m.reminders.count(what, now);
    std::exception_ptr refused;
    reminded done;
    try {
        auto work = [&](db::connection& in) { return remind(in, which, m.address, now); };
        done.sent_count = co_await m.db.write(work);
    } catch (...) {
        refused = std::current_exception();
    }
    if (refused) {
        m.reminders.forget(what);
        std::rethrow_exception(refused);
    }
    co_return done;
}

task<reminded> remind_of_offering(module& m, http::path<"courseProvideId", offerings::course_provide_id> which)
{
    return remind_once(m, which.value, "offering " + std::to_string(which.value.value));
}

task<reminded> remind_of_affiliation(module& m, http::path<"affiliationId", organisations::affiliation_id> which)
{
    return remind_once(m, which.value, "affiliation " + std::to_string(which.value.value));
}

} // namespace

void add_stuck_routes(http::routes<module>& r)
{
    r.get("/v1/admin/stuck", operator_only.of_people(), "What stands still, the longest first", list);
    r.post("/v1/admin/offerings/{courseProvideId}/reminder", operator_only,
           "Write to those whom an offering waits for, once a day", remind_of_offering);
    r.post("/v1/admin/affiliations/{affiliationId}/reminder", operator_only,
           "Write to those whom somebody's request waits for, once a day", remind_of_affiliation);
}

} // namespace ahimmoyak::administration
