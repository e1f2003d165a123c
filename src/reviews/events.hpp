#pragma once

#include "offerings/offering.hpp"

#include <string_view>

// What others may hear of ratings: written in the transaction of the change, with the aggregate
// "reviews:<id of the enrollment>".

namespace ahimmoyak::reviews {

/// A trainee has rated the course, or has changed the rating.
struct given {
    static constexpr std::string_view event_name = "reviews.given";
    offerings::course_provide_id course_provide_id;
    offerings::enrollment_id enrollment_id;
};
BOOST_DESCRIBE_STRUCT(given, (), (course_provide_id, enrollment_id))

} // namespace ahimmoyak::reviews
