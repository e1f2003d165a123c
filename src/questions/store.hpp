#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"
#include "questions/form.hpp"

/// Changes of a bank, which is its institution's. Every function works in the caller's transaction.
namespace ahimmoyak::questions {

inline constexpr std::int64_t most_questions = 20'000; ///< of one bank

/// Throws the 404 for what is another institution's, or was removed.
shown_question read_question(db::connection& in, institution_id of, question_id which);

/// Throws the 409 when the bank would have too many.
void must_have_room(db::connection& in, institution_id of, std::int64_t more);

/// A tidy question without faults.
question_id add_question(db::connection& in, institution_id of, user_id by, const written_question& what,
                         timestamp now);

/// What the question says becomes its newest version, unless it says the same as before. Throws the 412 when the
/// change is not based on what there is now.
void change_question(db::connection& in, institution_id of, user_id by, question_id which, const written_question& to,
                     std::optional<std::int64_t> based_on, timestamp now);

/// Papers that were drawn keep it.
void remove_question(db::connection& in, institution_id of, question_id which, std::optional<std::int64_t> based_on,
                     timestamp now);

} // namespace ahimmoyak::questions
