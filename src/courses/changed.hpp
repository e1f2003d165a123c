#pragma once

#include "courses/api.hpp"
#include "courses/records.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::courses {

/// Makes a change of the course as its next version, based on the version that the page knows, and answers
/// the course as it is then: every answer of the builder is the whole course.
template <class F>
task<http::tagged<course>> changed(module& m, caller who, course_id which, http::if_match based_on, F change)
{
    const auto now = m.time.now();
    auto after = co_await m.database.write([&](db::connection& on) {
        begin_change(on, who.of_institution(), which, based_on.version, now);
        change(on, now);
        return read_course(on, who.of_institution(), which);
    });
    const auto version = after.version;
    co_return http::tagged<course>{std::move(after), version};
}

inline http::with_headers<http::created<course>> as_created(http::tagged<course>&& made)
{
    auto location = "/v1/courses/" + std::to_string(made.value.id.value);
    http::with_headers<http::created<course>> answer{{std::move(made.value), std::move(location)}, {}};
    answer.headers.emplace_back("ETag", "\"" + std::to_string(made.version) + "\"");
    return answer;
}

} // namespace ahimmoyak::courses
