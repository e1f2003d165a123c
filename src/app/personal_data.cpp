#include "app/personal_data.hpp"

#include "audit/personal_data.hpp"
#include "boards/personal_data.hpp"
#include "certificates/personal_data.hpp"
#include "chat/personal_data.hpp"
#include "exams/paper_record.hpp"
#include "learning/personal_data.hpp"
#include "live/personal_data.hpp"
#include "mail/personal_data.hpp"
#include "marking/record.hpp"
#include "notifications/personal_data.hpp"
#include "notifications/settings.hpp"
#include "offerings/personal_data.hpp"
#include "organisations/personal_data.hpp"
#include "quiz/personal_data.hpp"
#include "reviews/personal_data.hpp"

namespace ahimmoyak::app {

namespace {

using identity::person;
using identity::personal_data;

// Of rows that the person's id finds.
template <class Row>
auto rows(std::vector<Row> (*of)(db::connection&, user_id))
{
    return [of](db::connection& in, const person& who) { return json::encode(of(in, who.id)); };
}

constexpr std::optional<timestamp> no_name_kept;

timestamp years_after(date day, int years)
{
    return day.value + std::chrono::days{1} + std::chrono::floor<std::chrono::days>(std::chrono::years{years});
}

} // namespace

std::vector<personal_data> all_personal_data(std::function<int()> training_years)
{
    return {
        {"organisations", rows(organisations::belongings_of),
         [](db::connection& in, const person& who, timestamp now) {
             organisations::end_belongings(in, who, now);
             return no_name_kept;
         }},
        {"enrolments", rows(offerings::enrolments_of),
         [training_years](db::connection& in, const person& who, timestamp now) {
             const auto last_day = offerings::leave_lists(in, who.id);
             const auto until = last_day ? years_after(*last_day, training_years()) : now;
             return until > now ? std::optional{until} : no_name_kept;
         }},
        {"boards", rows(boards::written_by),
         [](db::connection& in, const person& who, timestamp) {
             boards::erase_deleted_of(in, who.id);
             return no_name_kept;
         }},
        {"lessons", rows(learning::lessons_seen_by)},
        {"viewings", rows(learning::viewings_of)},
        {"identityChecks", rows(learning::own_identity_checks)},
        {"exams", rows(exams::written_by)},
        {"examMarks", rows(marking::marks_given_to)},
        {"certificates", rows(certificates::earned_by)},
        {"reviews", rows(reviews::ratings_by),
         [](db::connection& in, const person& who, timestamp) {
             reviews::erase_words_of(in, who.id);
             return no_name_kept;
         }},
        {"lectures", rows(live::presences_of)},
        {"recordings", rows(live::recordings_watched_by),
         [](db::connection& in, const person& who, timestamp) {
             live::erase_recording_places_of(in, who.id);
             return no_name_kept;
         }},
        {"quizAnswers", rows(quiz::answered_by)},
        {"chat", rows(chat::said_by),
         [](db::connection& in, const person& who, timestamp) {
             chat::erase_name_of(in, who.id);
             return no_name_kept;
         }},
        {"notifications", rows(notifications::notifications_of),
         [](db::connection& in, const person& who, timestamp) {
             notifications::erase_notifications_of(in, who.id);
             return no_name_kept;
         }},
        {"notificationSettings",
         [](db::connection& in, const person& who) { return json::encode(notifications::settings_of(in, who.id)); }},
        {"letters", [](db::connection& in, const person& who) { return json::encode(mail::letters_to(in, who.email)); },
         [](db::connection& in, const person& who, timestamp) {
             mail::erase_letters_to(in, who.email);
             return no_name_kept;
         }},
        {"auditLog", rows(audit::done_by)},
    };
}

} // namespace ahimmoyak::app
