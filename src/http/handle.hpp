#pragma once

#include "base/problem.hpp"
#include "http/router.hpp"

namespace ahimmoyak::http {

/// Everything between a read request and its answer: finds the route, applies its right, runs the
/// handler, and turns a refusal into its problem document. Never throws.
task<response> answer(const router& site, request& in, body_source* streamed);

/// The problem document of a refusal in the language of the request.
response refusal(const problem& why, const request& in);

/// What remains when something that is no refusal escapes: logged with the request id, told bare.
response breakdown(const std::exception& what, const request& in);

} // namespace ahimmoyak::http
