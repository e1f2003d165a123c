#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ahimmoyak::app {

/// The parts of the program and what each needs. start({"boards"}) starts what boards needs, then
/// boards, and nothing else; stop() goes the same way back. A cycle or an unknown name is an error.
class modules {
public:
    void add(std::string name, std::vector<std::string> needs, std::function<void()> start,
             std::function<void()> stop = {});

    void start(const std::vector<std::string>& wanted);
    void stop();

    bool runs(const std::string& name) const;

private:
    struct entry {
        std::vector<std::string> needs;
        std::function<void()> start;
        std::function<void()> stop;
        enum class state { idle, starting, running } now = state::idle;
    };
    void start_one(const std::string& name);

    std::map<std::string, entry> entries_;
    std::vector<std::string> started_;
};

} // namespace ahimmoyak::app
