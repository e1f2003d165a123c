#include "administration/members.hpp"
#include "administration/routes.hpp"

namespace ahimmoyak::administration {

namespace {

struct members_query {
    std::optional<text<0, 100>> search;
    std::optional<ahimmoyak::role> role;
    std::optional<member_state> state;
    whole<1, 100, 50> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(members_query, (), (search, role, state, limit, cursor))

struct member_page {
    std::vector<member> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(member_page, (), (items, next_cursor))

struct member_lock {
    text<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(member_lock, (), (reason))

using which_member = http::path<"userId", user_id>;

task<member_page> list(module& m, http::query<members_query> q)
{
    const members::filter which{q->search ? q->search->value : std::string{}, q->role, q->state};
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    auto ask = [&](db::connection& in) { return members::find(in, which, after, limit + 1); };
    member_page page;
    page.items = co_await m.db.read_long(ask);
    if (cut(page.items, limit))
        page.next_cursor = cursor{page.items.back().user_id.value, page.items.back().name}.to_text();
    co_return page;
}

task<member_detail> show(module& m, which_member who)
{
    const auto now = m.identity.time.now();
    auto ask = [&](db::connection& in) { return members::show(in, who.value, now); };
    auto shown = co_await m.db.read(ask);
    co_return shown;
}

task<member_detail> lock(module& m, caller by, which_member who, http::body<member_lock> what)
{
    const auto now = m.identity.time.now();
    std::vector<session_id> ended;
    auto work = [&](db::connection& in) {
        members::lock(in, by.user, who.value, what->reason.value, now);
        ended = m.identity.sessions.revoke_all(in, who.value);
        return members::show(in, who.value, now);
    };
    auto shown = co_await m.db.write(work);
    identity::end_sessions(m.identity, ended);
    co_return shown;
}

task<member_detail> unlock(module& m, which_member who)
{
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& in) {
        members::unlock(in, who.value, now);
        return members::show(in, who.value, now);
    };
    auto shown = co_await m.db.write(work);
    co_return shown;
}

task<member_detail> make_administrator(module& m, which_member who)
{
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& in) {
        members::make_administrator(in, who.value, now);
        return members::show(in, who.value, now);
    };
    auto shown = co_await m.db.write(work);
    m.identity.standings.forget(who.value);
    co_return shown;
}

task<member_detail> take_administrator(module& m, which_member who)
{
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& in) {
        members::take_administrator(in, who.value, now);
        return members::show(in, who.value, now);
    };
    auto shown = co_await m.db.write(work);
    m.identity.standings.forget(who.value);
    co_return shown;
}

} // namespace

void add_member_routes(http::routes<module>& r)
{
    r.get("/v1/admin/members", operator_only.of_people(), "Everybody with an account, by name", list);
    r.get("/v1/admin/members/{userId}", operator_only.of_people(), "Somebody with an account", show);
    r.put("/v1/admin/members/{userId}/lock", operator_only, "Lock an account; its sessions end", lock);
    r.remove("/v1/admin/members/{userId}/lock", operator_only, "Unlock an account", unlock);
    r.put("/v1/admin/members/{userId}/administrator", operator_only, "Make somebody without an organisation an administrator",
          make_administrator);
    r.remove("/v1/admin/members/{userId}/administrator", operator_only, "Make an administrator an ordinary member",
             take_administrator);
}

} // namespace ahimmoyak::administration
