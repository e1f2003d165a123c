#include "questions/routes.hpp"
#include "questions/rules.hpp"
#include "questions/store.hpp"

namespace ahimmoyak::questions {

namespace {

using chosen_question = http::path<"questionId", question_id>;

/// A rich text of about a hundred thousand bytes, with its form.
constexpr http::body_limit with_question{512 * 1024};

struct bank_page {
    std::vector<banked_summary> items;
    std::int64_t page = 1;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(bank_page, (), (items, page, total))

struct bank_tags {
    std::vector<used_tag> items;
};
BOOST_DESCRIBE_STRUCT(bank_tags, (), (items))

http::tagged<shown_question> with_its_version(shown_question&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

http::created<shown_question> with_its_place(shown_question&& made)
{
    auto place = "/v1/questions/" + std::to_string(made.id.value);
    return {std::move(made), std::move(place)};
}

written_question checked(const written_question& form)
{
    auto what = form;
    tidy(what);
    if (auto faults = faults_of(what); !faults.empty())
        throw invalid(std::move(faults));
    return what;
}

task<bank_page> list(module& m, caller who, http::query<bank_query> asked)
{
    const auto of = who.of_institution();
    const auto wish = bank_wish_of(asked.value);
    const auto most = asked->limit.value;
    auto ask = [&](db::connection& in) { return list_bank(in, of, wish, most, (asked->page.value - 1) * most); };
    auto found = co_await m.database.read(ask);
    co_return bank_page{std::move(found.items), asked->page.value, found.total};
}

task<bank_tags> tags(module& m, caller who)
{
    const auto of = who.of_institution();
    auto ask = [&](db::connection& in) { return tags_of_bank(in, of); };
    co_return bank_tags{co_await m.database.read(ask)};
}

task<http::tagged<shown_question>> show(module& m, caller who, chosen_question which)
{
    const auto of = who.of_institution();
    auto ask = [&](db::connection& in) { return read_question(in, of, which.value); };
    co_return with_its_version(co_await m.database.read(ask));
}

task<http::created<shown_question>> create(module& m, caller who, http::body<written_question> in)
{
    const auto now = m.time.now();
    const auto of = who.of_institution();
    const auto what = checked(in.value);
    auto work = [&](db::connection& on) {
        must_have_room(on, of, 1);
        return read_question(on, of, add_question(on, of, who.user, what, now));
    };
    co_return with_its_place(co_await m.database.write(work));
}

task<http::tagged<shown_question>> change(module& m, caller who, chosen_question which, http::if_match based_on,
                                          http::body<written_question> in)
{
    const auto now = m.time.now();
    const auto of = who.of_institution();
    auto work = [&](db::connection& on) {
        read_question(on, of, which.value); // what is another's is not there, whatever is wrong with the rest
        change_question(on, of, who.user, which.value, checked(in.value), based_on.version, now);
        return read_question(on, of, which.value);
    };
    co_return with_its_version(co_await m.database.write(work));
}

task<http::created<shown_question>> duplicate(module& m, caller who, chosen_question which)
{
    const auto now = m.time.now();
    const auto of = who.of_institution();
    auto work = [&](db::connection& on) {
        auto first = read_question(on, of, which.value);
        must_have_room(on, of, 1);
        written_question copy{std::move(first.document), first.difficulty, {first.points}, {}};
        for (auto& each : first.tags)
            copy.tags.items.push_back({std::move(each)});
        return read_question(on, of, add_question(on, of, who.user, copy, now));
    };
    co_return with_its_place(co_await m.database.write(work));
}

task<http::no_content> remove(module& m, caller who, chosen_question which, http::if_match based_on)
{
    const auto now = m.time.now();
    const auto of = who.of_institution();
    auto work = [&](db::connection& on) { remove_question(on, of, which.value, based_on.version, now); };
    co_await m.database.write(work);
    co_return http::no_content{};
}

} // namespace

void add_question_routes(http::routes<module>& r)
{
    constexpr auto managers = http::allow::only(role::MANAGER);
    r.get("/v1/questions", managers, "Questions of the institution's bank, the latest first", list);
    r.get("/v1/questions/tags", managers, "The tags of the bank, with how many questions have them", tags);
    r.post("/v1/questions", managers, "Add a question to the bank", create, with_question);
    r.get("/v1/questions/{questionId}", managers, "A question of the bank, with what is right", show);
    r.put("/v1/questions/{questionId}", managers, "Change a question; papers that were drawn keep what it said", change,
          with_question);
    r.remove("/v1/questions/{questionId}", managers, "Remove a question from the bank; papers that were drawn keep it",
             remove);
    r.post("/v1/questions/{questionId}/copy", managers, "Add a copy of a question to the bank", duplicate);
}

} // namespace ahimmoyak::questions
