#include "base/cursor.hpp"
#include "marking/copies.hpp"
#include "marking/routes.hpp"
#include "marking/rule.hpp"

namespace ahimmoyak::marking {

namespace {

using chosen_case = http::path<"copyCaseId", copy_case_id>;

struct copies_query {
    std::optional<copy_state> state;
    std::optional<exams::exam_id> exam_id;
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(copies_query, (), (state, exam_id, limit, cursor))

struct copy_page {
    std::vector<copy_summary> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(copy_page, (), (items, next_cursor))

http::tagged<copy_case> with_case_version(copy_case&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

task<copy_page> list_copies(module& m, caller who, http::query<copies_query> asked)
{
    const auto from = cursor::from(asked->cursor);
    const auto before = from ? from->id : INT64_MAX;
    const auto limit = asked->limit.value;
    copy_page page;
    page.items = co_await m.database.read([&](db::connection& in) {
        if (asked->exam_id)
            check_exam(in, who.of_institution(), *asked->exam_id);
        return copies_of(in, who.of_institution(), asked->state, asked->exam_id, before, limit + 1);
    });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    }
    co_return page;
}

task<http::tagged<copy_case>> show_copy(module& m, caller who, chosen_case which)
{
    co_return with_case_version(co_await m.database.read_long(
        [&](db::connection& in) { return read_copy(in, who.of_institution(), which.value); }));
}

task<http::tagged<copy_case>> decide(module& m, caller who, chosen_case which, http::if_match based_on,
                                     http::body<copy_form> form)
{
    const auto now = m.time.now();
    co_return with_case_version(co_await m.database.write([&](db::connection& in) {
        decide_copy(in, who, which.value, form.value, based_on.version, now);
        return read_copy(in, who.of_institution(), which.value);
    }));
}

} // namespace

void add_copy_routes(http::routes<module>& r)
{
    r.get("/v1/marking/copies", manager.of_people(), "Essays that are alike, newest first", list_copies);
    r.get("/v1/marking/copies/{copyCaseId}", manager.of_people(), "Two essays side by side, with what they share",
          show_copy);
    r.post("/v1/marking/copies/{copyCaseId}/decisions", manager, "Decide whether an essay was copied", decide);
}

} // namespace ahimmoyak::marking
