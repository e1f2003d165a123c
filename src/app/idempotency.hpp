#pragma once

#include "base/clock.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/idempotency.hpp"

#include <vector>

namespace ahimmoyak::app {

/// The answers of a day, in the database.
class kept_answers final : public http::idempotency {
public:
    kept_answers(db::pool& in, const clock& time) : db_{in}, clock_{time} {}

    task<std::optional<earlier>> begin(user_id who, std::string key, std::string fingerprint) override;
    task<> finish(user_id who, std::string key, earlier answer) override;
    task<> release(user_id who, std::string key) override;

private:
    db::pool& db_;
    const clock& clock_;
};

std::vector<db::migration> migrations();

} // namespace ahimmoyak::app
