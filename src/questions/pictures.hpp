#pragma once

#include "base/values.hpp"
#include "db/connection.hpp"
#include "http/message.hpp"
#include "questions/question.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The pictures of questions, in the caller's transaction. They have no address of their own that who has it may see:
/// an institution reads those of its bank, and a trainee those of the papers they may read (exams/picture_api.cpp).
namespace ahimmoyak::questions {

struct kept_picture {
    std::string mime_type;
    db::blob bytes;
};
BOOST_DESCRIBE_STRUCT(kept_picture, (), (mime_type, bytes))

std::optional<kept_picture> picture_of(db::connection& in, picture_id which);
std::optional<kept_picture> picture_of(db::connection& in, institution_id of, picture_id which);

/// Also takes away those of the institution that were sent a day ago and no question was saved with.
picture_id keep_picture(db::connection& in, institution_id of, user_id by, std::string_view mime_type,
                        std::string_view bytes, timestamp now);

/// Throws the 422 for a picture that is not the institution's.
void check_picture(db::connection& in, institution_id of, const question_document& what);

/// As a browser shows it, and nobody in between keeps.
http::response shown(kept_picture&& picture);

} // namespace ahimmoyak::questions
