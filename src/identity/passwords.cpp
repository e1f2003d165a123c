#include "identity/passwords.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace ahimmoyak::identity {

namespace {

std::string hash_now(const std::string& password, const password_cost& cost)
{
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), password.data(), password.size(), cost.operations, cost.memory_bytes) != 0)
        throw std::runtime_error{"there is not enough memory to hash a password"};
    return out.data();
}

} // namespace

/// A place among those who wait.
class passwords::turn {
public:
    turn(std::atomic<int>& waiting, int most) : waiting_{waiting}
    {
        if (++waiting_ > most) {
            --waiting_;
            throw unavailable();
        }
    }
    ~turn() { --waiting_; }
    turn(turn&&) = delete;

private:
    std::atomic<int>& waiting_;
};

passwords::passwords(int threads, password_cost cost, int waiting_limit)
    : pool_{threads}, cost_{cost}, most_{waiting_limit}, nobody_{hash_now(random_token(24), cost)}
{
}

task<std::string> passwords::hash(std::string password)
{
    const turn mine{waiting_, most_};
    auto work = [&] {
        auto made = hash_now(password, cost_);
        sodium_memzero(password.data(), password.size());
        return made;
    };
    co_return co_await pool_.run(work);
}

task<bool> passwords::matches(std::string password, std::optional<std::string> hash)
{
    const turn mine{waiting_, most_};
    const std::string& against = hash ? *hash : nobody_;
    auto work = [&] {
        const bool same = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
        sodium_memzero(password.data(), password.size());
        return same;
    };
    const bool same = co_await pool_.run(work);
    co_return same&& hash.has_value();
}

} // namespace ahimmoyak::identity
