#include "identity/providers/desks.hpp"

namespace ahimmoyak::identity::providers {

namespace {

constexpr int threads = 4;
constexpr int most_waiting = 64;

} // namespace

class desks::turn {
public:
    explicit turn(desks& of) : count_{of.waiting_}
    {
        if (count_.fetch_add(1) >= most_waiting) {
            count_.fetch_sub(1);
            throw not_let_in{obstacle::busy, "too many wait"};
        }
    }
    turn(turn&&) = delete;
    ~turn() { count_.fetch_sub(1); }

private:
    std::atomic<int>& count_;
};

desks::desks(std::vector<provider> configured, const std::string& public_address, const clock& time)
    : pool_{configured.empty() ? 0 : threads}
{
    for (auto& each : configured) {
        const auto callback = public_address + "/auth/" + each.name + "/callback";
        all_.push_back(std::make_unique<desk>(std::move(each), callback, time, web_));
    }
}

void desks::finish()
{
    web_.stop();
    pool_.finish();
}

desk* desks::find(std::string_view name) const
{
    for (const auto& each : all_)
        if (each->of().name == name)
            return each.get();
    return nullptr;
}

task<std::string> desks::way_there(desk& to, passage with)
{
    const turn mine{*this};
    auto ask = [&] { return to.way_there(with); };
    co_return co_await pool_.run(ask);
}

task<external_person> desks::who(desk& at, std::string code, passage with)
{
    const turn mine{*this};
    auto ask = [&] { return at.who(code, with); };
    co_return co_await pool_.run(ask);
}

} // namespace ahimmoyak::identity::providers
