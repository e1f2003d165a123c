#pragma once

#include "audit/entries.hpp"
#include "base/clock.hpp"
#include "db/pool.hpp"
#include "http/auditor.hpp"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace ahimmoyak::audit {

/// Keeps what the router has noted. A page that shows people asks for them again and again: the same
/// look by the same person is noted once in ten minutes. Any thread.
class log final : public http::auditor {
public:
    log(db::pool& on, const clock& time) : db_{on}, clock_{time} {}

    task<> note(const http::route& of, const http::exchange& x, const http::response& answer) override;

private:
    bool noted_lately(const audit::note& look, timestamp now);

    db::pool& db_;
    const clock& clock_;
    std::mutex mutex_;
    std::map<std::string, timestamp> looks_; ///< when who last looked at what
};

/// The identifiers of an address and a JSON body: members that end in "Id" or "Ids" and lists of
/// whole numbers, at most twenty with at most a hundred numbers each. Texts are never taken.
std::vector<subject> subjects_of(const http::request& in);

} // namespace ahimmoyak::audit
