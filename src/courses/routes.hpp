#pragma once

#include "courses/api.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::courses {

// The routes of api.hpp, by noun; inside of this folder only.
void add_curriculum_routes(http::routes<module>& r);
void add_lesson_routes(http::routes<module>& r);
void add_picture_routes(http::routes<module>& r);
void add_catalog_routes(http::routes<module>& r);

} // namespace ahimmoyak::courses
