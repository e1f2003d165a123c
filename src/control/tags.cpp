#include "control/chat_rooms.hpp"
#include "control/shapes.hpp"

namespace ahimmoyak::control {

namespace {

struct tags_body {
    tag_map tags;
};
BOOST_DESCRIBE_STRUCT(tags_body, (), (tags))

using change_of_tags = std::function<void(boost::json::object&)>;

/// The tags of a channel or room, changed first when it is asked for.
task<std::string> tags_of(module& m, signer who, const std::string& arn, const change_of_tags& change)
{
    const auto now = m.live.time.now();
    const auto changed = [&](const std::string& kept) {
        auto all = tags_to(kept).as_object();
        change(all);
        return tags_from(tag_map(all)); // in braces it would be a list of one
    };
    const bool is_room = arn.starts_with("arn:aws:ivschat:");
    if (!change)
        co_return co_await m.live.db.read([&](db::connection& c) {
            return is_room ? chat_rooms::of(c, who.institution, arn).is.tags
                           : channels::of(c, who.institution, arn).tags;
        });
    co_return co_await m.live.db.write([&](db::connection& c) {
        if (is_room) {
            auto is = chat_rooms::free_of(c, who.institution, arn);
            is.tags = changed(is.tags);
            is.updated_at = now;
            chat_rooms::change(c, is);
            return is.tags;
        }
        auto is = channels::free_of(c, who.institution, arn);
        is.tags = changed(is.tags);
        channels::change(c, is, now);
        return is.tags;
    });
}

change_of_tags change_in(const http::exchange& x)
{
    if (x.in.method == http::verb::post) {
        const auto more = json::decode<tags_body>(x.in.body);
        tags_from(more.tags); // says what is wrong with them
        return [more](boost::json::object& all) {
            if (more.tags.is_object())
                for (const auto& [name, value] : more.tags.as_object())
                    all[name] = value;
        };
    }
    if (x.in.method != http::verb::remove)
        return {};
    std::vector<std::string> less;
    http::each_query_parameter(x.in.query, [&](const std::string& name, const std::string& value) {
        if (name == "tagKeys")
            less.push_back(value);
    });
    return [less](boost::json::object& all) {
        for (const auto& each : less)
            all.erase(each);
    };
}

task<http::response> answer_tags(module& m, const http::exchange& x, std::string_view service)
{
    std::optional<http::response> answer;
    try {
        const auto change = x.in.method != http::verb::get;
        const auto who = co_await admit(m, x, service, change);
        const auto arn = http::percent_decoded(x.in.capture("resourceArn"));
        const auto how = change_in(x);
        const auto tags = co_await tags_of(m, who, arn, how);
        answer = http::response{200, "application/json", change ? "{}" : "{\"tags\":" + tags + "}", {}};
    } catch (const problem& why) {
        answer = refused(why, x.in);
    }
    co_return std::move(*answer);
}

} // namespace

void add_tag_routes(http::router& to, module& m)
{
    for (const std::string service : {"ivs", "ivschat"})
        for (const auto method : {http::verb::get, http::verb::post, http::verb::remove})
            to.add(http::route{method,
                               "/" + service + "/tags/{resourceArn}",
                               http::allow::anyone.kept_elsewhere(),
                               "The tags of a channel or room",
                               {},
                               [&m, service](const http::exchange& x) { return answer_tags(m, x, service); }});
}

} // namespace ahimmoyak::control
