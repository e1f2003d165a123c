#pragma once

#include "base/values.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ahimmoyak::objects {

/// An object as a list tells it.
struct listed {
    std::uint64_t size = 0;
    std::string etag;
    timestamp modified{};
};

/// In the order of their bytes, which is that of lists.
using object_index = std::map<std::string, listed, std::less<>>;

struct list_wish {
    std::string prefix;
    std::string delimiter; ///< what has it behind the prefix is told as one common prefix
    std::string after;     ///< a key, or a common prefix of the page before
    std::size_t most = 1000;
};

struct list_page {
    std::vector<std::pair<std::string, listed>> objects;
    std::vector<std::string> prefixes;
    bool truncated = false;
    std::string last; ///< `after` of the next page
};

/// Pure.
list_page page_of(const object_index& all, const list_wish& wish);

} // namespace ahimmoyak::objects
