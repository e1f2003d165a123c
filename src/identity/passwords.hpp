#pragma once

#include "base/task.hpp"
#include "base/work_pool.hpp"

#include <atomic>
#include <optional>
#include <string>

namespace ahimmoyak::identity {

/// What one argon2id hash costs. The default is about 50 ms and 32 MiB.
struct password_cost {
    unsigned long long operations = 2;
    std::size_t memory_bytes = std::size_t{32} * 1024 * 1024;
};

/// Hashes and checks passwords on threads of its own: as many at once as there are threads, and a
/// bounded number waiting, so that a flood of sign-ins takes neither the memory nor the machine.
class passwords {
public:
    explicit passwords(int threads = 2, password_cost cost = {}, int waiting_limit = 64);

    /// As work_pool::finish.
    void finish() { pool_.finish(); }

    /// The encoded hash, with its salt and cost. Throws unavailable() when too many wait.
    task<std::string> hash(std::string password);

    /// Whether it is the password of that hash. Without a hash it is not, and finding out takes as
    /// long: nobody learns from the time whether an account exists.
    task<bool> matches(std::string password, std::optional<std::string> hash);

private:
    class turn;
    work_pool pool_;
    password_cost cost_;
    int most_;
    std::atomic<int> waiting_{0};
    std::string nobody_; ///< the hash of a password that nobody knows
};

} // namespace ahimmoyak::identity
