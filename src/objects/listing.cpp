#include "objects/listing.hpp"

namespace ahimmoyak::objects {

namespace {

// Behind everything that begins so: no UTF-8 has this byte.
std::string behind(std::string_view prefix) { return std::string{prefix} + '\xFF'; }

// The common prefix that a key is told as; empty when it is told itself.
std::string_view group_of(std::string_view key, const list_wish& wish)
{
    if (wish.delimiter.empty())
        return {};
    const auto at = key.find(wish.delimiter, wish.prefix.size());
    return at == std::string_view::npos ? std::string_view{} : key.substr(0, at + wish.delimiter.size());
}

} // namespace

list_page page_of(const object_index& all, const list_wish& wish)
{
    list_page page;
    if (wish.most == 0)
        return page;
    auto at = all.lower_bound(wish.prefix);
    if (!wish.after.empty() && wish.after >= wish.prefix) {
        const bool told_as_group = wish.after.starts_with(wish.prefix) && group_of(wish.after, wish) == wish.after;
        at = told_as_group ? all.lower_bound(behind(wish.after)) : all.upper_bound(wish.after);
    }
    while (at != all.end() && at->first.starts_with(wish.prefix)) {
        if (page.objects.size() + page.prefixes.size() == wish.most) {
            page.truncated = true;
            return page;
        }
        if (const auto group = group_of(at->first, wish); !group.empty()) {
            page.last = page.prefixes.emplace_back(group);
            at = all.lower_bound(behind(page.last));
            continue;
        }
        page.last = at->first;
        page.objects.emplace_back(*at);
        ++at;
    }
    return page;
}

} // namespace ahimmoyak::objects
