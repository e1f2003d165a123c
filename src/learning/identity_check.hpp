#pragma once

#include "learning/identity_method.hpp"
#include "learning/way_in.hpp"

#include <boost/describe.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Whether who studies is who is enrolled: asked at the first entry to a course and at every so many lessons, as its
/// rules say. All in the caller's transaction.
namespace ahimmoyak::learning {

enum class identity_result : std::uint8_t { PASSED, FAILED };
BOOST_DESCRIBE_ENUM(identity_result, PASSED, FAILED)

/// Whether the trainee has to prove who they are before they study this lesson.
bool identity_is_due(db::connection& in, const way_in& to);
/// The 403 of that.
problem identity_needed();
/// The 422 of an answer that was not right.
problem identity_not_proved();

struct identity_attempt {
    identity_method_kind method = identity_method_kind::EMAIL_CODE;
    identity_result result = identity_result::FAILED;
    std::string_view address;
    std::string_view device; ///< as the browser names itself
};
/// What an identity was asked for: a lesson, or an exam, which may have none.
struct identity_asked_for {
    offerings::enrollment_id enrollment;
    courses::content_id lesson;
    std::string_view title;
};
void note_identity(db::connection& in, const identity_asked_for& what, const identity_attempt& attempt, timestamp now);

/// An attempt, as evidence.
struct shown_identity_check {
    std::int64_t id = 0;
    std::string lesson;
    timestamp at{};
    identity_method_kind method = identity_method_kind::EMAIL_CODE;
    identity_result result = identity_result::FAILED;
    std::string address;
    std::string device;
};
BOOST_DESCRIBE_STRUCT(shown_identity_check, (), (id, lesson, at, method, result, address, device))

/// The newest first, below the id `before`.
std::vector<shown_identity_check> identity_checks_of(db::connection& in, offerings::enrollment_id of,
                                                     std::int64_t before, std::int64_t most);

} // namespace ahimmoyak::learning
