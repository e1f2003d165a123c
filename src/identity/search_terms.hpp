#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <string>
#include <string_view>

/// What people are found by, within their company (0: none) and by the administrator: any part of a name (김민수 by 민수), and whatever begins a
/// username, an e-mail address, or a word in one. Kept as the ends of those texts, so that a search is a
/// stretch of an index whoever is looked for: join user_term with `term >= from AND term < until`.
namespace ahimmoyak::identity::search_terms {

/// After each change of what somebody is found by, and of where they belong, in its transaction.
void put_anew(db::connection& in, user_id who);

struct stretch {
    std::string from;
    std::string until;
};
/// Of the terms that begin like this, in any case.
stretch of(std::string_view search);

} // namespace ahimmoyak::identity::search_terms
