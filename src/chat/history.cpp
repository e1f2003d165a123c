#include "chat/history.hpp"

#include "base/log.hpp"

#include <algorithm>

namespace ahimmoyak::chat {

namespace {

constexpr db::query insert{R"(
    INSERT INTO chat_message (id, channel_id, user_id, sender_name, role, content, sent_at, outside_id, created_at,
                              updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
    ON CONFLICT (id) DO NOTHING)"};

constexpr db::query erase{"DELETE FROM chat_message WHERE channel_id = $1 AND id = $2"};

constexpr db::query newest{R"(
    SELECT id, user_id, sender_name, role, content, sent_at, outside_id
    FROM chat_message WHERE channel_id = $1 ORDER BY seq DESC LIMIT 100)"};

} // namespace

void history::add(const message& said)
{
    const std::lock_guard lock{mutex_};
    if (waiting_.size() >= most_waiting) {
        log::warning("chat messages are dropped from the history: the database does not take them");
        waiting_.erase(waiting_.begin(), waiting_.begin() + most_waiting / 10);
    }
    waiting_.push_back(said);
}

void history::remove(channel_id room, const std::string& id)
{
    const std::lock_guard lock{mutex_};
    std::erase_if(waiting_, [&](const message& each) { return each.room == room && each.id == id; });
    if (deleted_.size() < most_waiting)
        deleted_.emplace(room, id);
}

bool history::holds(channel_id room, const std::string& id)
{
    const std::lock_guard lock{mutex_};
    const auto is_it = [&](const message& each) { return each.room == room && each.id == id; };
    return std::any_of(waiting_.begin(), waiting_.end(), is_it) || std::any_of(writing_.begin(), writing_.end(), is_it);
}

task<> history::flush()
{
    std::set<std::pair<channel_id, std::string>> gone;
    {
        const std::lock_guard lock{mutex_};
        if (flushing_ || (waiting_.empty() && deleted_.empty()))
            co_return;
        flushing_ = true;
        writing_ = std::move(waiting_);
        waiting_.clear();
        gone = deleted_;
    }
    std::exception_ptr failure;
    try {
        const auto now = clock_.now();
        // Nobody but this function changes writing_, and it only while no flush runs.
        const auto& batch = writing_;
        co_await db_.write([&](db::connection& c) {
            for (const auto& each : batch)
                c.run(insert, each.id, each.room, each.sender, each.sender_name, each.role, each.content, each.sent_at,
                      each.outside_id.empty() ? std::nullopt : std::optional{each.outside_id}, now);
            for (const auto& [room, id] : gone)
                c.run(erase, room, id);
        });
    } catch (...) {
        failure = std::current_exception();
    }
    {
        const std::lock_guard lock{mutex_};
        flushing_ = false;
        if (failure)
            waiting_.insert(waiting_.begin(), writing_.begin(), writing_.end());
        else
            for (const auto& each : gone)
                deleted_.erase(each);
        writing_.clear();
    }
    if (failure)
        std::rethrow_exception(failure);
}

task<std::vector<chat_message>> history::recent(channel_id room)
{
    // Looked at before the database, so that what is being written now is in one of them at least.
    std::vector<chat_message> fresh;
    std::set<std::string> gone;
    {
        const std::lock_guard lock{mutex_};
        for (const auto* list : {&writing_, &waiting_})
            for (const auto& each : *list)
                if (each.room == room)
                    fresh.push_back(
                        {each.id, each.content, each.sender_id(), each.sender_name, each.role, each.sent_at});
        for (const auto& [where, id] : deleted_)
            if (where == room)
                gone.insert(id);
    }
    auto rows = co_await db_.read([&](db::connection& c) { return c.all<kept_message>(newest, room); });
    std::vector<chat_message> all;
    std::set<std::string> known;
    for (auto each = rows.rbegin(); each != rows.rend(); ++each)
        if (!gone.contains(each->id) && known.insert(each->id).second)
            all.push_back(each->shown());
    for (auto& each : fresh)
        if (!gone.contains(each.id) && known.insert(each.id).second)
            all.push_back(std::move(each));
    if (all.size() > shown)
        all.erase(all.begin(), all.end() - shown);
    co_return all;
}

} // namespace ahimmoyak::chat
