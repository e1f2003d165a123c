#pragma once

#include "base/values.hpp"

#include <boost/describe.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::objects {

/// What a program signs with. One of the operator's reaches every object of the store; one with an owner reaches
/// nothing of the store: what it is good for, and what the owner's number means, those say who look it up
/// (control/signed).
struct access_key {
    std::string id;
    std::string secret;
    std::string name; ///< what it is for
    bool only_reads = false;
    timestamp made_at{};
    std::optional<std::int64_t> owner{};
};
BOOST_DESCRIBE_STRUCT(access_key, (), (id, secret, name, only_reads, made_at, owner))

/// Access keys, each a file that the program alone can read: the command line makes and removes them while
/// the server runs, and the next request already knows. Every function blocks.
class access_keys {
public:
    explicit access_keys(std::filesystem::path directory) : directory_{std::move(directory)} {}

    access_key make(std::string name, bool only_reads, timestamp now, std::optional<std::int64_t> owner = {}) const;
    std::optional<access_key> find(std::string_view id) const;
    std::vector<access_key> all() const;
    /// Was there one?
    bool remove(std::string_view id) const;

private:
    std::filesystem::path directory_;
};

} // namespace ahimmoyak::objects
