#include "base/rate_limiter.hpp"

#include "base/problem.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace ahimmoyak {

rate_limiter::rate_limiter(rate allowed, std::size_t keys) : allowed_{allowed}, most_{std::max<std::size_t>(keys, 1)} {}

std::optional<int> rate_limiter::take(std::string_view key, timestamp now)
{
    const auto every = allowed_.every.count();
    const std::lock_guard lock{mutex_};
    auto found = found_.find(key);
    if (found == found_.end()) {
        if (by_use_.size() >= most_) {
            found_.erase(by_use_.back().key);
            by_use_.pop_back();
        }
        by_use_.push_front({std::string{key}, 0, now});
        found = found_.emplace(by_use_.front().key, by_use_.begin()).first;
    } else {
        by_use_.splice(by_use_.begin(), by_use_, found->second);
    }
    auto& one = *found->second;
    // A clock that was set back must not make anybody wait longer.
    one.spent = std::max<std::int64_t>(0, one.spent - std::max<std::int64_t>(0, (now - one.at).count()));
    one.at = now;
    const auto over = one.spent + every - allowed_.burst * every;
    if (over > 0)
        return static_cast<int>(std::max<std::int64_t>(1, (over + 999) / 1000));
    one.spent += every;
    return std::nullopt;
}

void rate_limiter::count(std::string_view key, timestamp now)
{
    if (const auto wait = take(key, now))
        throw too_many(*wait);
}

void rate_limiter::forget(std::string_view key)
{
    const std::lock_guard lock{mutex_};
    const auto found = found_.find(key);
    if (found == found_.end())
        return;
    const auto at = found->second;
    found_.erase(found);
    by_use_.erase(at);
}

std::size_t rate_limiter::keys() const
{
    const std::lock_guard lock{mutex_};
    return by_use_.size();
}

std::string address_group(std::string_view address)
{
    boost::system::error_code bad;
    const auto parsed = boost::asio::ip::make_address(std::string{address}, bad);
    if (bad || !parsed.is_v6())
        return std::string{address};
    auto bytes = parsed.to_v6().to_bytes();
    if (parsed.to_v6().is_v4_mapped())
        return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, parsed.to_v6()).to_string();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return boost::asio::ip::address_v6{bytes}.to_string() + "/64";
}

} // namespace ahimmoyak
