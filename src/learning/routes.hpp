#pragma once

#include "learning/api.hpp"

namespace ahimmoyak::learning {

/// Viewings and their heartbeats.
void add_viewing_routes(http::routes<module>& r);
/// How trainees get on, for their institution and company.
void add_progress_routes(http::routes<module>& r);
/// Who studies proves who they are.
void add_identity_routes(http::routes<module>& r);
/// The rules of an institution.
void add_rule_routes(http::routes<module>& r);

} // namespace ahimmoyak::learning
