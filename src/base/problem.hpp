#pragma once

#include "base/words.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak {

/// One field of a request that breaks its type: where (a JSON pointer) and what to change.
struct issue {
    std::string pointer;
    std::string code;
    words message;
};

/// A refusal the client is told about: it becomes an RFC 9457 problem document in the caller's
/// language. Anything else that escapes a handler becomes a bare 500.
class problem : public std::runtime_error {
public:
    /// `code` is the stable, machine-readable name; the document's `type` is made of it.
    problem(int status, std::string_view code, words detail, std::vector<issue> issues = {});

    int status() const noexcept { return status_; }
    const std::string& code() const noexcept { return code_; }
    const words& detail() const noexcept { return detail_; }
    const std::vector<issue>& issues() const noexcept { return issues_; }

    /// Seconds for the Retry-After header of a 429 or 503.
    std::optional<int> retry_after_seconds;
    /// The state that made a 409, as a member of the document.
    std::string state;

    /// The application/problem+json body. `instance` is the request's path.
    std::string to_json(language in, std::string_view instance) const;

private:
    int status_;
    std::string code_;
    words detail_;
    std::vector<issue> issues_;
};

problem bad_request(std::string_view code, words detail);
problem unauthenticated();
problem forbidden(words detail = {"이 작업을 할 권한이 없습니다.", "Your role does not allow this."});
/// Also for what the caller may not know exists.
problem not_found(words what = {"요청한 항목", "what was asked for"});
/// A step that the state machine does not allow now; the document names the state.
problem conflict(std::string_view code, std::string_view state, words detail);
problem invalid(std::vector<issue> issues);
/// A 422 with a single wrong field: invalid("/endDate", "before_begin", say(...)).
problem invalid(std::string_view pointer, std::string_view code, words message);
problem too_many(int retry_after_seconds);
problem unavailable(words detail = {"잠시 후 다시 시도하세요.", "Try again in a moment."}, int retry_after_seconds = 1);

} // namespace ahimmoyak
