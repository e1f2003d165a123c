#include "app/modules.hpp"

#include "app/options.hpp"

#include <stdexcept>

namespace ahimmoyak::app {

void modules::add(std::string name, std::vector<std::string> needs, std::function<void()> start,
                  std::function<void()> stop)
{
    entries_.emplace(std::move(name), entry{std::move(needs), std::move(start), std::move(stop)});
}

void modules::start(const std::vector<std::string>& wanted)
{
    for (const auto& name : wanted)
        start_one(name);
}

void modules::start_one(const std::string& name)
{
    const auto found = entries_.find(name);
    if (found == entries_.end())
        throw configuration_error{"there is no service called " + name};
    auto& each = found->second;
    if (each.now == entry::state::running)
        return;
    if (each.now == entry::state::starting)
        throw std::logic_error{name + " needs itself"};
    each.now = entry::state::starting;
    for (const auto& need : each.needs)
        start_one(need);
    each.start();
    each.now = entry::state::running;
    started_.push_back(name);
}

void modules::stop()
{
    while (!started_.empty()) {
        auto& each = entries_.find(started_.back())->second;
        started_.pop_back();
        if (each.stop)
            each.stop();
        each.now = entry::state::idle;
    }
}

bool modules::runs(const std::string& name) const
{
    const auto found = entries_.find(name);
    return found != entries_.end() && found->second.now == entry::state::running;
}

} // namespace ahimmoyak::app
