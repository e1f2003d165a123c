#pragma once

#include "base/task.hpp"
#include "base/work_pool.hpp"
#include "identity/providers/desk.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::identity::providers {

/// All configured providers. They are asked on threads of their own, and a bounded number of people
/// waits for an answer: a slow provider delays nobody else.
class desks {
public:
    /// `public_address` is where browsers come back to.
    desks(std::vector<provider> configured, const std::string& public_address, const clock& time);

    /// Ends the threads; who waits for an answer is let go within a second.
    void finish();

    /// Null when there is none of that name.
    desk* find(std::string_view name) const;
    const std::vector<std::unique_ptr<desk>>& all() const { return all_; }

    /// As desk::way_there and desk::who.
    task<std::string> way_there(desk& to, passage with);
    task<external_person> who(desk& at, std::string code, passage with);

private:
    class turn;
    web web_;
    std::vector<std::unique_ptr<desk>> all_;
    std::atomic<int> waiting_{0};
    work_pool pool_; // last: its threads use what is above
};

} // namespace ahimmoyak::identity::providers
