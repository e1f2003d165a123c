#include "boards/access.hpp"
#include "boards/routes.hpp"

namespace ahimmoyak::boards {

namespace {

struct board_settings {
    bool anonymous_allowed = false; ///< trainees may hide their names from each other, never from the institution
};
BOOST_DESCRIBE_STRUCT(board_settings, (), (anonymous_allowed))

constexpr db::query keep_setting{R"(
    INSERT INTO board_setting (institution_id, anonymous_allowed, created_at, updated_at) VALUES ($1, $2, $3, $3)
    ON CONFLICT (institution_id) DO UPDATE
    SET anonymous_allowed = excluded.anonymous_allowed, updated_at = excluded.updated_at)"};

task<board_settings> show_settings(module& m, caller who)
{
    auto ask = [&](db::connection& in) { return board_settings{anonymous_allowed(in, who.of_institution())}; };
    co_return co_await m.database.read(ask);
}

task<board_settings> change_settings(module& m, caller who, http::body<board_settings> in)
{
    const auto now = m.time.now();
    auto work = [&](db::connection& on) { on.run(keep_setting, who.of_institution(), in->anonymous_allowed, now); };
    co_await m.database.write(work);
    co_return in.value;
}

} // namespace

void add_setting_routes(http::routes<module>& r)
{
    constexpr auto manager = http::allow::only(role::MANAGER);

    r.get("/board/v1/settings", manager, "What the institution allows on its boards", show_settings);
    r.put("/board/v1/settings", manager, "Change what the institution allows on its boards", change_settings);
}

} // namespace ahimmoyak::boards
