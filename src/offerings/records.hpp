#pragma once

#include "db/connection.hpp"
#include "offerings/events.hpp"
#include "offerings/offering.hpp"
#include "offerings/state.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// What is kept of offerings, with its rules. Everything runs in the caller's transaction and is
/// scoped by the organisation: what is another's is not found (a 404 problem). Every change writes
/// its history and its event.
namespace ahimmoyak::offerings {

/// A stretch of a list, newest first.
struct page_wish {
    std::optional<course_provide_state> state;
    std::int64_t before = INT64_MAX; ///< ids below this one
    std::int64_t most = 20;
};
std::vector<course_provide_summary> list(db::connection& in, institution_id of, const page_wish& page);
std::vector<course_provide_summary> list(db::connection& in, company_id of, const page_wish& page);

course_provide_detail read_detail(db::connection& in, institution_id of, course_provide_id which);
course_provide_detail read_detail(db::connection& in, company_id of, course_provide_id which);

/// Who acts, when, and on what that person saw: the version of the offering, if it was said.
struct act {
    user_id by;
    timestamp at{};
    std::optional<std::int64_t> based_on{};
};

struct course_request {
    courses::course_id course;
    date begin_date;
    date end_date;
    std::int64_t attendee_count = 1;
    std::int64_t deposit = 0;
    std::optional<std::string_view> note;
};
/// A 422 when the course is not available to companies. The very same request that still waits for its
/// answer fails as unique_violation of request_key (see already_requested).
course_provide_id request(db::connection& in, company_id of, const course_request& wish, act who);
void cancel(db::connection& in, company_id of, course_provide_id which, act who);
/// Replaces the list that was submitted before, if the version says that it was seen: 409 without, 412
/// when it is another one by now.
void submit(db::connection& in, company_id of, course_provide_id which, const std::vector<user_id>& employees, act who);
void answer(db::connection& in, institution_id of, course_provide_id which, bool accepted,
            std::optional<std::string_view> reason, act who);
/// Enrols those of the attendees who are still employees of the company. 412 when the list is another
/// one than the version says.
void enrol(db::connection& in, institution_id of, course_provide_id which, date today, act who);

/// The 409 of asking twice.
problem already_requested();

/// Moves what the calendar moves; how many steps.
std::int64_t turn(db::connection& in, date today, timestamp now);
/// Is there anything to turn? Spares a write each minute.
bool to_be_turned(db::connection& in, date today);

} // namespace ahimmoyak::offerings
