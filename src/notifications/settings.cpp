#include "notifications/settings.hpp"

#include "base/random.hpp"
#include "json/codec.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace ahimmoyak::notifications {

namespace {

constexpr db::query all_of_one{"SELECT topic, in_page, by_mail FROM notification_setting WHERE user_id = $1"};
constexpr db::query put{R"(
    INSERT INTO notification_setting (user_id, topic, in_page, by_mail, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5)
    ON CONFLICT (user_id, topic)
    DO UPDATE SET in_page = excluded.in_page, by_mail = excluded.by_mail, updated_at = excluded.updated_at)"};
constexpr db::query put_mail{R"(
    INSERT INTO notification_setting (user_id, topic, in_page, by_mail, created_at, updated_at)
    SELECT id, $1, TRUE, $2, $3, $3 FROM users WHERE id = $4 AND deleted_at IS NULL
    ON CONFLICT (user_id, topic) DO UPDATE SET by_mail = excluded.by_mail, updated_at = excluded.updated_at)"};
constexpr db::query of_some{R"(
    SELECT user_id, in_page, by_mail FROM notification_setting
    WHERE topic = $1 AND user_id IN
          ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21))"};
constexpr db::query make_key{R"(
    INSERT INTO unsubscribe_key (id, secret, created_at, updated_at) VALUES (1, $1, $2, $2)
    ON CONFLICT (id) DO NOTHING)"};
constexpr db::query the_key{"SELECT secret FROM unsubscribe_key WHERE id = 1"};

struct chosen {
    notification_topic topic{};
    bool in_page = true;
    bool by_mail = true;
};
BOOST_DESCRIBE_STRUCT(chosen, (), (topic, in_page, by_mail))

struct chosen_by {
    ahimmoyak::user_id user_id;
    bool in_page = true;
    bool by_mail = true;
};
BOOST_DESCRIBE_STRUCT(chosen_by, (), (user_id, in_page, by_mail))

notification_channels& of(notification_settings& all, notification_topic which)
{
    switch (which) {
    case notification_topic::AFFILIATION:
        return all.affiliation;
    case notification_topic::OFFERING:
        return all.offering;
    case notification_topic::COURSE:
        return all.course;
    case notification_topic::BOARD:
        return all.board;
    case notification_topic::LIVE:
        break;
    }
    return all.live;
}

constexpr std::array topics{notification_topic::AFFILIATION, notification_topic::OFFERING, notification_topic::COURSE,
                            notification_topic::BOARD, notification_topic::LIVE};

std::string signature_of(std::string_view key, std::string_view what)
{
    return base64url(hmac_sha256(key, "unsubscribe " + std::string{what})).substr(0, 32);
}

} // namespace

notification_settings settings_of(db::connection& in, user_id who)
{
    notification_settings all;
    for (const auto& each : in.all<chosen>(all_of_one, who))
        of(all, each.topic) = {each.in_page, each.by_mail};
    return all;
}

void keep(db::connection& in, user_id who, const notification_settings& what, timestamp now)
{
    auto all = what;
    for (const auto each : topics)
        in.run(put, who, each, of(all, each).in_page, of(all, each).by_mail, now);
}

void set_mail(db::connection& in, user_id who, notification_topic which, bool on, timestamp now)
{
    in.run(put_mail, which, on, now, who);
}

audience audience_of(db::connection& in, std::span<const user_id> whom, notification_topic about)
{
    audience those;
    while (!whom.empty()) {
        // A statement of a fixed number of ids is prepared once; 0 is nobody.
        std::array<user_id, 20> ids{};
        const auto some = whom.first(std::min(ids.size(), whom.size()));
        std::copy(some.begin(), some.end(), ids.begin());
        whom = whom.subspan(some.size());
        std::map<user_id, chosen_by> choices;
        for (const auto& each :
             std::apply([&](const auto&... one) { return in.all<chosen_by>(of_some, about, one...); }, ids))
            choices.emplace(each.user_id, each);
        for (const auto each : some) {
            const auto choice = choices.find(each);
            if (choice == choices.end() || choice->second.in_page)
                those.in_page.push_back(each);
            if (choice == choices.end() || choice->second.by_mail)
                those.by_mail.push_back(each);
        }
    }
    return those;
}

std::string unsubscribe_key(db::connection& in, timestamp now)
{
    if (auto found = in.first<std::string>(the_key))
        return *found;
    in.run(make_key, random_token(32), now);
    return in.first<std::string>(the_key).value();
}

std::string token_of(std::string_view key, subscription what)
{
    const auto said =
        std::to_string(what.who.value) + "." + std::string{boost::describe::enum_to_string(what.about, "")};
    return said + "." + signature_of(key, said);
}

std::optional<subscription> subscription_in(std::string_view key, std::string_view token)
{
    const auto last = token.rfind('.');
    if (last == std::string_view::npos)
        return std::nullopt;
    const auto said = token.substr(0, last);
    const auto first = said.find('.');
    if (first == std::string_view::npos || !same_secret(token.substr(last + 1), signature_of(key, said)))
        return std::nullopt;
    subscription found;
    if (!json::text_to_whole(said.substr(0, first), found.who.value) ||
        !boost::describe::enum_from_string(std::string{said.substr(first + 1)}.c_str(), found.about))
        return std::nullopt;
    return found;
}

} // namespace ahimmoyak::notifications
