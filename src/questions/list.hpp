#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"
#include "questions/form.hpp"

#include <optional>
#include <string_view>

/// What stands in a bank. Every function works in the caller's transaction.
namespace ahimmoyak::questions {

struct bank_wish {
    std::string_view search; ///< in the content; empty: all
    std::optional<question_kind> kind;
    std::optional<questions::difficulty> difficulty;
    std::string_view tag; ///< empty: any
};

struct bank_rows {
    std::vector<banked_summary> items;
    std::int64_t total = 0;
};

/// The latest first.
bank_rows list_bank(db::connection& in, institution_id of, const bank_wish& wish, std::int64_t most, std::int64_t skip);

struct used_tag {
    std::string tag;
    std::int64_t question_count = 0;
};
BOOST_DESCRIBE_STRUCT(used_tag, (), (tag, question_count))

std::vector<used_tag> tags_of_bank(db::connection& in, institution_id of);

/// At most so many bytes of a long text, in whole characters.
std::string beginning_of(std::string words, std::size_t most);

/// Whole questions, as they are exported: the oldest first.
std::vector<written_question> whole_bank(db::connection& in, institution_id of, const bank_wish& wish);

} // namespace ahimmoyak::questions
