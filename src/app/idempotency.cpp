#include "app/idempotency.hpp"

#include "base/problem.hpp"

namespace ahimmoyak::app {

namespace {

constexpr std::chrono::hours kept{24};

struct row {
    std::string fingerprint;
    std::int64_t status = 0;
    std::string body;
    std::string location;
};
BOOST_DESCRIBE_STRUCT(row, (), (fingerprint, status, body, location))

constexpr db::query forget_old{"DELETE FROM idempotency WHERE created_at < $1"};
constexpr db::query take{R"(
    INSERT INTO idempotency (user_id, key, fingerprint, status, body, location, created_at, updated_at)
    VALUES ($1, $2, $3, 0, '', '', $4, $4) ON CONFLICT (user_id, key) DO NOTHING)"};
constexpr db::query find{"SELECT fingerprint, status, body, location FROM idempotency WHERE user_id = $1 AND key = $2"};
constexpr db::query keep{R"(
    UPDATE idempotency SET status = $1, body = $2, location = $3, updated_at = $4 WHERE user_id = $5 AND key = $6)"};
constexpr db::query free{"DELETE FROM idempotency WHERE user_id = $1 AND key = $2 AND status = 0"};

} // namespace

task<std::optional<http::idempotency::earlier>> kept_answers::begin(user_id who, std::string key,
                                                                    std::string fingerprint)
{
    const auto now = clock_.now();
    auto look = [&](db::connection& in) -> std::optional<row> {
        in.run(forget_old, now - kept);
        if (in.run(take, who, key, fingerprint, now) == 1)
            return std::nullopt;
        return in.first<row>(find, who, key);
    };
    auto first = co_await db_.write(look);
    if (!first)
        co_return std::nullopt;
    if (first->fingerprint != fingerprint)
        throw problem{422,
                      "idempotency_key_reused",
                      {"이 Idempotency-Key는 다른 요청에 이미 쓰였습니다. 새 값을 쓰세요.",
                       "This Idempotency-Key was used for another request; use a new one."}};
    if (first->status == 0)
        throw conflict("idempotency_in_progress", "IN_PROGRESS",
                       {"같은 요청을 처리하고 있거나 도중에 끊겼습니다. 목록에서 결과를 확인하세요.",
                        "The same request is under way or was cut off; look at the list for its result."});
    co_return earlier{static_cast<int>(first->status), std::move(first->body), std::move(first->location)};
}

task<> kept_answers::finish(user_id who, std::string key, earlier answer)
{
    const auto now = clock_.now();
    auto write = [&](db::connection& in) {
        in.run(keep, static_cast<std::int64_t>(answer.status), answer.body, answer.location, now, who, key);
    };
    co_await db_.write(write);
}

task<> kept_answers::release(user_id who, std::string key)
{
    auto write = [&](db::connection& in) { in.run(free, who, key); };
    co_await db_.write(write);
}

} // namespace ahimmoyak::app
