#include "chat/rooms.hpp"

#include "base/random.hpp"
#include "chat/word_filter.hpp"

#include <algorithm>

namespace ahimmoyak::chat {

std::string new_id() { return random_alphanumeric(12); }

bool rate::take(timestamp now)
{
    const auto passed = std::chrono::duration<double>(now - filled_at_).count();
    left_ = std::min(per_second_, left_ + std::max(0.0, passed) * per_second_);
    filled_at_ = now;
    if (left_ < 1)
        return false;
    left_ -= 1;
    return true;
}

rooms::rooms(const clock& time, room_limits with, keeper keep) : clock_{time}, limits_{with}, keep_{std::move(keep)} {}

std::shared_ptr<member> rooms::join(grant as, std::shared_ptr<outlet> out)
{
    const std::lock_guard lock{mutex_};
    auto& place = rooms_[as.room];
    if (!place)
        place = std::make_shared<room>(rules_of(as.room));
    const std::lock_guard inside{place->mutex};
    const auto of_user = std::count_if(place->members.begin(), place->members.end(), [&](const auto& each) {
        return each->who.user == as.user && each->who.user_text() == as.user_text();
    });
    if (place->members.size() >= limits_.connections ||
        static_cast<std::size_t>(of_user) >= limits_.connections_of_a_user)
        return nullptr;
    return place->members.emplace_back(
        std::make_shared<member>(std::move(as), std::move(out), limits_.requests_per_second));
}

void rooms::leave(const std::shared_ptr<member>& who)
{
    const std::lock_guard lock{mutex_};
    const auto found = rooms_.find(who->who.room);
    if (found == rooms_.end())
        return;
    bool empty = false;
    {
        const std::lock_guard inside{found->second->mutex};
        std::erase(found->second->members, who);
        empty = found->second->members.empty();
    }
    if (empty)
        rooms_.erase(found);
}

room_rules rooms::rules_of(channel_id which) const
{
    const auto own = rules_.find(which);
    return own == rules_.end() ? room_rules{.messages_per_second = limits_.messages_per_second} : own->second;
}

room_rules rooms::rules(channel_id which) const
{
    const std::lock_guard lock{mutex_};
    return rules_of(which);
}

void rooms::set_rules(channel_id which, room_rules with)
{
    const std::lock_guard lock{mutex_};
    rules_[which] = with;
    const auto found = rooms_.find(which);
    if (found == rooms_.end())
        return;
    const std::lock_guard inside{found->second->mutex};
    if (found->second->rules.messages_per_second != with.messages_per_second)
        found->second->messages = rate{with.messages_per_second};
    if (with.slow_mode != found->second->rules.slow_mode)
        found->second->last_said.clear();
    found->second->rules = with;
}

void rooms::set_words(institution_id whose, std::shared_ptr<const word_filter> words)
{
    const std::lock_guard lock{mutex_};
    for (auto& [which, with] : rules_) {
        if (with.institution != whose)
            continue;
        with.words = words;
        const auto found = rooms_.find(which);
        if (found == rooms_.end())
            continue;
        const std::lock_guard inside{found->second->mutex};
        found->second->rules.words = words;
    }
}

void rooms::close_room(channel_id which)
{
    const std::lock_guard lock{mutex_};
    rules_.erase(which);
    const auto found = rooms_.find(which);
    if (found == rooms_.end())
        return;
    const std::lock_guard inside{found->second->mutex};
    for (const auto& each : found->second->members) {
        refuse(*each, error_code::not_found, "The room is gone", {});
        each->out->close(4004, "deleted");
    }
}

std::shared_ptr<rooms::room> rooms::find(channel_id which) const
{
    const std::lock_guard lock{mutex_};
    const auto found = rooms_.find(which);
    return found == rooms_.end() ? nullptr : found->second;
}

void rooms::refuse(member& from, error_code code, std::string_view message, std::string_view request_id)
{
    from.out->post(error_frame(new_id(), code, message, request_id));
}

void rooms::take(member& from, std::string_view text)
{
    if (const auto asked = hear(from, text))
        carry_out(from, *asked);
}

void rooms::carry_out(member& from, const chat_request& asked)
{
    std::visit([&](const auto& what) { handle(from, asked.request_id, what); }, asked.what);
}

std::optional<chat_request> rooms::hear(member& from, std::string_view text)
{
    const auto now = clock_.now();
    if (now >= from.who.session_ends) {
        refuse(from, error_code::expired, "The session is over", {});
        from.out->abort();
        return std::nullopt;
    }
    // Refused frames count too, so that a client cannot keep us busy with garbage. The answer still
    // names the request, so that its sender is not left waiting.
    const bool in_time = from.requests.take(now);
    auto asked = parse_request(text);
    if (!in_time) {
        refuse(from, error_code::too_many, "Too many requests on this connection", asked.request_id);
        return std::nullopt;
    }
    return asked;
}

void rooms::handle(member& from, const std::string& request_id, const refusal& wrong)
{
    refuse(from, wrong.code, wrong.message, request_id);
}

void rooms::handle(member& from, const std::string& request_id, const send_message& asked)
{
    if (!from.who.sends())
        return refuse(from, error_code::forbidden, "Sending needs the capability SEND_MESSAGE", request_id);
    const auto place = find(from.who.room);
    if (!place)
        return refuse(from, error_code::not_found, "The room is gone", request_id);
    message said{asked.id.empty() ? new_id() : asked.id,
                 from.who.room,
                 from.who.user,
                 from.who.display_name,
                 from.who.role,
                 asked.content,
                 clock_.now(),
                 asked.attributes};
    if (from.who.outside) {
        said.outside_id = from.who.outside->user_id;
        said.outside_attributes = from.who.outside->attributes;
    }
    const std::lock_guard lock{place->mutex};
    if (code_points(said.content) > place->rules.longest_message)
        return refuse(from, error_code::too_large,
                      "Content is longer than " + std::to_string(place->rules.longest_message) + " characters",
                      request_id);
    if (place->rules.words && !place->rules.words->allows(said.content))
        return refuse(from, error_code::rejected, "The message has words that are not allowed here", request_id);
    if (const auto left = too_soon(*place, from.who, said.sent_at))
        return refuse(from, error_code::too_many, "Slow mode: wait " + std::to_string(*left) + " seconds", request_id);
    if (!place->messages.take(said.sent_at))
        return refuse(from, error_code::too_many, "Too many messages in this room", request_id);
    if (place->rules.slow_mode.count() > 0)
        place->last_said[from.who.user_text()] = said.sent_at;
    keep_.said(said);
    deliver(*place, message_frame(said), &from, message_frame(said, request_id));
}

std::optional<std::int64_t> rooms::too_soon(const room& in, const grant& who, timestamp now)
{
    if (in.rules.slow_mode.count() == 0 || who.deletes())
        return std::nullopt;
    const auto last = in.last_said.find(who.user_text());
    if (last == in.last_said.end() || now >= last->second + in.rules.slow_mode)
        return std::nullopt;
    return std::chrono::ceil<std::chrono::seconds>(last->second + in.rules.slow_mode - now).count();
}

void rooms::handle(member& from, const std::string& request_id, const delete_message& asked)
{
    if (!from.who.deletes())
        return refuse(from, error_code::forbidden, "Deleting needs the capability DELETE_MESSAGE", request_id);
    const auto place = find(from.who.room);
    if (!place)
        return refuse(from, error_code::not_found, "The room is gone", request_id);
    // The official client reads the older spelling MessageID.
    const attributes with{{"MessageID", asked.id}, {"MessageId", asked.id}, {"Reason", asked.reason}};
    const auto id = new_id();
    const auto now = clock_.now();
    const std::lock_guard lock{place->mutex};
    keep_.deleted(from.who.room, asked.id);
    deliver(*place, event_frame(id, "aws:DELETE_MESSAGE", now, with), &from,
            event_frame(id, "aws:DELETE_MESSAGE", now, with, request_id));
}

void rooms::handle(member& from, const std::string& request_id, const disconnect_user& asked)
{
    if (!from.who.disconnects())
        return refuse(from, error_code::forbidden, "Disconnecting needs the capability DISCONNECT_USER", request_id);
    const auto place = find(from.who.room);
    if (!place)
        return refuse(from, error_code::not_found, "The room is gone", request_id);
    const attributes with{{"UserId", asked.user_id}, {"Reason", asked.reason}};
    const auto id = new_id();
    const auto now = clock_.now();
    const std::lock_guard lock{place->mutex};
    deliver(*place, event_frame(id, "aws:DISCONNECT_USER", now, with), &from,
            event_frame(id, "aws:DISCONNECT_USER", now, with, request_id));
    for (const auto& each : place->members)
        if (each->who.user_text() == asked.user_id)
            each->out->close(4001, "disconnected");
}

void rooms::deliver(const room& to, const frame& all, const member* asker, const frame& own)
{
    for (const auto& each : to.members)
        each->out->post(each.get() == asker ? own : all);
}

std::string rooms::announce(channel_id which, std::string_view event_name, const attributes& with)
{
    auto id = new_id();
    const auto place = find(which);
    if (!place)
        return id;
    const auto told = event_frame(id, event_name, clock_.now(), with);
    const std::lock_guard lock{place->mutex};
    deliver(*place, told, nullptr, told);
    return id;
}

std::string rooms::remove_message(channel_id which, const std::string& id, const std::string& reason)
{
    keep_.deleted(which, id);
    return announce(which, "aws:DELETE_MESSAGE", {{"MessageID", id}, {"MessageId", id}, {"Reason", reason}});
}

std::size_t rooms::disconnect(channel_id which, const std::string& user, const std::string& reason)
{
    const auto place = find(which);
    if (!place)
        return 0;
    const attributes with{{"UserId", user}, {"Reason", reason}};
    const auto told = event_frame(new_id(), "aws:DISCONNECT_USER", clock_.now(), with);
    std::size_t closed = 0;
    const std::lock_guard lock{place->mutex};
    for (const auto& each : place->members) {
        if (each->who.user_text() != user)
            continue;
        each->out->post(told);
        each->out->close(4001, "disconnected");
        ++closed;
    }
    return closed;
}

std::vector<std::shared_ptr<member>> rooms::everybody() const
{
    std::vector<std::shared_ptr<member>> all;
    const std::lock_guard lock{mutex_};
    for (const auto& [which, place] : rooms_) {
        const std::lock_guard inside{place->mutex};
        all.insert(all.end(), place->members.begin(), place->members.end());
    }
    return all;
}

void rooms::end_session(session_id which)
{
    for (const auto& each : everybody())
        if (each->who.signed_in == which)
            each->out->close(4401, "signed out");
}

void rooms::end_expired()
{
    const auto now = clock_.now();
    for (const auto& each : everybody()) {
        if (now < each->who.session_ends)
            continue;
        refuse(*each, error_code::expired, "The session is over", {});
        each->out->abort();
    }
}

void rooms::tell_to_renew()
{
    for (const auto& each : everybody())
        refuse(*each, error_code::expired, "This server is going away; connect again", {});
}

void rooms::abort_all()
{
    for (const auto& each : everybody())
        each->out->abort();
}

std::size_t rooms::open_rooms() const
{
    const std::lock_guard lock{mutex_};
    return rooms_.size();
}

std::size_t rooms::connections(channel_id which) const
{
    const auto place = find(which);
    if (!place)
        return 0;
    const std::lock_guard lock{place->mutex};
    return place->members.size();
}

} // namespace ahimmoyak::chat
