#include "audit/log.hpp"

#include "base/log.hpp"
#include "json/codec.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace ahimmoyak::audit {

namespace bj = boost::json;

namespace {

constexpr std::size_t most_subjects = 20;
constexpr std::size_t most_ids = 100;
constexpr std::size_t longest_body = 1024 * 1024;
constexpr std::chrono::minutes one_look{10};
constexpr std::size_t most_looks = 10'000;

std::optional<std::int64_t> whole_number(const bj::value& from)
{
    return from.is_int64() ? std::optional{from.get_int64()} : std::nullopt;
}

bool names_an_identifier(std::string_view name) { return name.ends_with("Id") || name.ends_with("Ids"); }

subject read(std::string_view name, const bj::value& from)
{
    subject found{std::string{name}, {}};
    if (const auto* list = from.if_array()) {
        for (const auto& each : *list)
            if (const auto number = whole_number(each); number && found.ids.size() < most_ids)
                found.ids.push_back(*number);
    } else if (const auto number = whole_number(from); number && names_an_identifier(name))
        found.ids.push_back(*number);
    return found;
}

bj::value parsed(std::string_view text)
{
    if (text.empty() || text.size() > longest_body)
        return nullptr;
    bj::error_code failed;
    auto value = bj::parse(text, failed);
    return failed ? bj::value{} : value;
}

// Signing in and signing up are done by nobody yet; their answer says who it was.
std::optional<user_id> told_by(const http::response& answer)
{
    const auto* text = std::get_if<std::string>(&answer.body);
    if (!text)
        return std::nullopt;
    const auto told = parsed(*text);
    const auto* members = told.if_object();
    const auto* who = members ? members->if_contains("userId") : nullptr;
    const auto number = who ? whole_number(*who) : std::nullopt;
    return number ? std::optional{user_id{*number}} : std::nullopt;
}

} // namespace

std::vector<subject> subjects_of(const http::request& in)
{
    std::vector<subject> all;
    for (const auto& [name, value] : in.captures) {
        std::int64_t number = 0;
        const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (failed == std::errc{} && end == value.data() + value.size())
            all.push_back({std::string{name}, {number}});
    }
    const auto body = parsed(in.body);
    const auto* members = body.if_object();
    if (!members)
        return all;
    for (const auto& each : *members)
        if (auto found = read({each.key().data(), each.key().size()}, each.value());
            !found.ids.empty() && all.size() < most_subjects)
            all.push_back(std::move(found));
    return all;
}

bool log::noted_lately(const audit::note& look, timestamp now)
{
    const auto which = json::encode(look.user) + look.action + json::encode(look.subjects) + look.address;
    const std::lock_guard lock{mutex_};
    if (looks_.size() >= most_looks)
        std::erase_if(looks_, [&](const auto& each) { return now - each.second >= one_look; });
    if (looks_.size() >= most_looks)
        return false;
    const auto [at, first] = looks_.try_emplace(which, now);
    const bool lately = !first && now - at->second < one_look;
    if (!lately)
        at->second = now;
    return lately;
}

task<> log::note(const http::route& of, const http::exchange& x, const http::response& answer)
{
    audit::note what{.user = {},
                     .as = {},
                     .institution = {},
                     .company = {},
                     .action = std::string{http::name_of(of.method)} + " " + of.path,
                     .subjects = subjects_of(x.in),
                     .address = std::string{x.in.remote_address},
                     .request = x.in.id};
    if (x.who) {
        what.user = x.who->user;
        what.as = x.who->as;
        what.institution = x.who->institution;
        what.company = x.who->company;
    } else
        what.user = told_by(answer);
    const auto now = clock_.now();
    if (x.in.method == http::verb::get && noted_lately(what, now))
        co_return;
    auto write = [&](db::connection& in) { keep(in, what, now); };
    try {
        co_await db_.write(write);
    } catch (const std::exception& failed) {
        ahimmoyak::log::error("an entry of the audit log could not be written",
                              {{"request", what.request}, {"action", what.action}, {"reason", failed.what()}});
    }
}

} // namespace ahimmoyak::audit
