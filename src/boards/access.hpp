#pragma once

#include "boards/board.hpp"
#include "db/connection.hpp"

/// Who reads and writes where: company A never reads company B's questions. Everything works in the caller's
/// transaction and throws the 404 for what the caller may not know exists.
namespace ahimmoyak::boards {

/// The board that an address with a course in it means.
struct place {
    ahimmoyak::institution_id institution_id;
    courses::course_id course_id;
    std::optional<offerings::course_provide_id> course_provide_id; ///< none: all of the institution's offerings
    bool open = true;                                              ///< the offering takes new posts
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    bool anonymous_allowed = false; ///< among trainees
    std::string course_title{};     ///< of an offering that a trainee attends
    std::string company_name{};     ///< likewise
};

/// Of the caller's offerings of the course, the one asked for; without one, a trainee's running or else latest one.
place place_of(db::connection& in, const caller& who, courses::course_id course,
               std::optional<offerings::course_provide_id> which);
/// The same for who names only the offering.
place place_of(db::connection& in, const caller& who, offerings::course_provide_id which);

/// What of a post decides who may do what with it.
struct post_facts {
    board_id id;
    ahimmoyak::institution_id institution_id;
    courses::course_id course_id;
    std::optional<offerings::course_provide_id> course_provide_id;
    std::optional<offerings::course_provide_state> state;
    user_id user_id;
    board_type type = board_type::QNA;
    bool deleted = false;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(post_facts, (),
                      (id, institution_id, course_id, course_provide_id, state, user_id, type, deleted, version))

post_facts find_post(db::connection& in, const caller& who, board_id which);

bool is_institution(const caller& who);
bool may_change(const caller& who, const post_facts& what);
bool may_delete(const caller& who, const post_facts& what);
/// On a notice the institution only; trainees while their offering has not ended.
bool may_comment(const caller& who, const post_facts& what);

/// Trainees write while their offering has not ended.
bool takes_posts(offerings::course_provide_state state);

/// Throws the 409 when the offering of a trainee's post takes no more.
void check_open(const caller& who, offerings::course_provide_state state);

/// Whether an institution lets trainees hide their names from each other.
bool anonymous_allowed(db::connection& in, institution_id of);

/// The author as this reader may know them.
board_author author_of(const caller& who, user_id wrote, std::optional<std::string> name, bool institution,
                       bool anonymous);

} // namespace ahimmoyak::boards
